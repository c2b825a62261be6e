"""Numbers as addresses and forms carry them."""

MOST_DIGITS = 9  # of a number that fits a column of every database


def small_number(text: str | None) -> int | None:
    """A whole number from 0 on that every database takes; None for anything else, however long or strange."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
