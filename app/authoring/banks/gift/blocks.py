"""The blocks of a GIFT file: what stands between two empty lines."""

from collections.abc import Iterator
from typing import NamedTuple

from app.authoring.banks.decoding import lines_of
from app.authoring.banks.moodle_text import trim

_EMPTY = ("", "0")  # to PHP, a nought is empty


class Block(NamedTuple):
    """The text between two empty lines, the comments in it, and the line of its first word."""

    line: int
    text: str
    comments: str


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a file that hold more than comments."""
    rows: list[tuple[int, str]] = []
    for number, row in enumerate(map(trim, lines_of(text)), start=1):
        if row not in _EMPTY:
            rows.append((number, row))
        elif rows:
            yield from _block(rows)
            rows = []
    if rows:
        yield from _block(rows)


def _block(rows: list[tuple[int, str]]) -> Iterator[Block]:
    words = [number for number, row in rows if not row.startswith("//")]
    if words:
        text = trim("\n".join(" " if row.startswith("//") else row for _, row in rows))
        comments = "\n".join(row for _, row in rows if row.startswith("//")) if len(words) < len(rows) else ""
        yield Block(words[0], text, comments)
