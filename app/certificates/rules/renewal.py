"""Whether a course counts again: boards credit the same course once in a renewal cycle. A warning, never a wall. Pure.

The lengths are those of `ce-rules`: dated data, not law; a board's own word counts.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from app.certificates.rules.snapshot import months_later

CHECKED = date(2026, 11, 21)
USUAL_MONTHS = 24
# State → months from one renewal to the next, where it is not the usual two years.
CYCLE_MONTHS: Mapping[str, int] = {"ID": 12, "RI": 12, "NY": 36, "US": 24}


def in_one_cycle(completed: date, today: date, licences: Iterable[tuple[str, date | None]]) -> bool:
    """Whether a course completed then and taken again today falls into one cycle of any of these licences.

    `licences`: state and expiry, None where it is not known; then, and without a licence, the usual length counts
    from the completion.
    """
    known = list(licences) or [("", None)]
    return any(_same(completed, today, CYCLE_MONTHS.get(state, USUAL_MONTHS), expiry) for state, expiry in known)


def _same(completed: date, today: date, months: int, expiry: date | None) -> bool:
    if expiry is None:
        return today < months_later(completed, months)
    return _cycle(completed, months, expiry) == _cycle(today, months, expiry)


def _cycle(day: date, months: int, expiry: date) -> int:
    """How many cycles the one that holds `day` lies after the one that ends with `expiry` (before: below nought)."""
    count = 0
    while day > months_later(expiry, months * count):
        count += 1
    while day <= months_later(expiry, months * (count - 1)):
        count -= 1
    return count
