"""What several attempts come to. Pure, exact."""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction


class Counts(StrEnum):
    """Which attempt counts."""

    BEST = "best"
    LAST = "last"
    FIRST = "first"
    AVERAGE = "average"


def standing(counts: Counts, shares: Sequence[Fraction | None]) -> Fraction | None:
    """The share (0 to 1) that counts, from the shares earned, first attempt to last; None while it cannot be said.

    That is before the first, and while one that counts is None: somebody still marks it by hand.
    """
    known = [share for share in shares if share is not None]
    if not known:
        return None
    if counts is Counts.BEST:
        return max(known)
    if counts is Counts.AVERAGE:
        return sum(known, Fraction(0)) / len(known) if len(known) == len(shares) else None
    return shares[0] if counts is Counts.FIRST else shares[-1]


def attempts_left(allowed: int, used: int, extra: int = 0) -> int | None:
    """How many more attempts there are; None for no limit (`allowed` 0). `extra`: given to this student."""
    return max(0, allowed + extra - used) if allowed else None
