"""The bytes of a bank as a report, whichever format they are in."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from app.assessment.kinds.base import N_
from app.authoring.banks.aiken.reader import read_aiken
from app.authoring.banks.decoding import LARGEST, decode
from app.authoring.banks.formats import AIKEN, CSV, GIFT, XLSX, XML, format_of
from app.authoring.banks.gift.reader import read_gift
from app.authoring.banks.moodle_xml.reader import read_moodle_xml
from app.authoring.banks.moodle_xml.tree import decode_xml
from app.authoring.banks.parts import BankReport, Refused, Unreadable
from app.authoring.banks.said import Said
from app.authoring.banks.tables.comma import csv_rows
from app.authoring.banks.tables.rows import read_rows
from app.authoring.banks.tables.workbook import xlsx_rows


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


def _read(data: bytes, form: str, encoding: str) -> BankReport:
    if form == XML:
        return read_moodle_xml(decode_xml(data, encoding))
    if form == XLSX:
        if len(data) > LARGEST:
            raise Unreadable(
                Said(
                    N_("The file has %(size)s MB, more than %(most)s. Split it."),
                    size=len(data) // 2**20,
                    most=LARGEST // 2**20,
                )
            )
        return read_rows(xlsx_rows(data), XLSX)
    decoded = decode(data, encoding)
    report = _TEXTS[form](decoded.text)
    if decoded.doubts:
        return replace(report, refused=(*decoded.doubts, *report.refused), has_doubt=True)
    return report
