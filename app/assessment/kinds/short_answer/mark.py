"""Short answer: the spec, the response and the mark."""

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
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
    ResponseError,
    Review,
    Row,
    Verdict,
    member,
    verdict,
)
from app.assessment.kinds.lists import TASK, TASK_CURE, Option, items, read_options, unrepeated, write_options
from app.assessment.kinds.texts import LENGTH, fold, matches, spoken

KIND = "short-answer"
LABEL = N_("Short answer")
OPTIONS: frozenset[str] = frozenset()
PRACTICE_ONLY = False
MUST_SHUFFLE = False


@dataclass(frozen=True, slots=True)
class Spec:
    """The answers foreseen: accepted ones, and wrong ones that get a reply of their own. `base.matches` compares."""

    answers: tuple[Option, ...]


def read(body: Body, options: Mapping[str, object]) -> Spec:
    """A task list: `[x]` is accepted, `[ ]` foreseen but wrong; `*` is any characters. Raises ContentError."""
    found = items(body, TASK, TASK_CURE, least=1)
    unrepeated([(item.line, fold(item.text)) for item in found])
    for item in found:
        if item.mark != " " and not fold(item.text.replace("*", "")):
            cure = r"Write a word beside the `*`, or `\*` for an asterisk itself."
            raise ContentError(item.line, "This would accept anything or nothing.", cure)
    return Spec(read_options(body, least=1))


def write(spec: Spec) -> tuple[str, dict[str, object]]:
    """The body of the file."""
    return write_options(spec.answers), {}


def dump(spec: Spec) -> dict[str, Any]:
    """JSON for the database."""
    return {"answers": [asdict(answer) for answer in spec.answers]}


def load(data: Mapping[str, Any]) -> Spec:
    """The spec from its JSON."""
    return Spec(tuple(Option(**answer) for answer in data["answers"]))


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
    """All for an accepted answer, nothing for another or none."""
    text = _text(response)
    found = _foreseen(spec, text)
    right = found is not None and found.right
    return Marked(Fraction(right), (verdict(given=bool(text), right=right or not text),))


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
    text = member(response, "text") or ""
    if not isinstance(text, str):
        raise ResponseError(N_("This answer could not be read."))
    if len(text) > LENGTH:
        raise ResponseError(N_("An answer can have 500 characters at most."))
    return "".join(" " if unicodedata.category(symbol) in {"Cc", "Cs"} else symbol for symbol in text).strip()


def _foreseen(spec: Spec, text: str) -> Option | None:
    """The answer of the spec that the text is, accepted ones first; none for a text of nothing but dots."""
    if not fold(text):
        return None
    return next((one for one in sorted(spec.answers, key=lambda one: not one.right) if matches(one.text, text)), None)
