"""Passwords that whoever guesses tries first. Pure: whether a text is on the list of common ones is a question it asks.

No rules of composition, after NIST SP 800-63B-4 (3.1.1.2): length, a list, what belongs to the person and to the site.
A password is weak when it is listed, when little is left of it without something listed or known, or when it is one
movement of a finger.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from enum import Enum, auto

SHORTEST = 12
ENOUGH_BESIDE = 8  # characters that nobody knows, beside a name or a common password
FEWEST_DIFFERENT = 5
SHORTEST_KNOWN = 4  # of a name: Ana and Li are parts of too many words
SHORTEST_LISTED = 6
RUN = 4  # characters in a row on the keyboard, on average, make one movement
BARE = str.maketrans("łøđ", "lod")  # letters whose stroke is no accent to Unicode
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789012",
    "1234567890-=",
    "qwertyuiop[]",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
)
LINES = (*ROWS, *(row[::-1] for row in ROWS))


class Weakness(Enum):
    """Why a password is no good."""

    COMMON = auto()
    PERSONAL = auto()
    PATTERN = auto()


def weakness_of(password: str, known: Iterable[str], is_listed: Callable[[str], bool]) -> Weakness | None:
    """What is wrong with a password; None when nothing is. `known`: names, addresses, words of the site."""
    text = _plain(password)
    if _is_pattern(text):
        return Weakness.PATTERN
    if _is_common(text, is_listed):
        return Weakness.COMMON
    parts = {part for word in known for part in (_plain(word), *re.split(r"[\W_]+", _plain(word)))}
    words = {part for part in parts if len(part) >= SHORTEST_KNOWN}
    return Weakness.PERSONAL if words and _is_personal(text, words) else None


def _plain(text: str) -> str:
    """In small letters without accents: `Díaz` and `diaz` are one name."""
    apart = unicodedata.normalize("NFKD", text).casefold().translate(BARE)
    return "".join(symbol for symbol in apart if not unicodedata.combining(symbol))


def _is_pattern(text: str) -> bool:
    """Few characters, one block again and again, or a few movements along the rows of a keyboard."""
    if len(set(text)) < FEWEST_DIFFERENT or len(_block(text)) < ENOUGH_BESIDE:
        return True
    return _movements(text) * RUN <= len(text)


def _block(text: str) -> str:
    """What a text repeats: `abc` for `abcabcab`; itself when it repeats nothing."""
    sizes = range(1, len(text) // 2 + 1)
    return next((text[:size] for size in sizes if (text[:size] * len(text))[: len(text)] == text), text)


def _movements(text: str) -> int:
    """In how few pieces the text can be cut so that each is a piece of a row, from left to right, longest first."""
    found, start = 0, 0
    while start < len(text):
        end = start + 1
        while end < len(text) and any(text[start : end + 1] in line for line in LINES):
            end += 1
        found, start = found + 1, end
    return found


def _is_common(text: str, is_listed: Callable[[str], bool]) -> bool:
    """On the list, two of the list, or one of it with little around: `password`, `sunshinedragon`, `!Sunshine2024`."""
    inside = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)
    little = len(text) - len(inside) < ENOUGH_BESIDE
    cuts = range(SHORTEST_LISTED, len(text) - SHORTEST_LISTED + 1)
    return (
        is_listed(text)
        or is_listed(_block(text))
        or (little and len(inside) >= SHORTEST_LISTED and is_listed(inside))
        or any(is_listed(text[:cut]) and is_listed(text[cut:]) for cut in cuts)
    )


def _is_personal(text: str, words: set[str]) -> bool:
    left = text
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "")
    return left != text and len(re.sub(r"[\W_]", "", left)) < ENOUGH_BESIDE
