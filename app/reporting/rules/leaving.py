"""Somebody deletes their account: until when the records of their certificates must stay. Pure."""

from datetime import date

# The longest that boards ask for, with a year to spare: NCBTMB six years, ANSI/IACET seven, states four to five.
RECORD_YEARS = 7


def kept_until(issued_on: date) -> date:
    """The day until which the record of a certificate must be kept at least."""
    try:
        return issued_on.replace(year=issued_on.year + RECORD_YEARS)
    except ValueError:  # the 29th of February
        return date(issued_on.year + RECORD_YEARS, 3, 1)
