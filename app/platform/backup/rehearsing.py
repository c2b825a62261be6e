"""A restoration into a folder that is thrown away: proof that a back-up is one."""

import hashlib
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from app.platform.backup import files, places
from app.platform.backup.loading import refuse_newer, stand_up
from app.platform.backup.problems import BackupError, told_plainly
from app.platform.backup.reading import Reader, opened
from app.platform.backup.restoring import secrets_of
from app.platform.backup.snapshot import read_only, rows_of
from app.platform.backup.tables import shapes_of
from app.platform.migrating import newest
from app.platform.settings import Settings


def rehearse(settings: Settings, path: Path, passphrase: str, *, without_keys: bool = False) -> dict[str, Any]:
    """Restore `path` into a temporary SQLite file and folder, read every row back, and forget them.

    Where the schema is today's the rows are compared byte for byte with those of the back-up. Returns the manifest.
    Raises BackupError.
    """
    with told_plainly(settings.data, "the rehearsal did not end"), opened(path, settings.data) as found:
        refuse_newer(found.manifest)
        secrets_of(found, passphrase, without_keys=without_keys)
        folder = Path(tempfile.mkdtemp(prefix=".rehearsing-", dir=settings.data))
        try:
            _rehearse(found, folder)
        finally:
            files.remove(folder)
        return found.manifest


def _rehearse(found: Reader, folder: Path) -> None:
    files.unpack(found, folder / "data")
    with places.new_sqlite(folder / "database") as connection:
        stand_up(connection, found)
    if found.manifest["schema"] == newest():
        with read_only(folder / "database").connect() as connection:
            _compare(connection, found)


def _compare(connection: Connection, found: Reader) -> None:
    for shape in shapes_of(connection):
        read = hashlib.sha256()
        for piece in rows_of(connection, shape):
            read.update(piece)
        if read.hexdigest() != found.manifest["members"][f"tables/{shape.name}.jsonl"]["sha256"]:
            raise BackupError(f"What was restored of {shape.name} is not what the back-up holds.")
