"""Who prepares a site does it alone: machines, or servers on one file, that start at the same moment take turns."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlalchemy import text

from app.platform.db import db
from app.platform.settings import Settings

try:
    import fcntl
except ImportError:  # Windows: a file of SQLite has one server there
    fcntl = None  # type: ignore[assignment]

START_LOCK = 6_118_003  # any number but the one of the migrations, which are run inside


def alone(settings: Settings) -> AbstractContextManager[bool]:
    """Wait for our turn, in an app context. Gives whether another start was at it, and is done now.

    Whoever dies lets the next one in: both locks end with what holds them.
    """
    return _file_locked(settings.data / "start.lock") if settings.is_sqlite else _database_locked()


@contextmanager
def _database_locked() -> Iterator[bool]:
    """By a lock of the database itself, which lasts as long as a transaction: a pooler would lose a session's."""
    with db.engine.connect() as connection:
        waited = not connection.scalar(text(f"SELECT pg_try_advisory_xact_lock({START_LOCK})"))
        if waited:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({START_LOCK})"))
        yield waited


@contextmanager
def _file_locked(path: Path) -> Iterator[bool]:
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield fcntl is not None and _waited_for(file)
    finally:
        os.close(file)


def _waited_for(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        fcntl.flock(file, fcntl.LOCK_EX)
        return True
    return False
