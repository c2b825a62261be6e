"""Item statistics: classical test theory, exact until the last square root. Pure.

The formulas are those of Moodle's quiz statistics report (docs.moodle.org/dev, "Quiz statistics calculations"), with
two differences. An item is always correlated with the *rest* of the paper, never with a total that holds it. And where
papers are drawn at random, each item's figures are over the people who sat it, whose rest is taken as a share of what
the rest of *their own* paper could earn: papers differ in length and points, and a share is what they have in common.
How hard the drawn rest was stays in it as noise, which only makes discrimination look weaker. What rests on a sum over
items (consistency, effective weight) has a meaning only among people who sat the same items, so it is computed over the
largest such group (in `reliability`), or not at all.

What is undefined (no variance, too few people) is None, never NaN.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import NamedTuple

from app.assessment.grading import moments
from app.assessment.grading.moments import Pairs, counted, deviation

Z_95 = 1.959963984540054  # the normal distribution's 97.5 % point


class Result(NamedTuple):
    """What somebody earned on an item and on the whole paper, of how much; and the form (quiz revision) they sat."""

    form: int
    earned: Fraction
    total: Fraction
    possible: int


Tally = Mapping[Result, int]  # how many people had this result


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """How an item did, over the people who sat it. Percent."""

    takers: int = 0
    facility: float | None = None
    interval: tuple[float, float] | None = None
    deviation: float | None = None
    discrimination: float | None = None
    efficiency: float | None = None
    intended_weight: float | None = None


def item_statistics(points: int, tally: Tally) -> ItemStatistics:
    """The figures of one item that is worth so many points."""
    takers = sum(tally.values())
    if not takers:
        return ItemStatistics()
    earned = counted((result.earned / points, people) for result, people in tally.items())
    share = moments.mean(earned)
    intended = counted((Fraction(points, result.possible), people) for result, people in tally.items())
    discrimination, efficiency = _discrimination(pairs_of(points, tally))
    return ItemStatistics(
        takers, percent(share), wilson(share, takers), deviation(earned, 100), discrimination, efficiency,
        percent(moments.mean(intended)),
    )  # fmt: skip


def rest_of(points: int, result: Result) -> Fraction | None:
    """What was earned of the rest of the paper, as a share; None where there is no rest."""
    rest = result.possible - points
    return (result.total - result.earned) / rest if rest > 0 else None


def pairs_of(points: int, tally: Tally) -> Pairs:
    """Share earned on the item and share earned on the rest of the paper; nobody whose paper has no rest."""
    rests = ((result, rest_of(points, result), people) for result, people in tally.items())
    return counted(((result.earned / points, rest), people) for result, rest, people in rests if rest is not None)


def _discrimination(pairs: Pairs) -> tuple[float | None, float | None]:
    """Discrimination index 100·C(x, R) / √(V(x)·V(R)), and efficiency 100·C(x, R) / the largest C there could be."""
    if sum(pairs.values()) < 2:  # noqa: PLR2004 - one person varies in nothing
        return None, None
    together, largest = moments.covariance(pairs), moments.covariance(moments.best_paired(pairs))
    spread = moments.variance(moments.lefts(pairs)) * moments.variance(moments.rights(pairs))
    if not spread or not largest:
        return None, None
    index = 100 * float(together) / sqrt(spread)
    return max(-100.0, min(100.0, index)), percent(together / largest)


def wilson(share: Fraction, people: int) -> tuple[float, float]:
    """The 95 % interval of a share, by Wilson's score (E. B. Wilson, JASA 22, 1927, 209-212), in percent.

    Made for right or wrong. Where parts earn too it is a little too wide, since values between 0 and 1 never vary more
    than zeros and ones of the same mean; too wide is the safe side.
    """
    found, square = float(share), Z_95 * Z_95
    middle = (found + square / (2 * people)) / (1 + square / people)
    half = Z_95 / (1 + square / people) * sqrt(found * (1 - found) / people + square / (4 * people * people))
    return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)


def percent(share: Fraction) -> float:
    """A share in percent."""
    return float(100 * share)
