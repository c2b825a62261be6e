"""What may be seen and when, how many attempts are left, and how scores and stems are put into words: pure."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.grading import paper
from app.assessment.rules import (
    EVERYTHING,
    NOTHING,
    WITHOUT_KEY,
    Moment,
    Sight,
    attempts_left,
    matrix,
    may_see,
)
from app.assessment.words import points_text
from app.catalogue.content.scenes import question_of, scene_of

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
PRESETS = ["practice", "check", "final"]


def seen(preset: str, *, now: datetime = NOON, closes: datetime | None = None, **facts: bool) -> Sight:
    """What is shown of a question by a preset, of an attempt that was handed in unless said otherwise."""
    facts = {"submitted": True, "passed": False} | facts
    return may_see(matrix(preset, {}), now=now, closes=closes, **facts)


@pytest.mark.parametrize("passed", [True, False])
@pytest.mark.parametrize("preset", PRESETS)
def test_nothing_is_seen_before_handing_in(preset: str, passed: bool):
    assert seen(preset, submitted=False, passed=passed) == NOTHING
    assert seen(preset, submitted=False, passed=passed, now=LATER, closes=NOON) == NOTHING


def test_what_may_be_seen_afterwards():
    for preset in ("practice", "check"):
        assert seen(preset) == EVERYTHING
    assert seen("final") == WITHOUT_KEY
    assert seen("final", passed=True) == EVERYTHING


def test_a_question_that_was_checked_is_explained_at_once_in_practice_only():
    assert [seen(preset, submitted=False, checked=True) for preset in PRESETS] == [EVERYTHING, NOTHING, NOTHING]


def test_an_author_may_keep_the_key_until_the_quiz_is_closed():
    shown = matrix("check", {"failed": ["verdict"], "passed": ["verdict"], "closed": ["key", "why"]})
    facts = {"submitted": True, "passed": True, "closes": LATER}
    assert may_see(shown, now=NOON, **facts) == WITHOUT_KEY
    assert may_see(shown, now=LATER, **facts) == EVERYTHING


@given(
    st.dictionaries(st.sampled_from(list(Moment)), st.lists(st.sampled_from(["verdict", "key", "why"]))),
    st.sampled_from(PRESETS), st.booleans(), st.booleans(), st.timedeltas(timedelta(0), timedelta(days=9)),
)  # fmt: skip
def test_no_part_is_seen_before_its_time(changed: dict, preset: str, passed: bool, checked: bool, early: timedelta):
    shown = matrix(preset, changed)
    facts = {"submitted": True, "passed": passed, "checked": checked, "closes": LATER}
    open_sight = shown[Moment.PASSED if passed else Moment.FAILED]
    assert may_see(shown, now=LATER - early - timedelta(seconds=1), **facts) == open_sight
    running = may_see(shown, now=LATER, **facts | {"submitted": False})
    assert running == (shown[Moment.WHILE] if checked else NOTHING)


def test_a_word_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="'answers' is none of verdict, key, why"):
        matrix("check", {"failed": ["answers"]})


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
