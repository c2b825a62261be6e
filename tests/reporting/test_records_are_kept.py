"""How long the record of a certificate stays after its owner has gone; pure."""

from datetime import date

from app.reporting.rules.leaving import kept_until


def test_seven_years_the_29th_of_february_too():
    assert kept_until(date(2026, 11, 21)) == date(2033, 11, 21)
    assert kept_until(date(2028, 2, 29)) == date(2035, 3, 1)
