"""A list of people as a file or as pasted text: who is meant, line by line, and what cannot be read. Pure."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST_LINES = 1_000
LONGEST_ADDRESS, LONGEST_NAME = 254, 200
EMAIL_HEADS = frozenset({"e-mail", "email", "mail", "e-mail address", "email address"})
NAME_HEADS = frozenset({"name", "full name", "student", "first name", "last name", "given name", "family name"})
SEPARATORS = "\t;,"  # where two are as frequent, the first one: names have commas, too
LOOKED_AT = 2_000  # characters that tell which one it is
FORMULAS = tuple("=+-@")
NO_ADDRESS, NOT_AN_ADDRESS = "There is no e-mail address in this line.", "This is no e-mail address."
TOO_MANY = "There are more than 1,000 lines. Send the others as a list of their own."
UNREADABLE = "From here on the text cannot be read as a table: a quotation mark is open."


@dataclass(frozen=True, slots=True)
class Listed:
    """One person of the list. `line`: where, from 1; `fault`: why nobody is meant, "" when somebody is."""

    line: int
    name: str
    email: str
    fault: str = ""


def read_list(text: str) -> list[Listed]:
    """The people in a text: one a line, an address alone, a name and an address in any order, or columns with heads.

    Columns are separated by commas, semicolons or tabs. An address that stood there before is left out.
    """
    found: list[Listed] = []
    seen: set[str] = set()
    for listed in _people(text.removeprefix("\ufeff")):
        if len(found) == MOST_LINES:
            return [*found, Listed(listed.line, "", "", TOO_MANY)]
        if listed.fault or listed.email not in seen:
            found.append(listed)
            seen.add(listed.email)
    return found


def _people(text: str) -> Iterator[Listed]:
    heads: list[str] = []
    for line, cells in _rows(text):
        if line < 0:
            yield Listed(-line, "", "", UNREADABLE)
        elif not heads and _is_head(cells):
            heads = [cell.casefold() for cell in cells]
        elif any(cells):
            yield _person(line, cells, heads)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its line; a negative number ends them where the text is no table."""
    separator = max(SEPARATORS, key=text[:LOOKED_AT].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True)
    line = 1
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield -line, []
            return
        yield line, [_plain(cell) for cell in cells]
        line = rows.line_num + 1


def _plain(cell: str) -> str:
    """The cell on one line, without the apostrophe that our own files put before what a spreadsheet would run."""
    text = " ".join("".join(symbol if symbol.isprintable() else " " for symbol in cell).split())
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULAS) else text


def _is_head(cells: Sequence[str]) -> bool:
    return not any("@" in cell for cell in cells) and any(cell.casefold() in EMAIL_HEADS for cell in cells)


def _person(line: int, cells: Sequence[str], heads: Sequence[str]) -> Listed:
    if heads:
        named = list(zip(heads, cells, strict=False))
        address = next((cell for head, cell in named if head in EMAIL_HEADS), "")
        name = " ".join(cell for head, cell in named if head in NAME_HEADS)
    else:
        address = next((cell for cell in cells if "@" in cell), "")
        name = " ".join(cell for cell in cells if cell and cell != address)
    email = address.removeprefix("<").removesuffix(">").lower()
    return Listed(line, name[:LONGEST_NAME].strip(), email[:LONGEST_ADDRESS], _fault(email))


def _fault(email: str) -> str:
    if not email:
        return NO_ADDRESS
    before, _at, after = email.rpartition("@")
    is_one = bool(before and after) and "@" not in before and " " not in email and len(email) <= LONGEST_ADDRESS
    return "" if is_one else NOT_AN_ADDRESS
