"""Question banks in and out: GIFT, Moodle XML, Aiken, CSV and Excel. Pure: bytes and values in, values out.

report = read_bank(data, "bank.xml")     questions as their format means them, refusals with their lines
filed = to_question_files(report)        question files of a course folder, and what becomes none and why
"""

from app.authoring.banks.filing.files import Filing, NewFile, NewFiles, Taken, to_question_files
from app.authoring.banks.parts import BankQuestion, BankReport, Refused, Remark
from app.authoring.banks.reading import read_bank

__all__ = [
    "BankQuestion",
    "BankReport",
    "Filing",
    "NewFile",
    "NewFiles",
    "Refused",
    "Remark",
    "Taken",
    "read_bank",
    "to_question_files",
]
