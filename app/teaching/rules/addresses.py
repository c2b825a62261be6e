"""E-mail addresses in what people paste and in tables, each with its line: pure."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from email_validator import EmailNotValidError, validate_email

MOST_ROWS = 500
LONGEST_SHOWN = 80
SEPARATORS = re.compile(r"[\s,;]+")
NAMED = re.compile(r"<([^<>]*)>")
HEADS = frozenset({"email", "e-mail", "mail", "e-mail address", "email address", "address"})


class Fault(StrEnum):
    """Why a row cannot be invited."""

    NO_ADDRESS = "no address"
    NOT_AN_ADDRESS = "not an address"
    TWICE = "twice"


class TooMany(Exception):  # noqa: N818 - an answer to the person, not a programmer's error
    """More rows than one list may have."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line, from 1; what stands there; the address in lower case, "" for a row with a fault."""

    line: int
    typed: str
    email: str
    fault: Fault | None = None


def in_text(text: str) -> list[Row]:
    """The addresses of a pasted text, parted by lines, commas, semicolons or spaces; names beside `<…>` are left out.

    Raises TooMany.
    """
    found = ((number, one) for number, line in enumerate(text.splitlines(), start=1) for one in _words(line))
    return _rows(found)


def in_table(text: str) -> list[Row]:
    """The addresses of a table in CSV: of the column headed *e-mail*, else of the first cell that has an @.

    Raises TooMany, csv.Error.
    """
    first, _end, _rest = text.partition("\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    return _rows(_cells(reader))


def _words(line: str) -> list[str]:
    """The addresses of one line; where `<…>` gives them, what stands between is a name."""
    return NAMED.findall(line) or [word for word in SEPARATORS.split(line) if word]


def _cells(reader: Iterable[list[str]]) -> Iterator[tuple[int, str]]:
    column: int | None = None
    line = 1
    for cells in reader:
        heads = [cell.strip().casefold() for cell in cells]
        here, line = line, int(getattr(reader, "line_num", line)) + 1
        if column is None and HEADS.intersection(heads):
            column = next(place for place, head in enumerate(heads) if head in HEADS)
        elif any(heads):
            yield here, _cell(cells, column)


def _cell(cells: list[str], column: int | None) -> str:
    if column is not None:
        return cells[column] if column < len(cells) else ""
    return next((cell for cell in cells if "@" in cell), cells[0])


def _rows(found: Iterable[tuple[int, str]]) -> list[Row]:
    rows: list[Row] = []
    seen: set[str] = set()
    for line, typed in found:
        if len(rows) >= MOST_ROWS:
            raise TooMany
        row = _row(line, typed.strip().removeprefix("'"), seen)
        seen.add(row.email)
        rows.append(row)
    return rows


def _row(line: int, typed: str, seen: set[str]) -> Row:
    shown = typed[:LONGEST_SHOWN]
    if not typed:
        return Row(line, shown, "", Fault.NO_ADDRESS)
    try:
        email = validate_email(typed, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        return Row(line, shown, "", Fault.NOT_AN_ADDRESS)
    return Row(line, shown, "", Fault.TWICE) if email in seen else Row(line, shown, email)


def masked(email: str) -> str:
    """The address so that its owner knows it, and a stranger with a forwarded letter does not."""
    name, _at, host = email.rpartition("@")
    return f"{name[:1]}•••@{host}" if len(name) > 1 else f"•••@{host}"
