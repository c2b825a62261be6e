"""How Moodle trims, shortens and names things; learnt from what it makes of files, so that ours come out the same."""

import re
from fractions import Fraction
from functools import lru_cache

from app.authoring.banks.parts import NO_NAME, Unreadable

LONGEST_NAME = 255
LONGEST_DEFAULT = 80
DOTS = "..."
MOST_DIGITS = 30  # of a number that anybody means; more only costs time

_WHITE = " \t\n\r\0\x0b"  # of all the white space there is, what PHP trims
_NUMBER = re.compile(r"[ \t\n\r\v\f]*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?[ \t\n\r\v\f]*", re.ASCII)
_TEXT, _TAG, _DECLARATION, _COMMENT = range(4)


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
        raise Unreadable(f'"{text[:40]}" is not a number.')
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


def strip_tags(text: str) -> str:
    """The text without tags and comments, by the same small machine as PHP's, odd quotes and brackets included."""
    return "".join(_outside_tags(text)) if "<" in text else text


def _outside_tags(text: str) -> list[str]:
    found: list[str] = []
    state, depth, quote = _TEXT, 0, ""
    for at, sign in enumerate(text):
        if state == _TEXT:
            if sign == "<" and not text[at + 1 : at + 2].isspace():
                state, depth, quote = _TAG, 0, ""
            else:
                found.append(sign)
        elif state == _COMMENT:
            state = _TEXT if sign == ">" and text[at - 2 : at] == "--" else _COMMENT
        else:
            state, depth, quote = _in_tag(text, at, state, depth, quote)
    return found


def _in_tag(text: str, at: int, state: int, depth: int, quote: str) -> tuple[int, int, str]:
    """State, depth of brackets and open quote after the sign at a place inside a tag."""
    sign = text[at]
    if sign in "\"'":
        return state, depth, ("" if quote == sign else quote or sign)
    if quote or (state == _TAG and sign == "!" and text[at - 1] == "<"):
        return (state if quote else _DECLARATION), depth, quote
    if sign == ">":
        return (state, depth - 1, quote) if depth else (_TEXT, 0, "")
    if sign == "<" and not text[at + 1 : at + 2].isspace():
        depth += 1
    is_comment = state == _DECLARATION and text[at - 2 : at + 1] == "!--"
    return (_COMMENT if is_comment else state), depth, quote
