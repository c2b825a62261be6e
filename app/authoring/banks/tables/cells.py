"""Limits of a table, and cells that a spreadsheet must not take for formulas."""

import re

MOST_ROWS = 50_000
MOST_COLUMNS = 200
LARGEST_CELL = 32_767  # what a cell of Excel holds
_INVALID = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")


def valid(text: str) -> str:
    """The text without what no cell can hold, and without white space around it."""
    return _INVALID.sub("", text).strip()


def guarded(cell: str) -> str:
    """The cell with an apostrophe before what would make a formula of it."""
    return f"'{cell}" if cell.startswith(_STARTS) else cell


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that `guarded` puts there."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_STARTS) else cell
