"""Canaries: a word of its own for every text column that not everybody may read, and what somebody gets to see."""

import base64
import io
import re
import tomllib
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import xlrd
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import JSON, Column, ColumnElement, String, Table, select, true, update

from app.assessment.models import Attempt
from app.learning.models import Enrolment
from app.platform.db import Base, db
from app.platform.transactions import writing
from tests.certificates import tagged

Reviewed = dict[str, dict[str, str | list[str]]]
WORDS = re.compile(r"[^\W\d_]{2}")
SENTENCE = "Warm your hands first"  # of the lesson of the small course
LEAST = 8  # a shorter text could stand anywhere by chance


@cache
def reviewed() -> Reviewed:
    """secrets.toml."""
    return tomllib.loads(Path(__file__).with_name("secrets.toml").read_text(encoding="utf-8"))


def text_columns() -> dict[str, set[str]]:
    """Every column that can hold text, by table."""
    return {
        table.name: columns
        for table in Base.metadata.sorted_tables
        if (columns := {one.name for one in table.columns if isinstance(one.type, String | JSON) and not _exact(one)})
    }


def _exact(column: Column[Any]) -> bool:
    return column.type.__class__.__name__ == "Exact"


@dataclass(frozen=True)
class Canary:
    """A word that stands in one column; `readers`: who may see it."""

    table: str
    column: str
    word: str
    readers: frozenset[str]

    @property
    def place(self) -> str:
        """`table.column`."""
        return f"{self.table}.{self.column}"


def plant(app: Flask, ana: int) -> list[Canary]:
    """Write a word of its own into every column that some may read, in Ana's rows where rows are somebody's.

    What nobody may read is left as it is: each value is a canary by itself.
    """
    found: list[Canary] = []
    with app.app_context(), writing():
        for number, (table, column, who) in enumerate(_secrets()):
            if who == "never":
                values = db.session.scalars(select(column).where(column.is_not(None)))
                found += [Canary(table.name, column.name, one, frozenset()) for one in values if len(one) >= LEAST]
            else:
                word = f"canary{number}q"
                found += [Canary(table.name, column.name, word, frozenset(who))] * _write(table, column, word, ana)
    return list(dict.fromkeys(found))


def _secrets() -> Iterator[tuple[Table, Column[Any], str | list[str]]]:
    for table in Base.metadata.sorted_tables:
        for name, who in reviewed().get(table.name, {}).items():
            if who not in ("code", "open"):
                yield table, table.c[name], who


def _write(table: Table, column: Column[Any], word: str, ana: int) -> int:
    """Put it into every row that is Ana's or nobody's; returns whether there was one."""
    keys = list(table.primary_key.columns)
    rows = select(column, *keys).where(_is_hers(table, ana))
    changed = 0
    for value, *key in db.session.execute(rows).all():
        new = _with(value, word)
        if new != value and table.name != "audit_events":  # nothing there is ever changed: the test adds a line
            same = [one == given for one, given in zip(keys, key, strict=True)]
            db.session.execute(update(table).where(*same).values({column: new}))
            changed = 1
    return changed


def _is_hers(table: Table, ana: int) -> ColumnElement[bool]:
    """Whether a row is about her, as far as rows of the table are about anybody."""
    hers = select(Enrolment.id).where(Enrolment.person_id == ana)
    if table.name == "bank_uploads":  # hers is none: only who teaches sends them
        return true()
    if "person_id" in table.c or table.name == "people":
        return table.c.get("person_id", table.c.get("id")) == ana
    if "attempt_id" in table.c:
        return table.c.attempt_id.in_(select(Attempt.id).where(Attempt.enrolment_id.in_(hers)))
    return table.c.enrolment_id.in_(hers) if "enrolment_id" in table.c else true()


def _with(value: Any, word: str) -> Any:
    """The word in a text, an address, each text of a JSON value; in a course's file where it stays readable."""
    if isinstance(value, str):
        if SENTENCE in value:
            return value.replace(SENTENCE, f"{word}: {SENTENCE}")
        is_file = "+++" in value or " = " in value or "<svg" in value
        if is_file or not WORDS.search(value):  # without words it is a date, a fraction, a number
            return value
        return f"{word}@example.org" if "@" in value and " " not in value else f"{word} {value}"
    if isinstance(value, dict):
        return {name: _with(one, word) for name, one in value.items()}
    if isinstance(value, list):
        return [_with(one, word) for one in value]
    return value


def everything(client: FlaskClient, addresses: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What somebody gets at each address: headers, cookies, and the text of whatever file it is."""
    for address in addresses:
        answer = client.get(address, buffered=True)
        headers = "\n".join(f"{name}: {value}" for name, value in answer.headers)
        yield address, "\n".join([headers, *map(_cookie, answer.headers.getlist("Set-Cookie")), *texts(answer.data)])
        answer.close()


def texts(data: bytes) -> Iterator[str]:
    """The texts in a file, however it is packed."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name
                yield from texts(archive.read(name))
    elif data.startswith(b"%PDF"):
        yield " ".join(text for _, text in tagged.heard(data))
        with pikepdf.open(io.BytesIO(data)) as pdf:
            yield str(pdf.docinfo)
            for file in pdf.attachments.values():
                yield from texts(file.get_file().read_bytes())
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        for sheet in xlrd.open_workbook(file_contents=data).sheets():
            yield " ".join(str(cell.value) for row in sheet.get_rows() for cell in row)
    else:
        yield data.decode("utf-8", "replace")


def _cookie(header: str) -> str:
    """What a cookie of ours says below its signature."""
    value = header.partition("=")[2].partition(";")[0]
    packed, payload = value.startswith("."), value.lstrip(".").partition(".")[0]
    try:
        data = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
        return (zlib.decompress(data) if packed else data).decode("utf-8", "replace")
    except (ValueError, zlib.error):
        return value
