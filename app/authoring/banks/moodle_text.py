"""How Moodle trims, shortens and names things; learnt from what it makes of files, so that ours come out the same."""

import re
from fractions import Fraction
from functools import lru_cache

from app.assessment.kinds.base import N_
from app.authoring.banks.parts import NO_NAME, Unreadable
from app.authoring.banks.said import Said
from app.authoring.banks.tags import strip_tags

LONGEST_NAME = 255
LONGEST_DEFAULT = 80
DOTS = "..."
MOST_DIGITS = 30  # of a number that anybody means; more only costs time

_WHITE = " \t\n\r\0\x0b"  # of all the white space there is, what PHP trims
_NUMBER = re.compile(r"[ \t\n\r\v\f]*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?[ \t\n\r\v\f]*", re.ASCII)


def trim(text: str) -> str:
    """The text without white space around it, as PHP knows white space."""
    return text.strip(_WHITE)


def is_number(text: str) -> bool:
    """Whether PHP would take the text for a number."""
    return len(text) <= MOST_DIGITS and _NUMBER.fullmatch(text) is not None


@lru_cache(maxsize=1024)
def number_of(text: str) -> Fraction:
    """The number. Raises Unreadable if it is none."""
    if not is_number(text):
        raise Unreadable(Said(N_('"%(text)s" is not a number.'), text=text[:40]))
    return Fraction(text.strip())


def share_of(percent: str) -> Fraction:
    """The part of a whole that a percentage is. Raises Unreadable."""
    return number_of(percent) / 100


def decimal(number: Fraction) -> str:
    """A number that has an end as a decimal, exact and as short as it can be."""
    places = 0
    while (number * 10**places).denominator != 1 and places < MOST_DIGITS:
        places += 1
    whole, rest = divmod(abs(round(number * 10**places)), 10**places)
    return f"{'-' if number < 0 else ''}{whole}{f'.{rest:0{places}d}' if places else ''}"


def clean_name(name: str) -> str:
    """A name without tags, and not longer than a name may be."""
    name = trim(strip_tags(name))
    return shorten(name, LONGEST_NAME) if len(name) > LONGEST_NAME else name


def default_name(stem: str) -> str:
    """The name of a question that has none: the beginning of its stem."""
    name = clean_name(shorten(stem, LONGEST_DEFAULT))
    return NO_NAME if name in {"", "0"} else name


def shorten(text: str, most: int) -> str:
    """The text, cut where it has more than so many letters."""
    return text if len(text) <= most else text[: most - len(DOTS)] + DOTS
