"""Numerical: the spec, the response and the mark."""

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
    ResponseError,
    Review,
    Row,
    Verdict,
    member,
)
from app.assessment.kinds.lists import (
    PARTS,
    TASK,
    Item,
    Option,
    dump_options,
    items,
    load_options,
    option_verdict,
    read_options,
    write_options,
)
from app.assessment.kinds.numbers import (
    FORMS,
    LENGTH,
    TOO_LONG,
    Accepted,
    folded,
    parse_number,
    read_accepted,
    typed_number,
    without_unit,
)

KIND = "numerical"
LABEL = N_("Numerical")
OPTIONS = frozenset({"unit"})
PRACTICE_ONLY = False
MUST_SHUFFLE = False
NEEDS_MARKER = False
IS_ASKED = True

CURE = f"Write `- [x]` and {FORMS}; `- [50%]` for half the points, `- [ ]` for a wrong number you expect."
MOST = 200  # lines
LONGEST_UNIT = 40


@dataclass(frozen=True, slots=True)
class Spec:
    """The numbers foreseen, as written: accepted ones, and wrong ones that get a reply of their own; and the unit."""

    answers: tuple[Option, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class NumberAsk(Ask):
    """The rule, and the unit that stands beside the field."""

    unit: str = ""


def read(body: Body, options: Mapping[str, object]) -> Spec:
    """A task list of numbers: `[x]` is accepted, `[50%]` earns half, `[ ]` is foreseen but wrong. Raises ContentError.

    What a number may look like is told in `numbers.read_accepted`. `unit` in the front matter, by default none.
    """
    found = items(body, TASK, CURE, least=1)
    if len(found) > MOST:
        raise ContentError(found[MOST].line, f"There are more than {MOST} lines.", "Write ranges, such as `10 .. 20`.")
    numbers = [_accepted(item) for item in found]
    spec = Spec(read_options(body, least=1, shares=PARTS), _unit(options))
    _refuse_idle(list(zip([item.line for item in found], spec.answers, numbers, strict=True)))
    return spec


def _accepted(item: Item) -> Accepted:
    try:
        return read_accepted(item.text)
    except ValueError as error:
        raise ContentError(item.line, str(error), CURE) from error


def _refuse_idle(lines: list[tuple[int, Option, Accepted]]) -> None:
    """Raise ContentError for a line that no number can reach, because an earlier or a better one takes them all."""
    best_first = sorted(lines, key=lambda line: line[1].earns, reverse=True)
    for at, (number, _, accepted) in enumerate(best_first):
        for taker, _, taken in best_first[:at]:
            if taken.covers(accepted):
                cure = "Take it out, or make the other one narrower."
                raise ContentError(number, f"Line {taker} takes every number of this one.", cure)


def _unit(options: Mapping[str, object]) -> str:
    unit = options.get("unit")
    if unit is None:
        return ""
    if not isinstance(unit, str) or not unit.isprintable() or len(unit) > LONGEST_UNIT:
        cure = f'Write a word or a sign in quotes, at most {LONGEST_UNIT} letters: unit = "percent".'
        raise ContentError(1, "`unit` is not a short text.", cure)
    unit = " ".join(unit.split())
    if folded(unit)[:1] in set("0123456789+-.,"):
        cure = 'Write it without a number or sign before it: unit = "percent".'
        raise ContentError(1, "`unit` would be read as a part of the number.", cure)
    return unit


def write(spec: Spec) -> tuple[str, dict[str, object]]:
    """The body and the options of the file."""
    return write_options(spec.answers), {"unit": spec.unit} if spec.unit else {}


def dump(spec: Spec) -> dict[str, Any]:
    """JSON for the database."""
    return {"answers": dump_options(spec.answers), "unit": spec.unit}


def load(data: Mapping[str, Any]) -> Spec:
    """The spec from its JSON."""
    return Spec(load_options(data["answers"]), data["unit"])


def rule(spec: Spec) -> str:
    """The rule for the student. It is silent on tolerances, which would tell something of the number."""
    return N_("Type a number. Decimals may have a point or a comma; write thousands without a separator.")


def tokens(spec: Spec) -> int:
    """There is nothing to shuffle."""
    return 0


def ask(spec: Spec, order: Order) -> NumberAsk:
    """The rule and the unit."""
    return NumberAsk(rule=rule(spec), unit=spec.unit)


def normalise(spec: Spec, raw: Response) -> Response:
    """`{"text": the number as typed}`, in plain digits and without its unit. Raises ResponseError."""
    return {"text": _text(spec, raw)}


def is_answered(response: Response) -> bool:
    """Whether anything was typed."""
    return bool(response.get("text"))


def mark(spec: Spec, response: Response) -> Marked:
    """What the line earns that holds the number; of several, the best. Nothing for another number or none."""
    text = _text(spec, response)
    found = _foreseen(spec, text) or Option(text, right=not text)
    return Marked(found.earns if text else Fraction(0), (option_verdict(found, given=bool(text)),))


def explain(spec: Spec, response: Response, *, with_key: bool, order: Order = ()) -> Review:
    """What was typed; with the key its reply, and unless it was right the first accepted number."""
    text = _text(spec, response)
    shown = f"{text} {spec.unit}".rstrip()
    if not with_key:
        return Review((Row(shown, chosen=True),) if text else ())
    (told,) = mark(spec, response).parts
    found = _foreseen(spec, text)
    rows = [Row(shown, True, told is Verdict.RIGHT, told, found.feedback if found else "")] if text else []
    if told is not Verdict.RIGHT:
        best = next(answer for answer in spec.answers if answer.right)
        spoken = read_accepted(best.text).spoken(spec.unit)
        rows.append(Row(spoken, right=True, verdict=Verdict.MISSED, feedback=best.feedback))
    return Review(tuple(rows))


def typed(text: str, unit: str) -> str:
    """A number as it is stored, "" for none. Raises ResponseError."""
    if len(text) > LENGTH:
        raise ResponseError(TOO_LONG)
    return typed_number(without_unit(text, unit))


def _text(spec: Spec, response: Response) -> str:
    text = member(response, "text") or ""
    if not isinstance(text, str):
        raise ResponseError(N_("This answer could not be read."))
    return typed(text, spec.unit)


def _foreseen(spec: Spec, text: str) -> Option | None:
    """The line that holds the number, the one that earns most; of several such, the first."""
    if not text:
        return None
    number = parse_number(text)
    best_first = sorted(spec.answers, key=lambda one: one.earns, reverse=True)
    return next((one for one in best_first if read_accepted(one.text).holds(number)), None)
