"""The common and leaked passwords that ship with the program, and Flask-Security's question to them.

`leaked.bin` holds the first five bytes of the SHA-256 of each, in order. `python -m app.accounts.passwords FILE…` makes
it anew from lists with a password a line; `leaked.txt` says which those were, and under which licences.
"""

import hashlib
import mmap
from collections.abc import Iterable
from functools import cache
from pathlib import Path

LIST = Path(__file__).with_name("leaked.bin")
WIDTH = 5  # bytes: of a million passwords that are not listed, fewer than one is taken for one


def is_listed(text: str) -> bool:
    """Whether the text, in lower case, is one of the common passwords. Sixteen looks into a file in memory."""
    wanted, table = _mark(text), _table()
    low, high = 0, len(table) // WIDTH
    while low < high:
        middle = (low + high) // 2
        found = table[middle * WIDTH : (middle + 1) * WIDTH]
        if found == wanted:
            return True
        low, high = (middle + 1, high) if found < wanted else (low, middle)
    return False


def packed(passwords: Iterable[str], shortest: int) -> bytes:
    """The list as it ships, of passwords of at least `shortest` characters."""
    marks = {_mark(one.casefold()) for one in passwords if len(one) >= shortest}
    return b"".join(sorted(marks))


def _mark(text: str) -> bytes:
    return hashlib.sha256(text.encode(errors="replace")).digest()[:WIDTH]


@cache
def _table() -> mmap.mmap:
    with LIST.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
