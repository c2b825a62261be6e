"""The whole database as it was at one moment, while people go on writing."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine

from app.platform.backup.tables import INTO_FILE, TableShape, line_of
from app.platform.db import db
from app.platform.sqlite import driver

AT_ONCE = 1000
PIECE = 1 << 18


@contextmanager
def snapshot(beside: Path) -> Iterator[Connection]:
    """A connection that sees one moment. `beside`: a folder with room for a copy of an SQLite file."""
    with _of_sqlite(beside) if db.engine.dialect.name == "sqlite" else _of_postgresql() as connection:
        yield connection


@contextmanager
def _of_postgresql() -> Iterator[Connection]:
    """One transaction that sees what was committed when it began; it holds nobody up."""
    engine = db.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with engine.connect() as connection:
        yield connection


@contextmanager
def _of_sqlite(beside: Path) -> Iterator[Connection]:
    """A copy by SQLite's own means, in one step: reading the file itself for minutes would let its log grow on."""
    descriptor, name = tempfile.mkstemp(prefix=".snapshot-", dir=beside)
    os.close(descriptor)
    try:
        module = driver()
        with closing(module.connect(db.engine.url.database)) as source, closing(module.connect(name)) as copy:
            source.backup(copy)
        engine = read_only(Path(name))
        with engine.connect() as connection:
            yield connection
        engine.dispose()
    finally:
        Path(name).unlink()


def read_only(path: Path) -> Engine:
    """An engine for a file that nobody writes."""
    module = driver()
    address = f"file:{quote(str(path))}?mode=ro&immutable=1"
    return create_engine("sqlite://", module=module, creator=lambda: module.connect(address, uri=True))


def rows_of(connection: Connection, shape: TableShape) -> Iterator[bytes]:
    """The rows of a table in the order of its key, as the file holds them, in pieces of some hundred kilobytes."""
    streaming = connection.execution_options(stream_results=True, yield_per=AT_ONCE)
    changes, waiting, size = [INTO_FILE[one.kind] for one in shape.columns], list[bytes](), 0
    for row in streaming.exec_driver_sql(_select(connection, shape)):
        line = line_of(tuple(row), changes)
        waiting.append(line)
        size += len(line)
        if size > PIECE:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def _select(connection: Connection, shape: TableShape) -> str:
    """JSON is asked for as text, so that it is the same to the last blank."""
    named = connection.dialect.identifier_preparer.quote
    is_postgresql = connection.dialect.name == "postgresql"
    columns = ", ".join(
        f"CAST({named(one.name)} AS TEXT)" if is_postgresql and one.kind == "json" else named(one.name)
        for one in shape.columns
    )
    return f"SELECT {columns} FROM {named(shape.name)} ORDER BY {', '.join(map(named, shape.key))}"  # noqa: S608 - quoted
