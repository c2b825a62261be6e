"""What tables there are, as the database itself says, and their rows in a form that both databases read.

The database is asked and not our models, so that a back-up of an older schema is made, and restored, as it is.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Connection,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Table,
)

from app.platform.searching import PREFIX

VERSION_TABLE = "alembic_version"
KINDS: tuple[tuple[type, str], ...] = (
    (Boolean, "flag"),
    (DateTime, "moment"),
    (Date, "day"),
    (JSON, "json"),
    (LargeBinary, "bytes"),
    (Integer, "integer"),
    (Numeric, "number"),  # Float is one
    (String, "text"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column, and what its values are on either database."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table: its columns by name, and those that its rows are put in order by."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def told(self) -> dict[str, Any]:
        """As the manifest says it."""
        return {"columns": [asdict(one) for one in self.columns]}


def shapes_of(connection: Connection) -> list[TableShape]:
    """Every table but Alembic's and those of searching, each after those that its foreign keys point to."""
    return [_shape(table) for table in reflected(connection).sorted_tables if table.name != VERSION_TABLE]


def reflected(connection: Connection) -> MetaData:
    """What the database says of itself, without what names are found with: that is filled by the rows themselves."""
    metadata = MetaData()
    metadata.reflect(connection, only=lambda name, _: not name.startswith(PREFIX))
    return metadata


def _shape(table: Table) -> TableShape:
    """Its columns by name, since the two databases put a column that was added later at different places."""
    columns = tuple(Column(one.name, _kind(one.type, f"{table.name}.{one.name}")) for one in table.columns)
    ordered = tuple(sorted(columns, key=lambda one: one.name))
    return TableShape(table.name, ordered, tuple(one.name for one in table.primary_key) or tuple(table.columns.keys()))


def _kind(found: object, place: str) -> str:
    for known, kind in KINDS:
        if isinstance(found, known):
            return kind
    raise TypeError(f"{place} is of a type that back-ups do not know: {found!r}")


# ------------------------------------------------------------------------ one value, on its way to the file and back

Change = Callable[[Any], Any]


def _json_text(value: Any) -> str:
    """SQLite makes a number of a JSON text that is one."""
    return value if isinstance(value, str) else json.dumps(value)


def _moment_text(value: str | datetime) -> str:
    """`2026-11-21 10:42:07.000000`, in UTC: as SQLite keeps it."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    naive = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    return naive.isoformat(" ", "microseconds")


def _day_text(value: str | date) -> str:
    return value if isinstance(value, str) else value.isoformat()


def _bytes_text(value: bytes | memoryview) -> str:
    return base64.b64encode(value).decode()


INTO_FILE: dict[str, Change] = {
    "flag": bool, "moment": _moment_text, "day": _day_text, "json": _json_text, "bytes": _bytes_text,
    "integer": int, "number": float, "text": str,
}  # fmt: skip


def _as_it_is(kind: type) -> Change:
    def check(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"{value!r} is no {kind.__name__}")
        return value

    return check


def _moment(value: str) -> str:
    """As `_moment_text` writes it, to the last digit (strptime, which asks for less, takes ten times as long)."""
    if datetime.fromisoformat(value).replace(tzinfo=None).isoformat(" ", "microseconds") != value:
        raise ValueError(f"{value!r} is no moment")
    return value


def _day(value: str) -> str:
    return date.fromisoformat(value).isoformat()


def _bytes(value: str) -> bytes:
    return base64.b64decode(value, validate=True)


OUT_OF_FILE: dict[str, Change] = {
    "flag": _as_it_is(bool), "moment": _moment, "day": _day, "json": _as_it_is(str), "bytes": _bytes,
    "integer": _as_it_is(int), "number": _as_it_is(float), "text": _as_it_is(str),
}  # fmt: skip


_SPELLING = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def line_of(row: tuple[Any, ...], changes: list[Change]) -> bytes:
    """A row as the file holds it."""
    values = [None if value is None else change(value) for value, change in zip(row, changes, strict=True)]
    return _SPELLING.encode(values).encode() + b"\n"


def row_of(line: bytes, changes: list[Change]) -> list[Any]:
    """A row out of the file. Raises ValueError or TypeError for one that does not fit its columns."""
    values = json.loads(line)
    if type(values) is not list:
        raise TypeError("not a row")
    return [None if value is None else change(value) for value, change in zip(values, changes, strict=True)]
