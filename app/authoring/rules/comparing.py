"""Two texts side by side, as lines that came and went. Pure."""

import difflib
from collections.abc import Iterator
from typing import NamedTuple

AROUND = 3  # unchanged lines that are shown around a change


class Row(NamedTuple):
    """One line: `sign` is "+" for one that came, "-" for one that went, " " for one that stayed, "…" for a gap."""

    sign: str
    text: str


def compared(before: str, after: str) -> list[Row]:
    """What changed from one text to another, with a few lines around; empty when they are the same."""
    rows = difflib.unified_diff(before.split("\n"), after.split("\n"), n=AROUND, lineterm="")
    return list(_rows(rows))


def _rows(lines: Iterator[str]) -> Iterator[Row]:
    for number, line in enumerate(lines):
        if number < len(("---", "+++")):
            continue
        yield Row("…", "") if line.startswith("@@") else Row(line[0], line[1:])
