"""CE Broker's roster as the .xls file it takes: no header, the completion date as a spreadsheet date."""

import io
from collections.abc import Iterable, Sequence
from datetime import date

import xlwt

DATE_COLUMN = 5  # F
DATE = xlwt.easyxf(num_format_str="M/D/YYYY")


def roster_xls(rows: Iterable[Sequence[str]]) -> bytes:
    """The file. Rows have cells A to J; empty cells are left out, all others are text, so that no zero is lost."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Roster")
    for at, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell and column == DATE_COLUMN:
                sheet.write(at, column, date.fromisoformat(cell), DATE)
            elif cell:
                sheet.write(at, column, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
