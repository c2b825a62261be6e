"""Rosters as CSV: safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from app.reporting.queries import Roster

FORMULA_STARTS = (*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20")  # the last four: the same signs in full width


def roster_csv(roster: Roster) -> str:
    """The roster, one student a line, with a byte order mark so that spreadsheets read accents."""
    head = ["Name", "E-mail", "Enrolled", "Units done", "Units", "Certificates", *(name for _, name in roster.quizzes)]
    lines = (
        [line.name, line.email, line.enrolled_at.date().isoformat(), line.done, line.units, line.certificates,
         *(line.best.get(unit, "") for unit, _ in roster.quizzes)]
        for line in roster.lines
    )  # fmt: skip
    return "\ufeff" + as_csv([head, *lines])


def as_csv(rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV, every cell quoted, none that a spreadsheet would run as a formula (OWASP, CSV injection)."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([defused(str(cell)) for cell in row])
    return out.getvalue()


def defused(cell: str) -> str:
    """The cell with an apostrophe before anything that would start a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
