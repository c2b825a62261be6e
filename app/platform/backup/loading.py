"""Rows out of a back-up into an empty database: migrated to its schema, filled, migrated on, checked."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any

from sqlalchemy import Connection, text

from app.platform.backup.problems import BackupError
from app.platform.backup.reading import Reader
from app.platform.backup.tables import OUT_OF_FILE, VERSION_TABLE, TableShape, row_of, shapes_of
from app.platform.migrating import known, newest
from app.platform.searching import PREFIX

AT_ONCE = 2000
Rows = Iterator[list[Any]]


def refuse_newer(manifest: dict[str, Any]) -> None:
    """Raise BackupError for a schema that this program does not know."""
    schema = manifest.get("schema")
    if schema not in known():
        version = str(manifest.get("version"))[:20]
        raise BackupError(
            f"The back-up was made by Fascia {version} with schema {ascii(schema)[:20]}; this program knows schemas up "
            f"to {newest()}. Install that version, or a newer one, and restore with it."
        )


def stand_up(connection: Connection, archive: Reader) -> int:
    """Fill the empty database behind `connection`; returns how many rows. Raises BackupError; then take it all back."""
    schema = archive.manifest["schema"]
    upgrade = import_module("app.platform.upgrading").upgrade_on  # Alembic is loaded late
    upgrade(connection, schema)
    shapes = shapes_of(connection)
    _compare_tables(shapes, archive)
    count = sum(_fill(connection, shape, archive) for shape in shapes)
    if connection.dialect.name == "postgresql":
        _set_sequences(connection, shapes)
    else:
        _check_foreign_keys(connection)
    upgrade(connection, "head")
    return count


def _compare_tables(shapes: list[TableShape], archive: Reader) -> None:
    """Each table of the schema is in the back-up, with the same columns, and no other."""
    told = {name: one.get("columns") for name, one in archive.manifest["tables"].items()}
    members = {name for name in archive.names if name.startswith("tables/")}
    expected = {shape.name: shape.told()["columns"] for shape in shapes}
    if told != expected or members != {f"tables/{name}.jsonl" for name in expected}:
        raise BackupError("The tables in the back-up are not those of its schema; nothing was restored.")


def _fill(connection: Connection, shape: TableShape, archive: Reader) -> int:
    insert = _by_copy if connection.dialect.name == "postgresql" else _by_insert
    try:
        count = insert(connection, shape, _rows(shape, archive))
    except connection.dialect.loaded_dbapi.Error as error:
        why = str(error).partition("\n")[0]
        raise BackupError(f"A row of {shape.name} does not fit this database ({why}); nothing was restored.") from error
    if count != archive.manifest["tables"][shape.name]["rows"]:
        raise BackupError(f"The back-up does not hold as many rows of {shape.name} as it says; nothing was restored.")
    return count


def _rows(shape: TableShape, archive: Reader) -> Rows:
    changes = [OUT_OF_FILE[one.kind] for one in shape.columns]
    for number, line in enumerate(archive.lines(f"tables/{shape.name}.jsonl"), 1):
        try:
            row = row_of(line, changes)
        except (ValueError, TypeError, RecursionError) as error:
            raise BackupError(f"Row {number} of {shape.name} cannot be read; nothing was restored.") from error
        yield row


def _by_copy(connection: Connection, shape: TableShape, rows: Rows) -> int:
    """PostgreSQL's own way, several times as fast as INSERT. A moment is in UTC."""
    quoted = connection.dialect.identifier_preparer.quote
    moments = [place for place, one in enumerate(shape.columns) if one.kind == "moment"]
    columns = ", ".join(quoted(one.name) for one in shape.columns)
    count = 0
    statement = f"COPY {quoted(shape.name)} ({columns}) FROM STDIN"
    with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:  # type: ignore[attr-defined]
        for row in rows:
            for place in moments:
                row[place] = row[place] and f"{row[place]}+00"
            copy.write_row(row)
            count += 1
    return count


def _by_insert(connection: Connection, shape: TableShape, rows: Rows) -> int:
    quoted = connection.dialect.identifier_preparer.quote
    columns, places = ", ".join(quoted(one.name) for one in shape.columns), ", ".join("?" * len(shape.columns))
    cursor = connection.connection.cursor()
    count = 0
    for part in _parts(rows):
        cursor.executemany(f"INSERT INTO {quoted(shape.name)} ({columns}) VALUES ({places})", part)  # noqa: S608 - quoted
        count += len(part)
    cursor.close()
    return count


def _parts(rows: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    waiting = iter(rows)
    while part := list(islice(waiting, AT_ONCE)):
        yield part


def _set_sequences(connection: Connection, shapes: list[TableShape]) -> None:
    """The next row of each table gets a number that none has."""
    quoted = connection.dialect.identifier_preparer.quote
    for shape in shapes:
        table, key = quoted(shape.name), shape.key[0]
        found = text("SELECT pg_get_serial_sequence(:table, :key)")
        sequence = connection.execute(found, {"table": table, "key": key}).scalar()
        if sequence:
            last = f"max({quoted(key)})"
            set_it = text(f"SELECT setval(:sequence, {last}) FROM {table} HAVING {last} IS NOT NULL")  # noqa: S608 - quoted
            connection.execute(set_it, {"sequence": sequence})


def _check_foreign_keys(connection: Connection) -> None:
    """PostgreSQL looks at each row as it comes; SQLite is asked in the end."""
    lost = connection.execute(text("PRAGMA foreign_key_check")).first()
    if lost:
        raise BackupError(f"A row of {lost[0]} in the back-up points to a row of {lost[2]} that is not in it.")


def holds_rows(connection: Connection) -> str:
    """The name of a table that has a row already; "" for an empty database."""
    quoted = connection.dialect.identifier_preparer.quote
    for name in connection.dialect.get_table_names(connection):
        if name == VERSION_TABLE or name.startswith(PREFIX):  # of searching: made with the tables, and filled by them
            continue
        question = f"SELECT 1 FROM {quoted(name)} LIMIT 1"  # noqa: S608 - quoted
        if connection.execute(text(question)).first():
            return name
    return ""
