"""Progress, as plain sets: pure."""

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol, TypeVar


class HasUnit(Protocol):
    """Anything that stands for a unit in an outline."""

    @property
    def unit_id(self) -> int:
        """The unit."""
        ...


U = TypeVar("U", bound=HasUnit)
MOST_AT_A_GLANCE = 20


def is_complete(required: Collection[int], done: Collection[int]) -> bool:
    """Whether every required unit is done. A course without units is never complete."""
    return bool(required) and set(required) <= set(done)


def letters_to_jump_to(letters: Sequence[str]) -> list[str]:
    """The letter of each entry of an alphabetical list, once each; none when the list is short enough to look over."""
    return list(dict.fromkeys(letters)) if len(letters) > MOST_AT_A_GLANCE else []


def next_unit(outline: Iterable[U], done: Collection[int]) -> U | None:
    """The first unit that is not done yet; None when all are."""
    return next((unit for unit in outline if unit.unit_id not in done), None)
