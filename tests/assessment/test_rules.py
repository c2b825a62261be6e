"""What may be seen and when, how many attempts are left, and how scores and stems are put into words: pure."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.grading import paper
from app.assessment.rules import EVERYTHING, NOTHING, WITHOUT_KEY, attempts_left, may_see
from app.assessment.words import points_text, question_of, scene_of


@pytest.mark.parametrize("preset", ["practice", "check", "final"])
def test_nothing_is_seen_before_handing_in(preset: str):
    assert may_see(preset, submitted=False, passed=False) == may_see(preset, submitted=False, passed=True) == NOTHING


def test_what_may_be_seen_afterwards():
    for preset in ("practice", "check"):
        assert may_see(preset, submitted=True, passed=False) == EVERYTHING
    assert may_see("final", submitted=True, passed=False) == WITHOUT_KEY
    assert may_see("final", submitted=True, passed=True) == EVERYTHING


@given(st.integers(1, 50), st.integers(0, 60))
def test_attempts_left_never_go_below_none_and_no_limit_stays_none(allowed: int, used: int):
    assert attempts_left(allowed, used) == len(range(used, allowed))
    assert attempts_left(0, used) is None


@given(st.fractions(0, 1, max_denominator=2000), st.integers(1, 400), st.integers(0, 100))
def test_a_percentage_below_the_mark_means_not_passed_and_the_other_way(share: Fraction, possible: int, mark: int):
    earned = share * possible
    assert (paper.percent(earned, possible) >= mark) == paper.passed(earned, possible, mark)


@given(st.fractions(0, 400, max_denominator=2000))
def test_points_are_never_shown_as_more_than_they_are(points: Fraction):
    assert points - Fraction(1, 100) < Fraction(points_text(points)) <= points


def test_the_question_is_the_last_paragraph_and_the_scene_what_leads_up_to_it():
    stem = "A client lies down.\n\nShe is cold.\n\nWhat now?"
    assert (scene_of(stem), question_of(stem)) == ("A client lies down.\n\nShe is cold.", "What now?")
    assert (scene_of("What now?\n"), question_of("What now?\n")) == ("", "What now?")
