"""Marks of made-up classes and stored questions, as item statistics want them."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from app.assessment.grading import KINDS
from app.assessment.grading.statistics import Result, Tally
from app.assessment.kinds.base import numbered
from tests.making import BODIES

Marks = Sequence[Sequence[int | Fraction]]  # a row for each person, a mark for each item
# The worked example of our reference document: six people, four items.
MARKS = [[1, 1, 1, 2], [1, 1, 0, 2], [1, 0, 1, 1], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 0]]
MAXIMA = [1, 1, 1, 2]


def tallies_of(marks: Marks, maxima: Sequence[int], form: int = 1) -> dict[int, Tally]:
    """What each item (0, 1, …) earned, of people who all sat all of them."""
    possible = sum(maxima)
    return {
        item: Counter(Result(form, Fraction(row[item]), Fraction(sum(row)), possible) for row in marks)
        for item in range(len(maxima))
    }


def totals_of(marks: Marks) -> Counter[Fraction]:
    """How many people have each total."""
    return Counter(Fraction(sum(row)) for row in marks)


def spec_of(kind: str, body: str = "", **options: object) -> dict[str, Any]:
    """A question of one kind as the database has it."""
    module = KINDS[kind]
    return module.dump(module.read(numbered(body or BODIES[kind]), {"picture": "figures/back.svg", **options}))


TRUE_FALSE = "- [x] True\n- [ ] False"
HOTSPOT = "- [x] low = rect 0 0 200 200\n- [ ] high = rect 0 300 200 200"
SPECS = {
    **{kind: spec_of(kind) for kind in BODIES if kind not in {"short-answer", "numerical", "hotspot"}},
    "true-false": spec_of("true-false", TRUE_FALSE),
    "hotspot": spec_of("hotspot", HOTSPOT),
}
