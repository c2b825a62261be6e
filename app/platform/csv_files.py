"""Tables as CSV files: safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable

FORMULA_STARTS = (*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20")  # the last four: the same signs in full width


def as_csv(rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV, every cell quoted, none that a spreadsheet would run as a formula (OWASP, CSV injection)."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: object) -> str:
    """A number is one, even below zero; everything else is text."""
    return str(value) if isinstance(value, int | float) else defused(str(value))


def defused(cell: str) -> str:
    """The cell with an apostrophe before anything that would start a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
