"""What stops a back-up or a restoration: always one sentence with what is safe."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from app.platform.sqlite import driver

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class BackupError(click.ClickException):
    """A back-up cannot be made, or not be restored; the message is one sentence with the cure."""


@contextmanager
def told_plainly(folder: Path, safe: str) -> Iterator[None]:
    """Turn what the system and SQLite say into one sentence; `safe` says what did not happen."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise BackupError(f"There is no room left in {error.filename or folder}; {safe}.") from error
        raise BackupError(f"{error.filename or folder}: {error.strerror or error}; {safe}.") from error
    except driver().OperationalError as error:
        raise BackupError(f"SQLite says “{error}” in {folder}; {safe}. Is there room left?") from error
