"""Means and moments of values that many people share: a value (or a pair of values) → how many people have it. Pure.

Sums are exact, so the order of people changes nothing. Variances and covariances divide by people - 1, central moments
(`m2`, `m3`, `m4`) by people, as the formulas that use them want.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from itertools import accumulate
from math import sqrt
from typing import TypeVar

V = TypeVar("V", bound=Hashable)
Counted = Mapping[Fraction, int]
Pairs = Mapping[tuple[Fraction, Fraction], int]


def counted(values: Iterable[tuple[V, int]]) -> Counter[V]:
    """Equal values put together."""
    found: Counter[V] = Counter()
    for value, people in values:
        found[value] += people
    return found


def mean(values: Counted) -> Fraction:
    """The mean of at least one value."""
    return sum((value * people for value, people in values.items()), Fraction(0)) / sum(values.values())


def median(values: Counted) -> Fraction:
    """The middle value, or the mean of the two in the middle."""
    people = sum(values.values())
    lower, upper = _at(values, (people - 1) // 2), _at(values, people // 2)
    return (lower + upper) / 2


def _at(values: Counted, place: int) -> Fraction:
    ranked = sorted(values)
    reached = list(accumulate(values[value] for value in ranked))
    return ranked[bisect_right(reached, place)]


def central(values: Counted, power: int) -> Fraction:
    """The central moment of this power."""
    middle = mean(values)
    return mean(counted(((value - middle) ** power, people) for value, people in values.items()))


def variance(values: Counted) -> Fraction:
    """The variance of at least two people's values."""
    people = sum(values.values())
    return central(values, 2) * people / (people - 1)


def covariance(pairs: Pairs) -> Fraction:
    """The covariance of at least two people's pairs."""
    people, left, right = sum(pairs.values()), mean(lefts(pairs)), mean(rights(pairs))
    total = sum((count * x * y for (x, y), count in pairs.items()), Fraction(0))
    return (total - people * left * right) / (people - 1)


def lefts(pairs: Pairs) -> Counted:
    """The first value of each pair."""
    return counted((x, people) for (x, _), people in pairs.items())


def rights(pairs: Pairs) -> Counted:
    """The second value of each pair."""
    return counted((y, people) for (_, y), people in pairs.items())


def best_paired(pairs: Pairs) -> Pairs:
    """The same values, paired so that the smallest goes with the smallest: nothing has a larger covariance."""
    found: Counter[tuple[Fraction, Fraction]] = Counter()
    left, right = sorted(lefts(pairs).items()), sorted(rights(pairs).items())
    (x, x_left), (y, y_left) = left.pop(0), right.pop(0)
    while True:
        people = min(x_left, y_left)
        found[x, y] += people
        x_left, y_left = x_left - people, y_left - people
        if not x_left and not left:
            return found
        x, x_left = left.pop(0) if not x_left else (x, x_left)
        y, y_left = right.pop(0) if not y_left else (y, y_left)


def deviation(values: Counted, unit: int = 1) -> float | None:
    """The standard deviation, times `unit`; None for fewer than two people."""
    return unit * sqrt(variance(values)) if sum(values.values()) > 1 else None
