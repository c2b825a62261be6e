"""A site with something to lose, and an empty machine to restore it on."""

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import create_app
from app.platform import backup
from app.platform.db import db
from tests.certificates.claiming import claimed, earned
from tests.settings import settings_for

PASSPHRASE = "warm hands on a cold morning"
NOW = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)


def lived_in(app: Flask, folder: Path) -> Flask:
    """The site after Ana earned and claimed a certificate, and the school put some files beside its database."""
    claimed(earned(app, folder))
    data = app.extensions["settings"].data
    (data / "pictures").mkdir()
    (data / "pictures" / "Grüße 手.webp").write_bytes(bytes(range(256)) * 300)
    (data / "boards.toml").write_text("# nothing yet\n")
    (data / "outbox").mkdir(exist_ok=True)
    (data / "outbox" / "letter.eml").write_text("a sign-in link")
    return app


def backed_up(app: Flask, path: Path, passphrase: str = PASSPHRASE) -> Path:
    """A back-up of the site in `path`."""
    with app.app_context():
        made = backup.make_backup(app.extensions["settings"], path, passphrase, "0.1.0", NOW, replace=False)
    return made.path


def restored(app: Flask, path: Path, passphrase: str = PASSPHRASE, **how: bool) -> backup.Restored:
    """The back-up in `path`, restored as this site."""
    with app.app_context():
        return backup.restore(app.extensions["settings"], path, passphrase, **how)


@contextmanager
def empty_machine(folder: Path, url: str = "", **settings: str) -> Iterator[Flask]:
    """The program on a new machine: no table yet, only what the start itself makes."""
    app = create_app(settings_for(folder, url, **settings))
    app.testing = True
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def bare_url(kind: str, request: pytest.FixtureRequest) -> str:
    """The address of a database without a table; "" for SQLite's own."""
    return request.getfixturevalue("postgres_database").bare("restored") if kind == "postgresql" else ""


def manifest_of(path: Path) -> dict[str, Any]:
    """What a back-up says of itself."""
    with zipfile.ZipFile(path) as found:
        return json.loads(found.read("manifest.json"))


def hashes(path: Path) -> dict[str, str]:
    """The SHA-256 of each member of a back-up, but of the sealed one, which is never twice the same."""
    members = manifest_of(path)["members"].items()
    return {name: told["sha256"] for name, told in members if name != "sealed.json"}
