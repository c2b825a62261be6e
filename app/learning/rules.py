"""Progress, as plain sets: pure."""

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol, TypeVar


class HasUnit(Protocol):
    """Anything that stands for a unit in an outline."""

    @property
    def unit_id(self) -> int:
        """The unit."""
        ...

    @property
    def is_required(self) -> bool:
        """Whether it has to be done; what one may practice as one likes need not."""
        ...


U = TypeVar("U", bound=HasUnit)
MOST_AT_A_GLANCE = 20
LONGEST_TOLD = 120


def required_of(outline: Iterable[U]) -> list[U]:
    """The units that count: for progress, *Continue*, minutes and certificates. Nothing waits for the others."""
    return [unit for unit in outline if unit.is_required]


def is_complete(outline: Iterable[HasUnit], done: Collection[int]) -> bool:
    """Whether every required unit is done. Where nothing is required nothing is ever complete."""
    required = required_of(outline)
    return bool(required) and all(unit.unit_id in done for unit in required)


def letters_to_jump_to(letters: Sequence[str]) -> list[str]:
    """The letter of each entry of an alphabetical list, once each; none when the list is short enough to look over."""
    return list(dict.fromkeys(letters)) if len(letters) > MOST_AT_A_GLANCE else []


def next_unit(outline: Iterable[U], done: Collection[int]) -> U | None:
    """The first required unit that is not done yet; None when all are."""
    return next((unit for unit in required_of(outline) if unit.unit_id not in done), None)


def onward(outline: Sequence[U], unit_id: int) -> U | None:
    """The required unit that follows a unit of the outline; None after the last."""
    place = [unit.unit_id for unit in outline].index(unit_id)
    return next(iter(required_of(outline[place + 1 :])), None)


def seconds_believed(told: int, since_before: float | None) -> int:
    """What counts of the seconds that a page says it was read: at most two minutes at once.

    And no more than went by on our own clock since it told before (None: it never did), so that no page, and no two
    windows, can make time.
    """
    passed = LONGEST_TOLD if since_before is None else int(since_before)
    return max(0, min(told, passed, LONGEST_TOLD))
