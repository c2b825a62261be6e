"""A log as a chain: each entry carries the hash of the one before it, so none can be changed unnoticed. Pure.

What it cannot show alone is that its last entries were cut off: for that, somebody outside keeps the newest hash.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64  # what the first entry has for the hash before it
# Made once: json.dumps makes a new one at each call that asks for anything but its defaults.
_SPELLING = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as it is stored: its number from 1, what it says (nothing that JSON cannot tell exactly), and hashes."""

    number: int
    says: tuple[Any, ...]
    previous: str
    hash: str


def canonical(value: object) -> str:
    """The one spelling of a value: JSON, keys sorted, no white space."""
    return _SPELLING.encode(value)


def digest(number: int, says: Sequence[Any], previous: str) -> str:
    """SHA-256 over an entry in its canonical spelling, in UTF-8; 64 hex digits."""
    return hashlib.sha256(canonical([number, *says, previous]).encode()).hexdigest()


def first_broken(links: Iterable[Link]) -> tuple[int, str] | None:
    """The number the first bad entry has or should have, and what is wrong with it; None for a whole chain."""
    previous = GENESIS
    for number, link in enumerate(links, start=1):
        if link.number != number:
            return number, "the entry is missing"
        if link.previous != previous:
            return number, "it does not fit the entry before it"
        if link.hash != digest(link.number, link.says, link.previous):
            return number, "it was changed after it was written"
        previous = link.hash
    return None
