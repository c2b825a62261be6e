"""How well the questions of a paper agree (Cronbach's alpha and what follows), and what each really weighs. Pure."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from app.assessment.grading import moments
from app.assessment.grading.moments import Pairs, counted
from app.assessment.grading.statistics import Tally, percent


@dataclass(frozen=True, slots=True)
class Reliability:
    """How well the items of one paper agree, over `people` who all sat it. Percent, `error` in the unit of the totals.

    `weights`: what share of the spread of totals comes from each item; None for one that works against the others
    (negative covariance with the total).
    """

    people: int
    consistency: float | None
    error_ratio: float | None
    error: float | None
    weights: Mapping[int, float | None]


def shared_paper(tallies: Mapping[int, Tally], sat: Mapping[int, int]) -> dict[int, Pairs]:
    """The largest group of people who all sat the same items: of each item, what they earned on it and in total.

    `sat`: how many people sat each form. A form is a paper if each of its items was sat by all of them; forms with the
    same items are one. Marks are shares of what the paper could earn. Empty if no two people sat the same paper.
    """
    by_form: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for item, tally in tallies.items():
        for result, people in tally.items():
            by_form[result.form][item] += people
    groups: defaultdict[frozenset[int], set[int]] = defaultdict(set)
    for form, items in by_form.items():
        if set(items.values()) == {sat[form]}:
            groups[frozenset(items)].add(form)
    size = {items: sum(sat[form] for form in forms) for items, forms in groups.items()}
    largest = max(groups, key=lambda items: (size[items], sorted(items)), default=frozenset())
    if size.get(largest, 0) < 2:  # noqa: PLR2004 - one person agrees with everybody
        return {}
    return {item: _of_forms(tallies[item], groups[largest]) for item in largest}


def _of_forms(tally: Tally, forms: set[int]) -> Pairs:
    return counted(
        ((result.earned / result.possible, result.total / result.possible), people)
        for result, people in tally.items()
        if result.form in forms
    )


def reliability(paper: Mapping[int, Pairs]) -> Reliability | None:
    """Cronbach's alpha of a paper (CIC, in percent), error ratio 100·√(1 - alpha), standard error, effective weights.

    `paper`: of each item the pairs (mark on it, total) of the same people. None without a paper.
    """
    if not paper:
        return None
    totals = moments.rights(next(iter(paper.values())))
    spread, count = moments.variance(totals), len(paper)
    weights = _weights(paper)
    if count < 2 or not spread:  # noqa: PLR2004 - one item has nothing to agree with
        return Reliability(sum(totals.values()), None, None, None, weights)
    within = sum((moments.variance(moments.lefts(pairs)) for pairs in paper.values()), Fraction(0))
    alpha = Fraction(count, count - 1) * (1 - within / spread)
    ratio = sqrt(1 - alpha)
    return Reliability(sum(totals.values()), percent(alpha), 100 * ratio, ratio * sqrt(spread), weights)


def _weights(paper: Mapping[int, Pairs]) -> dict[int, float | None]:
    """100·√C(x, T) / Σ √C(x, T), where an item with a negative covariance weighs nothing and has no weight itself."""
    together = {item: moments.covariance(pairs) for item, pairs in paper.items()}
    roots = {item: sqrt(found) for item, found in together.items() if found >= 0}
    total = sum(roots.values())
    return {item: 100 * roots[item] / total if item in roots and total else None for item in together}
