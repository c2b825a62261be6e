"""Making a back-up of a site that runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from app.platform.backup import archive, files, keys, sealing
from app.platform.backup.names import DATA, SEALED
from app.platform.backup.problems import BackupError, told_plainly
from app.platform.backup.snapshot import rows_of, snapshot
from app.platform.backup.tables import VERSION_TABLE, TableShape, reflected, shapes_of
from app.platform.settings import Settings

# What the environment decides and a back-up cannot set; it is kept so that a restoration can say what differs.
TOLD_SETTINGS = ("base_url", "site_name", "provider_name", "provider_contact", "mail_from", "time_zone", "paper")


@dataclass(frozen=True, slots=True)
class Made:
    """What a back-up holds."""

    path: Path
    size: int  # bytes
    tables: int
    rows: int
    files: int
    is_sealed: bool  # with the private keys and the secret


def make_backup(settings: Settings, path: Path, passphrase: str, version: str, now: datetime, *, replace: bool) -> Made:
    """Write a back-up of the site to `path`. Without a passphrase the private keys and the secret are left out.

    What was committed before the call is in it; of what is written meanwhile, each transaction whole or not at all.
    `version`: of the program. Raises BackupError; then nothing lies at `path` that was not there before.
    """
    path = path.absolute()
    with told_plainly(path.parent, "no back-up was written"), archive.written(path, may_replace=replace) as writer:
        sealed = sealing.seal({}, passphrase) if passphrase else b""  # a passphrase that is too short is refused first
        with snapshot(path.parent) as connection:
            manifest = _told_of(settings, connection, version, now) | {"is_sealed": bool(sealed)}
            manifest["tables"] = {shape.name: _add(writer, connection, shape) for shape in shapes_of(connection)}
        count = _add_files(writer, settings)
        if sealed:
            writer.add(SEALED, [sealing.seal(_secrets(writer, settings, manifest), passphrase)])
        writer.close(manifest)
    rows = sum(told["rows"] for told in manifest["tables"].values())
    return Made(path, path.stat().st_size, len(manifest["tables"]), rows, count, bool(sealed))


def _told_of(settings: Settings, connection: Connection, version: str, now: datetime) -> dict[str, Any]:
    if VERSION_TABLE not in reflected(connection).tables:
        raise BackupError("The database has no tables yet, so there is nothing to back up; run `flask serve` once.")
    return {
        "made_at": now.isoformat(), "version": version, "database": connection.dialect.name,
        "schema": connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one(),  # noqa: S608
        "settings": {name: getattr(settings, name) for name in TOLD_SETTINGS},
    }  # fmt: skip


def _add(writer: archive.Writer, connection: Connection, shape: TableShape) -> dict[str, Any]:
    """Add a table; returns what the manifest says of it."""
    count = 0

    def counted() -> Iterator[bytes]:
        nonlocal count
        for piece in rows_of(connection, shape):
            count += piece.count(b"\n")
            yield piece

    writer.add(f"tables/{shape.name}.jsonl", counted())
    return shape.told() | {"rows": count}


def _add_files(writer: archive.Writer, settings: Settings) -> int:
    """Add what lies in the data folder, then the public keys; returns how many of the former."""
    count = 0
    for name, place in files.files_of(settings):
        writer.add(f"{DATA}{name}", files.in_pieces(place))
        count += 1
    for name, pem in keys.public_of(settings):
        writer.add(name, [pem])
    return count


def _secrets(writer: archive.Writer, settings: Settings, manifest: dict[str, Any]) -> dict[str, Any]:
    """What is sealed; with the hashes of all the rest, so that nobody without the passphrase can change it unseen."""
    proof = {"told": manifest, "members": writer.members}
    return {"secret_key": settings.secret_key, "keys": keys.private_of(settings), **proof}
