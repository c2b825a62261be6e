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


def standing(counts: Counts, shares: Sequence[Fraction]) -> Fraction | None:
    """The share (0 to 1) that counts, from the shares earned, first attempt to last; None before the first."""
    if not shares:
        return None
    if counts is Counts.BEST:
        return max(shares)
    if counts is Counts.AVERAGE:
        return sum(shares, Fraction(0)) / len(shares)
    return shares[0] if counts is Counts.FIRST else shares[-1]


def attempts_left(allowed: int, used: int, extra: int = 0) -> int | None:
    """How many more attempts there are; None for no limit (`allowed` 0). `extra`: given to this student."""
    return max(0, allowed + extra - used) if allowed else None
