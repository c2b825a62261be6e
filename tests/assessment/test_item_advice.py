"""What the figures of a question say: faults are named, chance is called chance, and easy is no fault."""

from fractions import Fraction

import pytest

from app.assessment.grading.advice import (
    AGAINST,
    BELOW_GUESSING,
    DIFFICULT,
    FEW,
    GOOD,
    MASTERED,
    NEAR_GUESSING,
    NEAR_RIVAL,
    NOBODY,
    PERHAPS_AGAINST,
    RIVAL,
    TEMPTING,
    UNCHOSEN,
    UNCLEAR,
    Advice,
    Severity,
    advice_on,
    is_beyond_chance,
)
from app.assessment.grading.parts import Part
from app.assessment.grading.statistics import ItemStatistics, item_statistics, wilson
from app.assessment.grading.thirds import PartShare
from tests.assessment.marks import MARKS, MAXIMA, tallies_of

QUARTER = Fraction(1, 4)


def item(facility: int, takers: int = 60, discrimination: float | None = 40, efficiency: float | None = 50):
    share = Fraction(facility, 100)
    return ItemStatistics(takers, facility, wilson(share, takers), 1, discrimination, efficiency, 10)


def option(text: str, top: float | None, people: int = 10, *, right: bool = False) -> PartShare:
    part = Part(text, right, earns=Fraction(right))
    return PartShare(part, people, 100 * people / 60, 20, top)


def texts(found: tuple[Advice, ...]) -> list[str]:
    return [one.text for one in found]


def test_a_question_that_works_is_left_alone():
    assert advice_on(item(60), QUARTER, [option("A", 80, right=True), option("B", 20)], one_key=True) == (GOOD,)


@pytest.mark.parametrize("facility", [90, 97, 100])
def test_an_easy_question_is_never_scolded(facility: int):
    """Not for its discrimination, which cannot be, nor for wrong answers that nobody falls for."""
    nobody = [option("A", 100, 60, right=True), option("B", 0, 0)]
    for index, efficiency in ((None, None), (0, 0), (5, 10), (-10, -30)):
        assert advice_on(item(facility, 60, index, efficiency), QUARTER, nobody, one_key=True) == (MASTERED,)
    assert MASTERED.severity is Severity.FINE


def test_an_easy_question_that_the_best_get_wrong_is_named_all_the_same():
    assert advice_on(item(92, 400, -30, -60), QUARTER) == (AGAINST,)


@pytest.mark.parametrize("takers", [1, 12, 29])
def test_below_thirty_takers_nothing_is_said(takers: int):
    terrible = item(5, takers, -90, -95)
    assert advice_on(terrible, QUARTER, [option("A", 0, right=True), option("B", 100)], one_key=True) == (FEW,)
    assert advice_on(item(5, 30, -90, -95), QUARTER) != (FEW,)


def test_nobody_is_no_verdict():
    assert advice_on(ItemStatistics(), QUARTER) == (NOBODY,)


def test_who_is_better_elsewhere_and_worse_here_speaks_against_the_key():
    assert advice_on(item(50, 60, -40, -50), QUARTER) == (AGAINST,)
    assert advice_on(item(50, 60, -5, -8), QUARTER) == (PERHAPS_AGAINST,)


CHANCES = [(-0.30, 30, False), (-0.32, 30, True), (-0.05, 2000, True), (-1, 3, True), (0, 5000, False)]


@pytest.mark.parametrize(("correlation", "people", "is_sure"), CHANCES)
def test_the_smaller_the_class_the_more_may_be_chance(correlation: float, people: int, is_sure: bool):
    assert is_beyond_chance(correlation, people) == is_sure


def test_a_rival_of_the_key_is_named_and_is_reason_enough_for_the_rest():
    options = [option("Key", 10, right=True), option("Rival", 80), option("Other", 10)]
    found = advice_on(item(15, 60, -60, -80), QUARTER, options, one_key=True)
    assert found == (Advice(Severity.CHECK, RIVAL, ("Rival",)),)


def test_a_rival_by_a_person_or_two_may_be_chance():
    options = [option("Key", 40, right=True), option("Rival", 50)]
    assert advice_on(item(40), QUARTER, options, one_key=True) == (Advice(Severity.LOOK, NEAR_RIVAL, ("Rival",)),)


def test_an_option_that_earns_a_part_is_no_rival():
    partly = PartShare(Part("Half", right=False, earns=Fraction(1, 2)), 40, 66, 60, 90)
    assert advice_on(item(60), QUARTER, [option("Key", 10, right=True), partly], one_key=True) == (GOOD,)


def test_of_several_keys_what_most_of_the_best_choose_wrongly_is_named():
    options = [option("A", 90, right=True), option("B", 95, right=True), option("C", 55), option("D", 50)]
    assert advice_on(item(60), QUARTER, options) == (Advice(Severity.LOOK, TEMPTING, ("C",)),)
    assert advice_on(item(60), QUARTER, options[:2]) == (GOOD,)


def test_worse_than_guessing_is_named_and_near_to_it_said_softly():
    assert texts(advice_on(item(5), QUARTER)) == [BELOW_GUESSING.text]
    assert texts(advice_on(item(22), QUARTER)) == [NEAR_GUESSING.text]
    assert texts(advice_on(item(22), Fraction(0))) == [DIFFICULT.text]
    assert texts(advice_on(item(22), None)) == [DIFFICULT.text]


def test_wrong_answers_that_tempt_nobody_are_named_once_enough_people_were_wrong():
    options = [option("A", 80, 30, right=True), option("B", 20, 30), option("C", 0, 0), option("D", 0, 0)]
    assert advice_on(item(60), QUARTER, options, one_key=True) == (Advice(Severity.NOTE, UNCHOSEN, ("C", "D")),)
    assert advice_on(item(80, 40), QUARTER, options, one_key=True) == (GOOD,)


def test_the_third_item_of_the_worked_example_is_flagged_and_no_other():
    """With ten classes like it, to have takers enough; the figures are the same but for the divisor."""
    tallies = tallies_of(MARKS * 10, MAXIMA)
    said = [advice_on(item_statistics(points, tallies[at]), None) for at, points in enumerate(MAXIMA)]
    assert said == [(GOOD,), (GOOD,), (UNCLEAR,), (GOOD,)]
    assert UNCLEAR.severity is Severity.NOTE


def test_without_thirds_no_option_is_compared():
    options = [option("A", None, 6, right=True), option("B", None, 54)]
    assert advice_on(item(50, 60, None, None), QUARTER, options, one_key=True) == (GOOD,)


def test_what_asks_most_comes_first():
    options = [option("A", 60, right=True), option("B", 0, 0)]
    found = advice_on(item(20, 60, -40, -50), QUARTER, options, one_key=True)
    assert [one.severity for one in found] == [Severity.CHECK, Severity.LOOK, Severity.NOTE]
