"""What a blind guess earns on average: the line below which a question does worse than chance. Pure."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import prod
from typing import Any

from app.assessment import grading
from app.assessment.kinds.cloze.mark import Spec as Cloze
from app.assessment.kinds.gaps import CHOICE, Gap
from app.assessment.kinds.lists import Option
from app.assessment.kinds.multiple_response.mark import guess as coin_for_each_option


def _one_of(spec: Any) -> Fraction:
    return sum((option.earns for option in spec.options), Fraction(0)) / len(spec.options)


def _nothing(_spec: Any) -> Fraction:
    return Fraction(0)


def _gaps(spec: Cloze) -> Fraction:
    """Only gaps with options can be guessed. By the other rule all of them have to be right, in part does not count."""
    if spec.rule == "all-or-nothing":
        return prod((_gap(gap, lambda one: Fraction(one.right)) for gap in spec.gaps), start=Fraction(1))
    return sum((_gap(gap, lambda one: one.earns) for gap in spec.gaps), Fraction(0)) / len(spec.gaps)


def _gap(gap: Gap, worth: Callable[[Option], Fraction]) -> Fraction:
    return sum(map(worth, gap.answers), Fraction(0)) / len(gap.answers) if gap.kind == CHOICE else Fraction(0)


BY_KIND: Mapping[str, Callable[[Any], Fraction]] = {
    "single-choice": _one_of,
    "true-false": _one_of,
    "hotspot": _one_of,
    "multiple-response": coin_for_each_option,
    "matching": lambda spec: Fraction(1, len(spec.rights)),  # each pair alone
    "ordering": lambda spec: Fraction(1, len(spec.steps)),  # see `ordering.mark`
    "short-answer": _nothing,
    "numerical": _nothing,
    "cloze": _gaps,
}


def guess_score(kind: str, spec: Mapping[str, Any]) -> Fraction | None:
    """The share of the points; None for a kind of which it cannot be said."""
    return BY_KIND[kind](grading.KINDS[kind].load(spec)) if kind in BY_KIND else None
