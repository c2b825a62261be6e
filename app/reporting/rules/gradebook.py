"""What a gradebook shows of a student at a quiz, and which students it shows. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class CellState(StrEnum):
    """How somebody stands at a quiz, the strongest first: whoever has passed and tries again has passed."""

    PASSED = "passed"
    WAITING = "waiting"  # an answer waits for a mark
    OPEN = "open"
    FAILED = "failed"


class Progress(StrEnum):
    """How far somebody is in a course."""

    NEW = "new"
    UNDER_WAY = "under-way"
    WAITING = "waiting"
    DONE = "done"


class Sort(StrEnum):
    """The order of students."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"
    NAME_BACK = "name-z-a"
    LEAST = "least-done"
    MOST = "most-done"
    HIGHEST = "highest-score"  # of one quiz, as is the next
    LOWEST = "lowest-score"


BY_SCORE = frozenset({Sort.HIGHEST, Sort.LOWEST})
BY_NAME = frozenset({Sort.NAME, Sort.NAME_BACK})
LOOKED_UP = BY_SCORE | {Sort.LEAST, Sort.MOST}  # no index knows it
RISING = frozenset({Sort.OLDEST, Sort.NAME, Sort.LEAST, Sort.LOWEST})


class Sat(NamedTuple):
    """What a gradebook asks of an attempt. `share`: of the points, None while it is open or counts for nothing."""

    share: Fraction | None
    passed: bool | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A student at a quiz. `best`: percent, rounded down, of the best attempt that has its marks; None before one."""

    state: CellState
    best: int | None


def cell_of(attempts: Iterable[Sat]) -> Cell:
    """The cell of one student's attempts at a quiz; there must be one."""
    sat = list(attempts)
    best, rank = best_of(sat), list(CellState)
    state = min(map(_state_of, sat), key=rank.index)
    return Cell(state, None if best is None else int(best * 100))


def best_of(attempts: Iterable[Sat]) -> Fraction | None:
    """The best share of the points in an attempt that has its marks; None without one."""
    return max((one.share for one in attempts if one.share is not None and one.passed is not None), default=None)


def by_score(best: Mapping[int, Fraction | None], sort: Sort) -> list[int]:
    """Enrolments by their best share, exactly. Whoever has none comes last either way, equals by their number."""
    sign = -1 if sort is Sort.HIGHEST else 1
    return sorted(best, key=lambda one: ((share := best[one]) is None, sign * (share or 0), one))


def _state_of(attempt: Sat) -> CellState:
    if attempt.is_open:
        return CellState.OPEN
    if attempt.passed is None:
        return CellState.WAITING
    return CellState.PASSED if attempt.passed else CellState.FAILED


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which students, in which order. Empty: all of them. `quiz`: its address, "" for all quizzes of the course.

    `passed`: whether they passed it; `since`, `until`: days of enrolling, in the site's time zone, both included.
    `cohort`: its number, 0 for those in none; `by`: the address of the quiz whose score decides, where one does.
    """

    search: str = ""
    progress: Progress | None = None
    quiz: str = ""
    passed: bool | None = None
    certificate: bool | None = None
    since: date | None = None
    until: date | None = None
    cohort: int | None = None
    sort: Sort = Sort.NEWEST
    by: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether somebody may be left out."""
        return self != Wanted(sort=self.sort, by=self.by, quiz=self.quiz)
