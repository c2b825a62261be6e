"""When somebody may start, how long they have, and what arrives in time: pure."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.rules import (
    GRACE,
    Counts,
    Start,
    TimeFactor,
    deadline,
    door,
    free_from,
    is_overdue,
    seconds_left,
    standing,
)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SHARES = st.lists(st.fractions(0, 1, max_denominator=60), min_size=1)


def at(**rules: object) -> Start:
    """Whether Ana may start at noon."""
    given = {"opens": None, "closes": None, "left": None, "free_from": None}
    return door(NOON, **given | rules).state


@pytest.mark.parametrize(
    ("factor", "minutes"),
    [("1", 30), ("5/4", 37.5), ("3/2", 45), ("2", 60)],
)
def test_an_agreement_about_time_makes_the_quiz_longer(factor: str, minutes: float):
    assert deadline(NOON, 30, TimeFactor(factor)) == NOON + timedelta(minutes=minutes)


def test_no_limit_stays_no_limit():
    assert deadline(NOON, 0, TimeFactor.DOUBLE, extra=5) is None
    assert deadline(NOON, 30, TimeFactor.NO_LIMIT, extra=5) is None
    assert not is_overdue(None, NOON + 10_000 * HOUR)
    assert seconds_left(None, NOON) is None


def test_minutes_given_to_an_attempt_are_not_multiplied():
    assert deadline(NOON, 30, TimeFactor.DOUBLE, extra=10) == NOON + timedelta(minutes=70)


def test_what_arrives_at_the_last_moment_of_the_grace_is_in_time():
    assert not is_overdue(NOON, NOON + GRACE)
    assert is_overdue(NOON, NOON + GRACE + timedelta(microseconds=1))
    assert seconds_left(NOON, NOON + GRACE) == 0
    assert seconds_left(NOON + timedelta(seconds=90, milliseconds=900), NOON) == 90


def test_a_quiz_is_open_between_its_two_dates():
    assert at() is Start.OPEN
    assert at(opens=NOON + HOUR) is Start.NOT_YET
    assert at(opens=NOON, closes=NOON + HOUR) is Start.OPEN
    assert at(closes=NOON) is Start.CLOSED
    assert at(opens=NOON + HOUR, closes=NOON, left=0) is Start.CLOSED


def test_waiting_is_not_offered_to_somebody_who_has_no_attempt_left():
    assert at(left=0, free_from=NOON + HOUR) is Start.USED_UP
    assert at(left=1, free_from=NOON + HOUR) is Start.COOLING
    assert at(left=1, free_from=NOON) is Start.OPEN


def test_the_pause_is_counted_from_the_end_of_the_last_attempt():
    assert free_from(NOON, NOON + HOUR, 60) == NOON + 2 * HOUR
    assert free_from(NOON, None, 60) == NOON + HOUR
    assert free_from(None, None, 60) is None
    assert free_from(NOON, NOON, 0) is None


def test_what_counts_of_three_attempts():
    shares = [Fraction(1, 2), Fraction(9, 10), Fraction(7, 10)]
    assert [standing(counts, shares) for counts in Counts] == [
        Fraction(9, 10), Fraction(7, 10), Fraction(1, 2), Fraction(7, 10),
    ]  # fmt: skip
    assert standing(Counts.BEST, []) is None


@given(SHARES, st.sampled_from(Counts))
def test_what_counts_lies_between_the_worst_and_the_best(shares: list[Fraction], counts: Counts):
    counted = standing(counts, shares)
    assert counted is not None
    assert min(shares) <= counted <= max(shares) == standing(Counts.BEST, shares)
