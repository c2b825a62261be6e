"""The bytes of a bank as a report, whichever format they are in."""

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from app.authoring.banks.aiken.reader import read_aiken
from app.authoring.banks.decoding import LARGEST, decode
from app.authoring.banks.gift.reader import read_gift
from app.authoring.banks.moodle_xml.reader import read_moodle_xml
from app.authoring.banks.moodle_xml.tree import decode_xml
from app.authoring.banks.parts import BankReport, Refused, Unreadable
from app.authoring.banks.tables.comma import csv_rows
from app.authoring.banks.tables.rows import read_rows
from app.authoring.banks.tables.workbook import xlsx_rows

GIFT, XML, AIKEN, CSV, XLSX = "gift", "xml", "aiken", "csv", "xlsx"
FORMATS = (GIFT, XML, AIKEN, CSV, XLSX)
SUFFIXES = {name: name for name in FORMATS}

_KEY = re.compile(r"^\s*ANSWER\s*:", re.MULTILINE | re.IGNORECASE)
_OPTION = re.compile(r"^\s*[A-Za-z][).]\s*\S", re.MULTILINE)


def _read_csv(text: str) -> BankReport:
    return read_rows(csv_rows(text), CSV)


_TEXTS: dict[str, Callable[[str], BankReport]] = {GIFT: read_gift, AIKEN: read_aiken, CSV: _read_csv}


def read_bank(data: bytes, filename: str, form: str = "", encoding: str = "") -> BankReport:
    """What is in a bank: its questions, what is refused and why. Never raises for what stands in the file.

    `form` is one of FORMATS, or "" to tell it by the name and the content; `encoding` that of a text, or "".
    """
    form = form or format_of(data, filename)
    try:
        with _no_collector():
            return _read(data, form, encoding)
    except Unreadable as error:
        return BankReport(form, refused=(Refused(error.line or 1, error.why),))


@contextmanager
def _no_collector() -> Iterator[None]:
    """Read without the collector of cycles. A bank is many small values and no cycles, so it would only walk them again
    and again: reading 23,000 questions took six times as long.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def format_of(data: bytes, filename: str) -> str:
    """The format of a bank by its name and, where that says little, by how it begins."""
    suffix = filename.lower().rpartition(".")[2]
    if suffix in SUFFIXES:
        return suffix
    if data.startswith(b"PK\x03\x04"):
        return XLSX
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<?xml", b"<quiz")):
        return XML
    text = data[:200_000].replace(b"\0", b"").decode("utf-8", "replace").replace("\r", "\n")
    is_aiken = (_OPTION.search(text) and _KEY.search(text)) or _looks_aiken(text)
    return AIKEN if is_aiken else GIFT


def _looks_aiken(text: str) -> bool:
    return "{" not in text and bool(_KEY.search(text) or _OPTION.search(text))


def _read(data: bytes, form: str, encoding: str) -> BankReport:
    if form == XML:
        return read_moodle_xml(decode_xml(data, encoding))
    if form == XLSX:
        if len(data) > LARGEST:
            raise Unreadable(f"The file has {len(data) // 2**20} MB, more than {LARGEST // 2**20}. Split it.")
        return read_rows(xlsx_rows(data), XLSX)
    decoded = decode(data, encoding)
    report = _TEXTS[form](decoded.text)
    if decoded.doubts:
        return replace(report, refused=(*decoded.doubts, *report.refused), has_doubt=True)
    return report
