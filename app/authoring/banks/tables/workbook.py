"""The first sheet of an Excel workbook, read by ourselves: it is a zip of a few small XML files.

openpyxl would read more than we want (styles, charts, links to other files) and leaves limits to its caller. Here every
part is measured while it is unpacked, whatever the zip says of its size; what declares entities is refused; and the
cells are read as they pass, so that memory grows with what is in them only.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from posixpath import join, normpath
from xml.parsers import expat

from app.assessment.kinds.base import N_
from app.authoring.banks.parts import Unreadable
from app.authoring.banks.said import Said
from app.authoring.banks.tables.cells import LARGEST_CELL, MOST_COLUMNS, MOST_ROWS
from app.authoring.banks.tables.rows import Row

LARGEST_PART = 32 * 1024 * 1024  # unpacked
MOST_PARTS = 500
NO_WORKBOOK = N_("This is not an Excel workbook (.xlsx). Save it as one, or as CSV.")
TOO_LARGE = N_("The workbook grows far too large when it is unpacked.")

_COLUMN = re.compile(r"([A-Z]{1,3})\d+")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def xlsx_rows(data: bytes) -> Iterator[Row]:
    """The rows of the first sheet with their numbers. Raises Unreadable."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if len(archive.infolist()) > MOST_PARTS:
                raise Unreadable(TOO_LARGE, 1)
            strings = _strings(archive)
            yield from _Sheet(strings).read(_part(archive, _first_sheet(archive)))
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(NO_WORKBOOK, 1) from error
    except expat.ExpatError as error:
        raise Unreadable(NO_WORKBOOK, 1) from error


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part of the zip, never more of it than may be."""
    with archive.open(name) as part:
        data = part.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise Unreadable(TOO_LARGE, 1)
    return data


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise Unreadable(NO_WORKBOOK, 1)

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """The name of the part that holds the first sheet, as workbook and relations tell it."""
    ids, targets = [], {}

    def start(name: str, attributes: dict[str, str]) -> None:
        local = {_local(key): value for key, value in attributes.items()}
        if _local(name) == "sheet":
            ids.append(local.get("id", ""))
        elif _local(name) == "Relationship":
            targets[local.get("Id", "")] = local.get("Target", "")

    for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        parser = _parser()
        parser.StartElementHandler = start
        parser.Parse(_part(archive, part), True)
    target = targets[ids[0]] if ids else ""
    return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))


def _strings(archive: zipfile.ZipFile) -> list[str]:
    """The texts that cells refer to by number."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    found: list[str] = []
    state = {"in_text": False, "phonetic": False}

    def start(name: str, _: dict[str, str]) -> None:
        local = _local(name)
        if local == "si":
            found.append("")
        state["phonetic"] = state["phonetic"] or local == "rPh"
        state["in_text"] = local == "t" and not state["phonetic"]

    def end(name: str) -> None:
        state["in_text"] = False
        state["phonetic"] = state["phonetic"] and _local(name) != "rPh"

    def characters(text: str) -> None:
        if state["in_text"] and found and len(found[-1]) <= LARGEST_CELL:
            found[-1] += text

    parser = _parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, characters
    parser.Parse(_part(archive, "xl/sharedStrings.xml"), True)
    return [_unescaped(one) for one in found]


class _Sheet:
    """Reads the rows of a sheet as they pass."""

    def __init__(self, strings: list[str]) -> None:
        self.strings = strings
        self.rows: list[Row] = []
        self.cells: list[str] = []
        self.number = 0
        self.column = 0
        self.type = ""
        self.text: list[str] = []
        self.is_text = False

    def read(self, data: bytes) -> list[Row]:
        """The rows of the sheet."""
        parser = _parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(data, True)
        return self.rows

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local == "row":
            number = attributes.get("r", "")
            self.number = int(number) if number.isdigit() else self.number + 1
            self.cells = []
            if len(self.rows) > MOST_ROWS:
                raise Unreadable(
                    Said(N_("The sheet has more than %(most)s rows. Split it."), most=f"{MOST_ROWS:,}"),
                    self.number,
                )
        elif local == "c":
            found = _COLUMN.fullmatch(attributes.get("r", ""))
            self.column = _number_of(found[1]) if found else len(self.cells) + 1
            self.type, self.text = attributes.get("t", "n"), []
            if self.column > MOST_COLUMNS:
                raise Unreadable(N_("The sheet has far too many columns."), self.number)
        self.is_text = local in {"v", "t"}

    def _end(self, name: str) -> None:
        local = _local(name)
        self.is_text = False
        if local == "c":
            self.cells += [""] * (self.column - 1 - len(self.cells))
            self.cells.append(self._value("".join(self.text)))
        elif local == "row":
            self.rows.append((self.number, self.cells))

    def _characters(self, text: str) -> None:
        if self.is_text:
            self.text.append(text)

    def _value(self, text: str) -> str:
        if self.type == "s":
            return self.strings[int(text)] if text.isdigit() and int(text) < len(self.strings) else ""
        if self.type == "b":
            return "TRUE" if text == "1" else "FALSE"
        if self.type == "e":
            return ""
        return _unescaped(text[:LARGEST_CELL]) if self.type in {"inlineStr", "str"} else _number(text)


def _number(text: str) -> str:
    """A number as it is shown: Excel stores 0.1 as 0.10000000000000001."""
    try:
        return f"{float(text):.15g}" if text else ""
    except ValueError:
        return text


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
