"""Whether a course counts again: boards credit the same course once in a renewal cycle. A warning, never a wall. Pure.

The lengths are those of `accounts/renewals.toml`: dated data, not law; a board's own word counts.
"""

from collections.abc import Iterable
from datetime import date

from app.accounts.rules import renewal_of
from app.certificates.rules.snapshot import months_later

USUAL_MONTHS = 24  # where nobody says how long it is


def in_one_cycle(completed: date, today: date, licences: Iterable[tuple[str, str, date | None]]) -> bool:
    """Whether a course completed then and taken again today falls into one cycle of any of these licences.

    `licences`: state, type and expiry, None where it is not known; then, and without a licence, the length counts from
    the completion.
    """
    known = list(licences) or [("", "", None)]
    return any(_same(completed, today, _months(state, kind), expiry) for state, kind, expiry in known)


def _months(state: str, kind: str) -> int:
    found = renewal_of(state, kind)
    return USUAL_MONTHS if found is None or found.months is None else found.months


def _same(completed: date, today: date, months: int, expiry: date | None) -> bool:
    if not months:  # nothing is asked, so nothing is credited
        return False
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
