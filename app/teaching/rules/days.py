"""Due days of one class for another, so many days later: pure."""

from collections.abc import Hashable, Mapping
from datetime import date, timedelta
from typing import TypeVar

FIRST_YEAR, LAST_YEAR = 2000, 2150
MOST_DAYS = 3660  # ten years
Key = TypeVar("Key", bound=Hashable)


class TooFar(Exception):  # noqa: N818 - an answer to the person, not a programmer's error
    """A day would come to lie outside of the years that a due day may be in."""


def moved_on(days: Mapping[Key, date], later: int) -> dict[Key, date]:
    """The same days, so many later (negative: earlier); at most ten years. Raises TooFar."""
    try:
        found = {key: day + timedelta(days=later) for key, day in days.items()}
    except OverflowError as error:
        raise TooFar from error
    if not all(FIRST_YEAR <= day.year <= LAST_YEAR for day in found.values()):
        raise TooFar
    return found
