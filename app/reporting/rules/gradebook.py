"""What a gradebook shows of a student at a quiz, and which students it shows. Pure."""

from collections.abc import Iterable
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
    LEAST = "least-done"
    MOST = "most-done"


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
    shares = [one.share for one in sat if one.share is not None and one.passed is not None]
    rank = list(CellState)
    state = min(map(_state_of, sat), key=rank.index)
    return Cell(state, int(max(shares) * 100) if shares else None)


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
    """

    search: str = ""
    progress: Progress | None = None
    quiz: str = ""
    passed: bool | None = None
    certificate: bool | None = None
    since: date | None = None
    until: date | None = None
    sort: Sort = Sort.NEWEST

    @property
    def is_narrowed(self) -> bool:
        """Whether somebody may be left out."""
        return self != Wanted(sort=self.sort, quiz=self.quiz)
