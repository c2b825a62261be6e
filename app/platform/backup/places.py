"""Where a database is stood up: nobody sees it before it is whole."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine, event

from app.platform.backup.archive import sync_folder
from app.platform.backup.loading import holds_rows
from app.platform.backup.problems import BackupError
from app.platform.backup.tables import reflected
from app.platform.db import db
from app.platform.sqlite import driver

NOT_EMPTY = "There is data here already ({} has rows), and a restoration never writes over any: use an empty machine."


def refuse_data() -> None:
    """Raise BackupError unless the site's database is empty."""
    with db.engine.connect() as connection:
        if table := holds_rows(connection):
            raise BackupError(NOT_EMPTY.format(table))


@contextmanager
def site_database() -> Iterator[Connection]:
    """The site's database, empty. What happens inside appears at the end, all of it or nothing."""
    with _sqlite_file() if db.engine.dialect.name == "sqlite" else _postgresql() as connection:
        yield connection


@contextmanager
def _postgresql() -> Iterator[Connection]:
    """One transaction, in which the empty tables of a first start go too."""
    with db.engine.begin() as connection:
        if table := holds_rows(connection):
            raise BackupError(NOT_EMPTY.format(table))
        reflected(connection).drop_all(connection)
        yield connection


@contextmanager
def _sqlite_file() -> Iterator[Connection]:
    """A file beside the site's, renamed in the end."""
    target = Path(str(db.engine.url.database))
    descriptor, name = tempfile.mkstemp(prefix=".restoring-", dir=target.parent)
    os.close(descriptor)
    try:
        with new_sqlite(Path(name)) as connection:
            yield connection
        _swap(Path(name), target)
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def new_sqlite(file: Path) -> Iterator[Connection]:
    """A database of its own in `file`, on the disk at the end. Whoever fails inside throws the file away."""
    engine = create_engine(f"sqlite:///{file}", module=driver())
    event.listen(engine, "connect", _in_a_hurry)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
    with file.open("rb") as written:
        os.fsync(written.fileno())


def _in_a_hurry(connection: Any, _record: Any) -> None:
    """Nothing in it has to be taken back, or to be on the disk, before its end."""
    for pragma in ("journal_mode=off", "synchronous=off", "foreign_keys=off", "cache_size=-65536"):
        connection.execute(f"pragma {pragma}")


def _swap(file: Path, target: Path) -> None:
    """Put the new file in the place of the empty one, while nobody writes that or has it open."""
    db.session.remove()
    db.engine.dispose()
    lock = db.engine.dialect.fascia_write_lock  # type: ignore[attr-defined]
    lock.acquire()
    try:
        _close_empty(target)
        file.replace(target)
        sync_folder(target.parent)
    finally:
        lock.release()


def _close_empty(target: Path) -> None:
    """Let the empty database end its log, which SQLite does for the last one who has it open, and for nobody else."""
    engine = create_engine(f"sqlite:///{target}", module=driver(), poolclass=NullPool)
    with engine.connect() as connection:
        if table := holds_rows(connection):
            raise BackupError(NOT_EMPTY.format(table))
    with closing(driver().connect(target, timeout=0)) as alone:
        try:
            alone.execute("pragma journal_mode=delete")
        except driver().OperationalError as error:
            raise BackupError("Another program has this database open: stop the site, then restore.") from error
