"""Cloze: the spec, the response and the mark. `gaps` reads the passage."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from app.assessment.kinds.base import (
    N_,
    Ask,
    Body,
    Marked,
    Order,
    Response,
    ResponseError,
    Review,
    Row,
    Verdict,
    member,
)
from app.assessment.kinds.gaps import CHOICE, GAP, TEXT, Gap, read_passage, write_passage
from app.assessment.kinds.lists import Option, dump_options, load_options, option_verdict, setting

KIND = "cloze"
LABEL = N_("Passage with gaps")
OPTIONS = frozenset({"rule"})
PRACTICE_ONLY = False
MUST_SHUFFLE = False
NEEDS_MARKER = False
IS_ASKED = True

RULES = {
    "each-gap": N_("Fill in the gaps. Every gap counts alike."),
    "all-or-nothing": N_("Fill in the gaps. It counts only if every gap is right."),
}


@dataclass(frozen=True, slots=True)
class Spec:
    """The passage as Markdown with `GAP` in the place of each gap, the gaps, and the name of the rule."""

    passage: str
    gaps: tuple[Gap, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A gap as the student meets it: its kind, and the options of a drop-down as this paper shuffled them."""

    kind: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageAsk(Ask):
    """The passage, `gap` for each gap in it, and the blanks that stand there."""

    passage: str = ""
    blanks: tuple[Blank, ...] = ()
    gap: str = GAP


@dataclass(frozen=True, slots=True)
class GapRow(Row):
    """A gap of this kind looked back on. Options are Markdown; what was typed is not."""

    kind: str = TEXT


@dataclass(frozen=True, slots=True)
class PassageReview(Review):
    """The passage, `gap` for each gap in it, and a row for each."""

    passage: str = ""
    gap: str = GAP


def read(body: Body, options: Mapping[str, object]) -> Spec:
    """A passage with gaps in braces; `rule` in the front matter, by default the first. Raises ContentError."""
    return Spec(*read_passage(body), setting(options, "rule", tuple(RULES)))


def write(spec: Spec) -> tuple[str, dict[str, object]]:
    """The body and the options of the file."""
    return write_passage(spec.passage, spec.gaps), {"rule": spec.rule}


def dump(spec: Spec) -> dict[str, Any]:
    """JSON for the database."""
    gaps = [{"kind": one.kind, "answers": dump_options(one.answers), "feedback": one.feedback} for one in spec.gaps]
    return {"passage": spec.passage, "gaps": gaps, "rule": spec.rule}


def load(data: Mapping[str, Any]) -> Spec:
    """The spec from its JSON."""
    gaps = (Gap(one["kind"], load_options(one["answers"]), one["feedback"]) for one in data["gaps"])
    return Spec(data["passage"], tuple(gaps), data["rule"])


def rule(spec: Spec) -> str:
    """The rule for the student. It is silent on parts of a gap, since only some keys have them."""
    return RULES[spec.rule]


def tokens(spec: Spec) -> int:
    """The options of all drop-downs are shuffled together; each drop-down shows its own as they come."""
    return len(_options(spec))


def ask(spec: Spec, order: Order) -> Ask:
    """The passage and its blanks."""
    options = _options(spec)
    shown = [options[place] for place in order] if order else options
    blanks = (Blank(gap.kind, tuple(text for at, text in shown if at == place)) for place, gap in enumerate(spec.gaps))
    return PassageAsk(rule=rule(spec), passage=spec.passage, blanks=tuple(blanks))


def _options(spec: Spec) -> list[tuple[int, str]]:
    """The options of all drop-downs, each with the place of its gap."""
    return [(at, one.text) for at, gap in enumerate(spec.gaps) if gap.kind == CHOICE for one in gap.answers]


def normalise(spec: Spec, raw: Response) -> Response:
    """`{"gaps": {place of each gap, as text: what was typed, the text of an option, or ""}}`. Raises ResponseError.

    An option by its text, not by its place: so the answer can be marked again when options were added or moved.
    """
    return {"gaps": {str(place): text for place, text in enumerate(_given(spec, raw))}}


def is_answered(response: Response) -> bool:
    """Whether any gap was filled in."""
    gaps = response.get("gaps")
    return isinstance(gaps, Mapping) and any(gaps.values())


def mark(spec: Spec, response: Response) -> Marked:
    """The mean of what the gaps earn; by the other rule all if every gap is right, else nothing."""
    found = [gap.found(text) for gap, text in zip(spec.gaps, _given(spec, response), strict=True)]
    verdicts = tuple(option_verdict(one or Option("", right=True), given=one is not None) for one in found)
    if spec.rule == "all-or-nothing":
        return Marked(Fraction(all(one is Verdict.RIGHT for one in verdicts)), verdicts)
    return Marked(sum((one.earns for one in found if one), Fraction(0)) / len(found), verdicts)


def explain(spec: Spec, response: Response, *, with_key: bool, order: Order = ()) -> Review:
    """The passage with what was given; with the key also what belongs there, and what is said of it."""
    given = zip(spec.gaps, _given(spec, response), strict=True)
    rows = [
        GapRow(str(number), bool(text), given=text, kind=gap.kind) for number, (gap, text) in enumerate(given, start=1)
    ]
    if with_key:
        told = zip(rows, spec.gaps, mark(spec, response).parts, strict=True)
        rows = [_told(row, gap, verdict) for row, gap, verdict in told]
    return PassageReview(tuple(rows), spec.passage)


def _told(row: GapRow, gap: Gap, verdict: Verdict) -> GapRow:
    found, is_right = gap.found(row.given), verdict is Verdict.RIGHT
    said = [found.feedback if found else "", gap.feedback, "" if is_right else gap.best.feedback]
    feedback = "\n\n".join(filter(None, said))
    return replace(row, right=is_right, verdict=verdict, feedback=feedback, expected=gap.expected)


def _given(spec: Spec, response: Response) -> list[str]:
    gaps = member(response, "gaps") or {}
    names = [str(place) for place in range(len(spec.gaps))]
    if not isinstance(gaps, Mapping) or not gaps.keys() <= set(names):
        raise ResponseError(N_("This answer could not be read."))
    return [gap.given(gaps.get(name)) for name, gap in zip(names, spec.gaps, strict=True)]
