"""The formats of question banks, and how to tell them."""

import re

GIFT, XML, AIKEN, CSV, XLSX = "gift", "xml", "aiken", "csv", "xlsx"
FORMATS = (GIFT, XML, AIKEN, CSV, XLSX)
SUFFIXES = {name: name for name in FORMATS}

_KEY = re.compile(r"^[ \t]*ANSWER[ \t]*:", re.MULTILINE | re.IGNORECASE)
_OPTION = re.compile(r"^[ \t]*[A-Za-z][).][ \t]*\S", re.MULTILINE)


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
