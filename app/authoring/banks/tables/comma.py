"""CSV: comma, semicolon or tab, as whatever wrote it parts its cells."""

import csv
import io
from collections.abc import Iterable, Iterator

from app.assessment.kinds.base import N_
from app.authoring.banks.parts import Unreadable
from app.authoring.banks.said import Said
from app.authoring.banks.tables.cells import LARGEST_CELL, MOST_COLUMNS, MOST_ROWS, guarded, unguarded
from app.authoring.banks.tables.rows import Row

DELIMITERS = ",;\t|"


def csv_rows(text: str) -> Iterator[Row]:
    """The rows, each with the line where it begins. Raises Unreadable where the file stops being a table."""
    text = text.removeprefix("\ufeff").replace("\0", "")
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for count, cells in enumerate(reader):
            if count > MOST_ROWS:
                raise Unreadable(
                    Said(N_("The table has more than %(most)s rows. Split it."), most=f"{MOST_ROWS:,}"), line
                )
            if len(cells) > MOST_COLUMNS or any(len(cell) > LARGEST_CELL for cell in cells):
                raise Unreadable(N_("A row has far too many cells, or one of its cells far too many letters."), line)
            yield line, [unguarded(cell) for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        why = Said(
            N_("A cell that begins here has no end: it has more than %(letters)s letters."),
            letters=f"{csv.field_size_limit():,}",
        )
        raise Unreadable(why if "limit" in str(error) else N_("This line is no row of a table."), line) from error


def write_csv(rows: Iterable[list[str]]) -> bytes:
    """The rows as CSV that spreadsheets open by themselves, without a cell that they would take for a formula."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([guarded(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode(errors="replace")
