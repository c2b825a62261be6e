"""A site stands up again from one file, on either database, with every row that it had."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.queries import is_called
from app.certificates.queries import state_of_log
from app.platform import backup
from app.platform.db import db
from app.platform.migrating import current, newest
from app.platform.upgrading import alembic_config
from tests.browser import Browser
from tests.certificates.claiming import only_certificate
from tests.people import ANA, DEE, add, signed_in
from tests.platform.backup.site import (
    PASSPHRASE,
    backed_up,
    bare_url,
    empty_machine,
    hashes,
    lived_in,
    manifest_of,
    restored,
)


@pytest.fixture(params=["sqlite", "postgresql"])
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An empty machine, with each of the databases."""
    with empty_machine(tmp_path / "new", bare_url(request.param, request)) as found:
        yield found


def test_the_site_stands_up_again_on_either_database(app: Flask, machine: Flask, tmp_path: Path):
    file = backed_up(lived_in(app, tmp_path), tmp_path / "monday.zip")
    found = restored(machine, file)
    assert found.rows == sum(table["rows"] for table in manifest_of(file)["tables"].values())
    assert hashes(backed_up(machine, tmp_path / "again.zip")) == hashes(file), "byte for byte what was there"
    code = only_certificate(app).code
    Browser(machine.test_client()).get(f"/verify/{code}").says(ANA.name)
    assert (
        machine.test_client().get(f"/certificates/{code}.json").data
        == app.test_client().get(f"/certificates/{code}.json").data
    )
    with machine.app_context():
        assert state_of_log().fault == ""
        assert list(db.session.scalars(select(Person.email).where(is_called("díaz", Person.id)))) == [ANA.email]


def test_what_is_written_next_gets_a_number_of_its_own(app: Flask, machine: Flask, tmp_path: Path):
    number = add(app, ANA)
    restored(machine, backed_up(app, tmp_path / "monday.zip"))
    assert add(machine, ANA) == number, "she is known"
    assert add(machine, DEE) > number
    Browser(signed_in(machine, DEE)).get("/my")


@pytest.mark.sqlite_only
def test_keys_secret_and_files_are_back_for_the_owners_eyes(app: Flask, machine: Flask, tmp_path: Path):
    restored(machine, backed_up(lived_in(app, tmp_path), tmp_path / "monday.zip"))
    old, new = app.extensions["settings"], machine.extensions["settings"]
    for path in ("keys/0001/private.pem", "keys/0001/certificate.pem", "boards.toml", "pictures/Grüße 手.webp"):
        assert (new.data / path).read_bytes() == (old.data / path).read_bytes(), path
    assert stat.S_IMODE((new.keys / "0001" / "private.pem").stat().st_mode) == 0o600
    assert not (new.data / "outbox").exists()
    assert sorted(path.name for path in new.data.glob(".*")) == [], "nothing half-done lies about"


@pytest.mark.sqlite_only
def test_the_key_that_the_new_machine_had_made_is_put_aside(app: Flask, machine: Flask, tmp_path: Path):
    own = (machine.extensions["settings"].keys / "0001" / "private.pem").read_bytes()
    aside = restored(machine, backed_up(app, tmp_path / "monday.zip")).keys_aside
    assert (aside / "0001" / "private.pem").read_bytes() == own


@pytest.mark.sqlite_only
def test_the_secret_that_was_made_here_gives_way_and_one_of_the_environment_does_not(app: Flask, tmp_path: Path):
    file = backed_up(app, tmp_path / "monday.zip")
    for name, given in (("made", ""), ("given", "another secret of at least 32 characters")):
        with empty_machine(tmp_path / name, secret_key=given) as machine:
            assert restored(machine, file).is_secret_kept == (not given)
            place = tmp_path / name / "secret-key"
            assert given or place.read_text() == app.extensions["settings"].secret_key


@pytest.mark.sqlite_only
def test_without_a_passphrase_a_new_key_signs_and_the_old_ones_are_still_known(
    app: Flask, machine: Flask, tmp_path: Path
):
    file = backed_up(lived_in(app, tmp_path), tmp_path / "monday.zip", passphrase="")
    assert b"PRIVATE" not in file.read_bytes()
    own = (machine.extensions["settings"].keys / "0001" / "private.pem").read_bytes()
    found = restored(machine, file, passphrase="")
    keys = machine.extensions["settings"].keys
    assert (found.has_keys, found.is_secret_kept) == (False, False)
    assert (keys / "0002" / "private.pem").read_bytes() == own
    assert not (keys / "0001" / "private.pem").exists()
    known = machine.test_client().get("/issuer/keys").json["keys"]
    assert [key["kid"] for key in app.test_client().get("/issuer/keys").json["keys"]] == [known[-1]["kid"]]


def test_a_back_up_of_an_older_schema_is_brought_up_to_date(app: Flask, machine: Flask, tmp_path: Path):
    lived_in(app, tmp_path)
    before = hashes(backed_up(app, tmp_path / "new.zip"))
    with app.app_context():
        db.session.remove()
        command.downgrade(alembic_config(), "0014")
        file = backed_up(app, tmp_path / "old.zip")
        command.upgrade(alembic_config(), "head")  # the tests after this one use the same PostgreSQL
    assert manifest_of(file)["schema"] == "0014"
    restored(machine, file)
    assert current(machine) == newest()
    after = hashes(backed_up(machine, tmp_path / "newer.zip"))
    assert after.keys() == before.keys()
    assert after["tables/answer_events.jsonl"] == before["tables/answer_events.jsonl"]


@pytest.mark.sqlite_only
def test_a_rehearsal_proves_the_file_and_touches_nothing(app: Flask, tmp_path: Path):
    file = backed_up(lived_in(app, tmp_path), tmp_path / "monday.zip")
    data = app.extensions["settings"].data
    before = sorted(os.listdir(data))
    with app.app_context():
        told = backup.rehearse(app.extensions["settings"], file, PASSPHRASE)
    assert told["schema"] == newest()
    assert sorted(os.listdir(data)) == before


def test_where_there_is_data_nothing_is_restored(app: Flask, tmp_path: Path):
    file = backed_up(lived_in(app, tmp_path), tmp_path / "monday.zip")
    with pytest.raises(backup.BackupError, match="There is data here already"):
        restored(app, file)
    with app.app_context():
        assert (
            db.session.scalar(select(db.func.count()).select_from(db.metadata.tables["people"])) == 2
        )  # Ana, and Ben, whose course it is


@pytest.mark.sqlite_only
def test_nor_beside_somebody_who_has_the_empty_database_open(app: Flask, tmp_path: Path):
    file = backed_up(app, tmp_path / "monday.zip")
    with empty_machine(tmp_path / "new") as machine, empty_machine(tmp_path / "new") as server:
        with server.app_context(), db.engine.connect() as connection:
            connection.exec_driver_sql("SELECT name FROM sqlite_schema").all()
            with pytest.raises(backup.BackupError, match="stop the site"):
                restored(machine, file)
        assert not (tmp_path / "new" / "keys.before").exists()
        assert current(machine) is None
