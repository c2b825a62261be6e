"""What the table of a question counts: options chosen, pairs and items got right, words typed. Pure."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from app.assessment import grading
from app.assessment.kinds.base import Response, Verdict
from app.assessment.kinds.gaps import TEXT as WORDS
from app.assessment.kinds.lists import Option
from app.assessment.kinds.numbers import parse_number
from app.assessment.kinds.texts import fold

AT_LEAST = 2  # people who gave the same wrong answer before it is shown, so that nobody is exposed


@dataclass(frozen=True, slots=True)
class Part:
    """A line of a question's table. `right` says whether an option is the key; of a pair or an item it is None.

    `belongs` is what a pair or an item should have: a right side, a place. `earns` is what an option alone earns.
    """

    text: str
    right: bool | None = None
    belongs: str = ""
    earns: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Given:
    """What one response hits: options chosen, pairs or items right; and what was given to others instead."""

    hits: frozenset[int] = frozenset()
    instead: tuple[tuple[int, str], ...] = ()


@dataclass(slots=True)
class Hits:
    """What many responses to one question hit, by what their people earned on the rest of the paper."""

    parts: Counter[tuple[int, Fraction | None]] = field(default_factory=Counter)
    instead: Counter[tuple[int, str]] = field(default_factory=Counter)
    nothing: Counter[Fraction | None] = field(default_factory=Counter)

    def add(self, given: Given | None, rest: Fraction | None, people: int) -> None:
        """Count a response that so many people with this rest gave; None for no answer."""
        if given is None:
            self.nothing[rest] += people
            return
        for place in given.hits:
            self.parts[place, rest] += people
        for wrong in given.instead:
            self.instead[wrong] += people


# Kinds by what their tables count. A kind in none of them has only its marks.


def _options(spec: Any) -> list[Part]:
    options: Sequence[Option] = spec.options
    return [Part(option.text, option.right, earns=option.earns) for option in options]


def _chosen(_spec: Any, response: Response) -> Given:
    choices = response.get("choices") or response.get("words") or [response.get("choice")]
    return Given(frozenset(choices) if isinstance(choices, list) else frozenset())


def _pairs(spec: Any) -> list[Part]:
    return [Part(pair.left, belongs=pair.right) for pair in spec.pairs]


def _gaps(spec: Any) -> list[Part]:
    return [Part(str(number), belongs=gap.expected) for number, gap in enumerate(spec.gaps, start=1)]


def _items(spec: Any) -> list[Part]:
    return [Part(step.text, belongs=str(place)) for place, step in enumerate(spec.steps, start=1)]


def _matched(kind: str) -> Callable[[Any, Response], Given]:
    """What is right by the mark, and what the review says was given where it is not."""

    def given(spec: Any, response: Response) -> Given:
        rows = grading.KINDS[kind].explain(spec, response, with_key=True).rows
        right = frozenset(place for place, row in enumerate(rows) if row.verdict is Verdict.RIGHT)
        wrong = ((place, row.given) for place, row in enumerate(rows) if row.verdict in (Verdict.WRONG, Verdict.PARTLY))
        return Given(right, tuple(wrong))

    return given


def _filled(spec: Any, response: Response) -> Given:
    """Gaps; words that differ in capitals and the like are the same."""
    found = _matched("cloze")(spec, response)
    same = ((place, fold(text) if spec.gaps[place].kind == WORDS else text) for place, text in found.instead)
    return replace(found, instead=tuple(same))


OPTION_KINDS = frozenset({"single-choice", "true-false", "multiple-response", "hotspot"})
ONE_KEY = OPTION_KINDS - {"multiple-response"}
PAIR_KINDS = frozenset({"matching", "ordering", "cloze"})
# Counted only where somebody looks at the question: there is no advice that needs them for the whole quiz.
COUNTED_ALONE = PAIR_KINDS | {"mark-words"}
TYPED: Mapping[str, Callable[[str], str]] = {
    "short-answer": fold,
    "numerical": lambda text: _plain(parse_number(text)),  # stored texts were read once before
}
PARTS: Mapping[str, Callable[[Any], list[Part]]] = {
    **dict.fromkeys(OPTION_KINDS, _options),
    "matching": _pairs,
    "ordering": _items,
    "cloze": _gaps,
    "mark-words": _options,
}
GIVEN: Mapping[str, Callable[[Any, Response], Given]] = {
    **dict.fromkeys(OPTION_KINDS, _chosen),
    **{kind: _matched(kind) for kind in PAIR_KINDS},
    "cloze": _filled,
    "mark-words": _chosen,
}


def _plain(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else f"{float(number):.10g}"


def parts_of(kind: str, keys: Sequence[Mapping[str, Any]]) -> list[Part]:
    """The lines of the table of a question; none for a kind without parts to tell apart.

    `keys`: the specs in force, the newest last. An option is right that is right by one of them.
    """
    if kind not in PARTS:
        return []
    found = [PARTS[kind](grading.KINDS[kind].load(spec)) for spec in keys]
    return [_in_force(same) for same in zip(*found, strict=False)]


def _in_force(same: Sequence[Part]) -> Part:
    best = max(part.earns for part in same)
    return replace(same[-1], earns=best, right=any(part.right for part in same) if same[-1].right is not None else None)


def reader(kind: str, spec: Mapping[str, Any]) -> Callable[[Response | None], Given | None]:
    """What reads the responses to a question; it gives None for no answer."""
    module = grading.KINDS[kind]
    loaded = module.load(spec)

    def read(response: Response | None) -> Given | None:
        return GIVEN[kind](loaded, response) if response and module.is_answered(response) else None

    return read


def frequent(given: Counter[str]) -> tuple[tuple[str, int], ...]:
    """What at least two people gave, most frequent first."""
    ranked = sorted(given.items(), key=lambda one: (-one[1], one[0]))
    return tuple((text, people) for text, people in ranked if people >= AT_LEAST)
