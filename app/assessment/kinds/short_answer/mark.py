"""Short answer: the spec, the response and the mark."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.assessment.kinds.base import (
    N_,
    Ask,
    Body,
    ContentError,
    Marked,
    Order,
    Response,
    Review,
    Row,
    Verdict,
    member,
)
from app.assessment.kinds.lists import (
    PARTS,
    TASK,
    TASK_CURE,
    Option,
    dump_options,
    items,
    load_options,
    option_of,
    option_verdict,
    read_options,
    unrepeated,
    write_options,
)
from app.assessment.kinds.texts import fold, matches, spoken, typed

KIND = "short-answer"
LABEL = N_("Short answer")
OPTIONS: frozenset[str] = frozenset()
PRACTICE_ONLY = False
MUST_SHUFFLE = False
NEEDS_MARKER = False
IS_ASKED = True


@dataclass(frozen=True, slots=True)
class Spec:
    """The answers foreseen: accepted ones, and wrong ones that get a reply of their own. `texts.matches` compares."""

    answers: tuple[Option, ...]


def read(body: Body, options: Mapping[str, object]) -> Spec:
    """A task list: `[x]` is accepted, `[50%]` earns half, `[ ]` is foreseen but wrong; `*` is any characters.

    Raises ContentError.
    """
    found = items(body, TASK, TASK_CURE, least=1)
    unrepeated([(item.line, fold(item.text)) for item in found])
    for item in found:
        if option_of(item, PARTS).earns and not fold(item.text.replace("*", "")):
            cure = r"Write a word beside the `*`, or `\*` for an asterisk itself."
            raise ContentError(item.line, "This would accept anything or nothing.", cure)
    return Spec(read_options(body, least=1, shares=PARTS))


def write(spec: Spec) -> tuple[str, dict[str, object]]:
    """The body of the file."""
    return write_options(spec.answers), {}


def dump(spec: Spec) -> dict[str, Any]:
    """JSON for the database."""
    return {"answers": dump_options(spec.answers)}


def load(data: Mapping[str, Any]) -> Spec:
    """The spec from its JSON."""
    return Spec(load_options(data["answers"]))


def rule(spec: Spec) -> str:
    """The rule for the student."""
    return N_("Type a word or a few. Spelling counts; capital letters and extra spaces do not.")


def tokens(spec: Spec) -> int:
    """There is nothing to shuffle."""
    return 0


def ask(spec: Spec, order: Order) -> Ask:
    """Only the rule."""
    return Ask(rule=rule(spec))


def normalise(spec: Spec, raw: Response) -> Response:
    """`{"text": what was typed}`, trimmed and without control characters. Raises ResponseError."""
    return {"text": _text(raw)}


def is_answered(response: Response) -> bool:
    """Whether anything was typed."""
    return bool(response.get("text"))


def mark(spec: Spec, response: Response) -> Marked:
    """All for an accepted answer, its part for one that has a part, nothing for another or none."""
    text = _text(response)
    found = _foreseen(spec, text) or Option(text, right=not text)
    return Marked(found.earns if text else Fraction(0), (option_verdict(found, given=bool(text)),))


def explain(spec: Spec, response: Response, *, with_key: bool, order: Order = ()) -> Review:
    """What was typed; with the key its reply, and after a wrong answer the first accepted one."""
    text = _text(response)
    if not with_key:
        return Review((Row(text, chosen=True),) if text else ())
    (told,) = mark(spec, response).parts
    found = _foreseen(spec, text)
    rows = [Row(text, True, told is Verdict.RIGHT, told, found.feedback if found else "")] if text else []
    if told is not Verdict.RIGHT:
        best = next(answer for answer in spec.answers if answer.right)
        rows.append(Row(spoken(best.text), right=True, verdict=Verdict.MISSED, feedback=best.feedback))
    return Review(tuple(rows))


def _text(response: Response) -> str:
    return typed(member(response, "text"))


def _foreseen(spec: Spec, text: str) -> Option | None:
    """The answer of the spec that the text is, the one that earns most; none for a text of nothing but dots."""
    if not fold(text):
        return None
    best_first = sorted(spec.answers, key=lambda one: one.earns, reverse=True)
    return next((one for one in best_first if matches(one.text, text)), None)
