"""Progress, as plain sets: pure."""

from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar


class HasUnit(Protocol):
    """Anything that stands for a unit in an outline."""

    @property
    def unit_id(self) -> int:
        """The unit."""
        ...


U = TypeVar("U", bound=HasUnit)


def is_complete(required: Collection[int], done: Collection[int]) -> bool:
    """Whether every required unit is done. A course without units is never complete."""
    return bool(required) and set(required) <= set(done)


def next_unit(outline: Iterable[U], done: Collection[int]) -> U | None:
    """The first unit that is not done yet; None when all are."""
    return next((unit for unit in outline if unit.unit_id not in done), None)
