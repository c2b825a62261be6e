"""What the database promises: that an answer which was acknowledged outlives a power cut."""

from datetime import datetime
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import text

from app.platform.db import db
from app.platform.migrating import current, newest
from app.platform.settings import Settings
from app.platform.sqlite import LARGEST_LOG, SAFE_SQLITE, driver
from app.reporting.doctor.finding import Finding, advice, wrong

# What tune_sqlite sets on every connection, as SQLite tells it: FULL is 2.
SQLITE_DURABLE = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
MEGABYTE = 1_000_000
POSTGRESQL_DURABLE = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "local", "remote_write", "remote_apply"),
}


def version(settings: Settings, _now: datetime) -> Finding:
    """Whether this release of the database is one to trust."""
    if not settings.is_sqlite:
        return Finding("PostgreSQL", _asked("SHOW server_version"))
    found = f"version {driver().sqlite_version}"
    if driver().sqlite_version_info >= SAFE_SQLITE:
        return Finding("SQLite", found)
    return wrong("SQLite", f"{found} can corrupt a database that two processes write", "install pysqlite3")


def durability(settings: Settings, _now: datetime) -> Finding:
    """Whether a commit is on the disk when it is acknowledged."""
    return _of_sqlite() if settings.is_sqlite else _of_postgresql()


def _of_sqlite() -> Finding:
    found = {name: _asked(f"PRAGMA {name}") for name in SQLITE_DURABLE}
    words = ", ".join(f"{name}={value}" for name, value in found.items())
    if found == SQLITE_DURABLE:
        return Finding("durability", words)
    cure = "the data folder must be on a disk of this machine: SQLite cannot keep its log on a network share"
    return wrong("durability", words, cure)


def _of_postgresql() -> Finding:
    found = {name: _asked(f"SHOW {name}") for name in POSTGRESQL_DURABLE}
    words = ", ".join(f"{name}={value}" for name, value in found.items())
    weak = [name for name, value in found.items() if value not in POSTGRESQL_DURABLE[name]]
    if not weak:
        return Finding("durability", words)
    cure = f"set {' and '.join(weak)} to on in postgresql.conf: a power cut loses saved answers otherwise"
    return wrong("durability", words, cure)


def log_of_changes(settings: Settings, _now: datetime) -> Finding:
    """Whether somebody who reads for hours keeps SQLite from copying its log into the file."""
    what = "log of changes"
    if not settings.is_sqlite:
        return Finding(what, "PostgreSQL looks after its log itself")
    log = Path(f"{settings.database_url.removeprefix('sqlite:///')}-wal")
    size = log.stat().st_size if log.exists() else 0
    found = f"{size // MEGABYTE:,} MB beside the file"
    if size <= LARGEST_LOG:
        return Finding(what, found)
    cure = (
        "close whatever keeps the database open (a shell, a report): the log then shrinks by itself with the next saves"
    )
    return advice(what, f"{found}, which grows: somebody reads since long ago", cure)


def migrations(_settings: Settings, _now: datetime) -> Finding:
    """Whether the tables are those of this program."""
    found = current(current_app._get_current_object())  # type: ignore[attr-defined]
    if found == newest():
        return Finding("migrations", f"schema {found}, none pending")
    if found is not None and found > newest():
        return wrong("migrations", f"schema {found} is newer than this program's {newest()}", "install the newer one")
    return wrong("migrations", f"schema {found}, this program's is {newest()}", "make a back-up, then run flask serve")


def integrity(settings: Settings, _now: datetime) -> Finding:
    """Whether every page of an SQLite file is whole."""
    if not settings.is_sqlite:
        return Finding("integrity", "PostgreSQL looks after its pages itself")
    found = _asked("PRAGMA quick_check(1)")
    if found == "ok":
        return Finding("integrity", "every page of the file is whole")
    return wrong("integrity", str(found).partition("\n")[0], "stop the site, keep the file, restore the last back-up")


def _asked(question: str) -> Any:
    return db.session.execute(text(question)).scalar()
