"""The writer of each format."""

from collections.abc import Callable, Iterable, Mapping

from app.authoring.banks.aiken.writer import write_aiken
from app.authoring.banks.formats import AIKEN, CSV, GIFT, XLSX, XML
from app.authoring.banks.gift.writer import write_gift
from app.authoring.banks.moodle_xml.writer import write_moodle_xml
from app.authoring.banks.parts import BankQuestion
from app.authoring.banks.tables.writer import write_csv_bank, write_xlsx_bank
from app.authoring.banks.writing import Written

WRITERS: Mapping[str, Callable[[Iterable[BankQuestion]], Written]] = {
    GIFT: write_gift,
    XML: write_moodle_xml,
    AIKEN: write_aiken,
    CSV: write_csv_bank,
    XLSX: write_xlsx_bank,
}
