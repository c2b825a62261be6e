"""What "How sure are you?" tells about somebody who answers: whether they know what they know. Pure.

Points as in certainty-based marking (A. Gardner-Medwin, "Confidence assessment in the teaching of basic science",
1995; Moodle's `question_cbm` has the same numbers): it pays to be honest, since "sure" is worth it from 80 percent on,
and "fairly sure" from 67. They never count for passing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

RIGHT = {1: 1, 2: 2, 3: 3}
WRONG = {1: 0, 2: -2, 3: -6}


@dataclass(frozen=True, slots=True)
class Level:
    """The answers of which somebody was so sure (1 to 3): how many, how many of them entirely right, the points."""

    certainty: int
    answers: int
    right: int
    points: int


def levels(given: Iterable[tuple[int | None, bool]]) -> list[Level]:
    """The three levels, surest first, from (certainty or None, was it right); answers without a word are left out."""
    said = [(certainty, is_right) for certainty, is_right in given if certainty in RIGHT]
    return [_level(certainty, [is_right for one, is_right in said if one == certainty]) for certainty in (3, 2, 1)]


def _level(certainty: int, verdicts: list[bool]) -> Level:
    right = sum(verdicts)
    points = right * RIGHT[certainty] + (len(verdicts) - right) * WRONG[certainty]
    return Level(certainty, len(verdicts), right, points)
