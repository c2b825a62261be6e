"""Item and test statistics: the worked example of our reference to every digit, and what must hold for any class."""

import statistics as plain
from collections import Counter
from fractions import Fraction
from math import isfinite, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.grading.reliability import reliability, shared_paper
from app.assessment.grading.spread import Distribution, distribution
from app.assessment.grading.statistics import ItemStatistics, Result, item_statistics, wilson
from tests.assessment.marks import MARKS, MAXIMA, Marks, tallies_of, totals_of

# Computed for the reference document, not by this program.
FIGURES = [  # facility, SD, discrimination, efficiency, effective weight
    ("66.6667", "51.6398", "54.7723", "66.6667", "23.9669"),
    ("50.0000", "54.7723", "37.2104", "42.8571", "22.7370"),
    ("50.0000", "54.7723", "11.3961", "14.2857", "18.5647"),
    ("50.0000", "44.7214", "64.9519", "75.0000", "34.7314"),
]

shares = st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1)])
classes = st.integers(2, 4).flatmap(
    lambda items: st.lists(st.lists(shares, min_size=items, max_size=items), min_size=1, max_size=12)
)


def reliability_of(marks: Marks, maxima: list[int]):
    return reliability(shared_paper(tallies_of(marks, maxima), {1: len(marks)}))


def all_of(marks: Marks) -> list[ItemStatistics]:
    ones = [1] * len(marks[0])
    return [item_statistics(1, tally) for tally in tallies_of(marks, ones).values()]


@pytest.mark.parametrize("item", range(4))
def test_the_worked_example_comes_out_to_every_digit(item: int):
    found = item_statistics(MAXIMA[item], tallies_of(MARKS, MAXIMA)[item])
    weight = reliability_of(MARKS, MAXIMA).weights[item]
    said = (found.facility, found.deviation, found.discrimination, found.efficiency, weight)
    assert tuple(f"{figure:.4f}" for figure in said) == FIGURES[item]


def test_so_do_its_totals():
    found, paper = distribution(totals_of(MARKS)), reliability_of(MARKS, MAXIMA)
    said = (found.mean, found.median, found.deviation, found.skewness, found.kurtosis)
    assert [f"{figure:.6f}" for figure in said] == ["2.666667", "2.500000", "1.751190", "-0.248278", "-0.014178"]
    said = (paper.consistency, paper.error_ratio, 5 * paper.error)  # the error is a share of five points
    assert [f"{figure:.6f}" for figure in said] == ["60.869565", "62.554324", "1.095445"]
    assert (paper.people, found.people) == (6, 6)


def test_intended_weight_is_the_share_of_the_points():
    tallies = tallies_of(MARKS, MAXIMA)
    found = [item_statistics(points, tallies[item]) for item, points in enumerate(MAXIMA)]
    assert [item.intended_weight for item in found] == [20, 20, 20, 40]


@given(classes, st.randoms())
def test_the_order_of_people_changes_nothing(marks: Marks, chance):
    shuffled = list(marks)
    chance.shuffle(shuffled)
    ones = [1] * len(marks[0])
    assert all_of(shuffled) == all_of(marks)
    assert distribution(totals_of(shuffled)) == distribution(totals_of(marks))
    assert reliability_of(shuffled, ones) == reliability_of(marks, ones)


@given(classes)
def test_figures_stay_within_their_bounds_and_are_never_nan(marks: Marks):
    for found in all_of(marks):
        low, high = found.interval
        assert 0 <= low <= found.facility + 1e-9
        assert found.facility - 1e-9 <= high <= 100
        assert found.discrimination is None or -100 <= found.discrimination <= 100
        assert found.efficiency is None or found.efficiency <= 100
        figures = (found.deviation, found.discrimination, found.efficiency, found.intended_weight)
        assert all(figure is None or isfinite(figure) for figure in figures)


@given(classes)
def test_consistency_is_at_most_whole_and_effective_weights_add_up(marks: Marks):
    paper = reliability_of(marks, [1] * len(marks[0]))
    if paper is None:
        assert len(marks) == 1
        return
    assert paper.consistency is None or (paper.consistency <= 100 and isfinite(paper.error_ratio))
    weights = [weight for weight in paper.weights.values() if weight is not None]
    assert not weights or sum(weights) == pytest.approx(100)


@given(classes)
def test_discrimination_is_the_correlation_with_the_rest(marks: Marks):
    """Against the standard library, which knows nothing of ours."""
    for item, found in enumerate(all_of(marks)):
        own = [float(row[item]) for row in marks]
        rest = [float(sum(row) - row[item]) for row in marks]
        if len(set(own)) == 1 or len({sum(row) - row[item] for row in marks}) == 1:
            assert found.discrimination is None
        else:
            assert found.discrimination == pytest.approx(100 * plain.correlation(own, rest), abs=1e-6)


@given(classes, shares)
def test_what_everybody_earns_alike_cannot_discriminate(marks: Marks, share: Fraction):
    found = all_of([[share, *row] for row in marks])[0]
    assert (found.discrimination, found.efficiency) == (None, None)
    assert found.deviation == (0 if len(marks) > 1 else None)
    assert found.facility == pytest.approx(float(100 * share))


@given(classes, st.integers(2, 5))
def test_points_worth_more_change_no_figure(marks: Marks, factor: int):
    ones = [1] * len(marks[0])
    more = [[factor * mark for mark in row] for row in marks]
    found = [item_statistics(factor, tally) for tally in tallies_of(more, [factor] * len(ones)).values()]
    assert found == all_of(marks)


def test_an_item_is_never_correlated_with_itself():
    """Nothing to do with the rest, it must have no discrimination; with a total that holds it, it would have 71."""
    found = all_of([[0, 0], [0, 1], [1, 0], [1, 1]])[0]
    assert found.discrimination == 0
    assert plain.correlation([0, 0, 1, 1], [0, 1, 1, 2]) == pytest.approx(sqrt(0.5))


def test_papers_of_different_length_count_by_their_own_rest():
    """Two of three and four of six are the same rest, and so is the figure."""
    one, zero = Fraction(1), Fraction(0)
    short = {Result(1, one, one + 2, 4): 1, Result(1, zero, one, 4): 1}
    long = {Result(2, one, one + 4, 7): 1, Result(2, zero, Fraction(2), 7): 1}
    assert item_statistics(1, short).discrimination == pytest.approx(100)
    mixed = item_statistics(1, Counter(short) + Counter(long))
    assert mixed.discrimination == pytest.approx(100)
    assert mixed.intended_weight == pytest.approx(100 * (1 / 4 + 1 / 7) / 2)


def test_a_paper_of_one_question_has_no_rest():
    found = item_statistics(1, {Result(1, Fraction(1), Fraction(1), 1): 3, Result(1, Fraction(0), Fraction(0), 1): 2})
    assert (found.takers, found.facility, found.discrimination, found.efficiency) == (5, 60, None, None)


def test_one_person_and_nobody_leave_figures_undefined():
    assert item_statistics(1, {}) == ItemStatistics()
    assert distribution({}) == Distribution()
    one = distribution({Fraction(3): 1})
    assert (one.mean, one.median, one.deviation, one.skewness, one.kurtosis) == (3, 3, None, None, None)
    alone = item_statistics(2, {Result(1, Fraction(1), Fraction(3), 5): 1})
    assert (alone.facility, alone.deviation, alone.discrimination) == (50, None, None)


SPREADS = [([1, 2], False, False), ([1, 2, 4], True, False), ([1, 2, 4, 8], True, True), ([5] * 9, False, False)]


@pytest.mark.parametrize(("values", "is_skewed", "is_curved"), SPREADS)
def test_skewness_wants_three_people_kurtosis_four_and_both_a_difference(values, is_skewed: bool, is_curved: bool):
    found = distribution(Counter(map(Fraction, values)))
    assert (found.skewness is not None, found.kurtosis is not None) == (is_skewed, is_curved)


# From tables of Wilson's interval, 95 %.
@pytest.mark.parametrize(("right", "people", "said"), [(8, 10, "49.02 94.33"), (0, 10, "0.00 27.75"),
                                                       (10, 10, "72.25 100.00"), (50, 100, "40.38 59.62")])  # fmt: skip
def test_the_interval_is_wilsons(right: int, people: int, said: str):
    assert "{:.2f} {:.2f}".format(*wilson(Fraction(right, people), people)) == said


def test_items_that_say_the_same_are_wholly_consistent():
    paper = reliability_of([[0, 0], [1, 1], [1, 1]], [1, 1])
    assert (paper.consistency, paper.error_ratio, paper.error) == (100, 0, 0)
    assert paper.weights == pytest.approx({0: 50, 1: 50})


def test_an_item_that_works_against_the_others_weighs_nothing():
    paper = reliability_of([[1, 0, 0], [1, 0, 0], [0, 1, 1], [0, 1, 1]], [1, 1, 1])
    assert (paper.weights[0], paper.weights[1]) == (None, pytest.approx(50))
    assert paper.consistency < 0
    assert paper.error_ratio > 100


def test_equal_totals_and_a_single_item_have_no_consistency():
    assert reliability_of([[0, 1], [1, 0]], [1, 1]).consistency is None
    assert reliability_of([[0], [1]], [1]).consistency is None
    assert reliability({}) is None


def drawn(form: int, *items: int, totals: tuple[int, ...] = (0, 1)) -> dict[int, Counter[Result]]:
    """Two people who sat these items and earned all or nothing."""
    return {
        item: Counter(Result(form, Fraction(total), Fraction(total * len(items)), len(items)) for total in totals)
        for item in items
    }


def test_consistency_is_over_the_largest_group_that_sat_the_same_items():
    """Forms 1 and 3 are the same paper, published twice."""
    found: Counter[int] = Counter()
    tallies: dict[int, Counter[Result]] = {}
    for form, items in ((1, (7, 8)), (2, (8, 9)), (3, (7, 8))):
        found[form] += 2
        for item, tally in drawn(form, *items).items():
            tallies[item] = tallies.get(item, Counter()) + tally
    paper = reliability(shared_paper(tallies, found))
    assert (paper.people, set(paper.weights)) == (4, {7, 8})


def test_where_everybody_drew_other_items_there_is_none():
    """Two people with one form, each with items of their own."""
    one = {1: Counter([Result(1, Fraction(1), Fraction(1), 1)]), 2: Counter([Result(1, Fraction(0), Fraction(0), 1)])}
    assert shared_paper(one, {1: 2}) == {}
    assert shared_paper({}, {}) == {}
    assert shared_paper(drawn(1, 5, 6, totals=(1,)), {1: 1}) == {}, "one person agrees with everybody"
