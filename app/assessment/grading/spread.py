"""How the totals of a quiz are spread: mean, median, deviation, skewness, kurtosis. Pure; undefined is None."""

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from app.assessment.grading import moments
from app.assessment.grading.moments import Counted, deviation

SKEWED, CURVED = 3, 4  # people that skewness and kurtosis want at least


@dataclass(frozen=True, slots=True)
class Distribution:
    """How values are spread, in their own unit."""

    people: int = 0
    mean: float | None = None
    median: float | None = None
    deviation: float | None = None
    skewness: float | None = None
    kurtosis: float | None = None


def distribution(values: Counted) -> Distribution:
    """Mean, median, standard deviation, skewness k3 / k2^1.5 and kurtosis k4 / k2² (k-statistics, unbiased)."""
    people = sum(values.values())
    if not people:
        return Distribution()
    second = moments.central(values, 2)
    return Distribution(
        people, float(moments.mean(values)), float(moments.median(values)), deviation(values),
        _skewness(values, people, second), _kurtosis(values, people, second),
    )  # fmt: skip


def _skewness(values: Counted, people: int, second: Fraction) -> float | None:
    if people < SKEWED or not second:
        return None
    k2 = people * second / (people - 1)
    k3 = people**2 * moments.central(values, 3) / ((people - 1) * (people - 2))
    return float(k3) / sqrt(k2**3)


def _kurtosis(values: Counted, people: int, second: Fraction) -> float | None:
    if people < CURVED or not second:
        return None
    k2 = people * second / (people - 1)
    fourth = (people + 1) * moments.central(values, 4) - 3 * (people - 1) * second**2
    k4 = people**2 * fourth / ((people - 1) * (people - 2) * (people - 3))
    return float(k4 / k2**2)
