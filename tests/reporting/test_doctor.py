"""`flask doctor`, and its page: what a site promises, a line each, with the cure."""

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from app.accounts.rules import ADDED, Policy
from app.platform import clock, jobs, mail, remembered
from app.platform.db import db
from app.platform.mail import OutboxMessage
from app.platform.migrating import newest
from app.platform.transactions import writing
from app.reporting import doctor
from app.reporting.doctor import State, databases, machine
from app.reporting.doctor.finding import ago
from tests.accounts.declaring import declared
from tests.browser import Browser
from tests.certificates.claiming import changed_settings
from tests.faults import no_database
from tests.people import ANA, BEN, CORA, signed_in
from tests.platform.backup.site import backed_up
from tests.second_steps import code_of
from tests.settings import settings_for
from tests.statements import counted

DAY = timedelta(days=1)


@pytest.fixture
def looked_after(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """A school that does everything as it should be."""
    settings = {
        "base_url": "https://ce.school.example", "trusted_proxies": "1", "smtp_url": "smtp://127.0.0.1:1",
        "provider_name": "Warm Hands School", "provider_contact": "office@school.example",
    }  # fmt: skip
    with changed_settings(app, tmp_path, **settings) as site:
        site.extensions["settings"].data.chmod(0o700)
        jobs.say_alive(site)
        for policy in set(Policy) - ADDED:
            declared(site, policy)
        code_of(site, CORA)  # who published them has a second step
        remember(site, remembered.BACKUP, file="monday.zip", bytes=1_000_000, is_sealed=True)
        remember(site, remembered.REHEARSAL, file="monday.zip", made_at="2026-11-21")
        yield site


def remember(site: Flask, name: str, before: timedelta = timedelta(0), **details: object) -> None:
    with site.app_context(), writing():
        remembered.remember(name, clock.now() - before, **details)


def found(site: Flask) -> dict[str, doctor.Finding]:
    """Every finding, by what was looked at."""
    with site.app_context():
        settings, now = site.extensions["settings"], clock.now()
        return {one.what: one for one in [*doctor.quick(settings, now), *doctor.thorough(settings, now)]}


def state(site: Flask, what: str) -> State:
    return found(site)[what].state


@pytest.mark.sqlite_only  # the server of the tests is in a hurry, and the doctor says so: see below
def test_a_site_that_is_looked_after_has_nothing_to_mend(looked_after: Flask):
    assert {what: one.state for what, one in found(looked_after).items() if one.state is not State.FINE} == {}
    done = looked_after.test_cli_runner().invoke(args=["doctor"])
    assert done.exit_code == 0, done.output
    assert all(line.startswith("✓ ") for line in done.output.splitlines())
    assert "SQLite: version" in done.output
    assert "durability: journal_mode=wal, synchronous=2, foreign_keys=1" in done.output
    assert f"migrations: schema {newest()}, none pending" in done.output


@pytest.mark.sqlite_only
def test_a_new_site_is_told_what_to_do_first(app: Flask):
    done = app.test_cli_runner().invoke(args=["doctor"])
    assert done.exit_code == 1
    wrong = [line for line in done.output.splitlines() if line.startswith("✗")]
    assert all(". Cure: " in line for line in wrong)
    assert [line.split(":")[0] for line in wrong if "none" in line] == ["✗ worker", "✗ back-up"]


@pytest.mark.postgresql_only
def test_a_server_that_acknowledges_too_early_is_named(app: Flask):
    one = found(app)["durability"]
    assert one.state is State.WRONG, "the tests' own server does"
    assert "fsync=off" in one.found
    assert "set fsync and full_page_writes and synchronous_commit to on" in one.cure
    assert found(app)["PostgreSQL"].state is State.FINE


def test_programs_read_it_as_json(looked_after: Flask):
    told = json.loads(looked_after.test_cli_runner().invoke(args=["doctor", "--json"]).output)
    assert {"what", "state", "found", "cure"} == set(told[0])
    assert {"issue log", "back-up", "disk"} <= {one["what"] for one in told}


def test_a_back_up_grows_old_and_a_rehearsal_too(looked_after: Flask):
    remember(looked_after, remembered.BACKUP, 8 * DAY, file="old.zip", bytes=1, is_sealed=True)
    remember(looked_after, remembered.REHEARSAL, 91 * DAY, file="old.zip", made_at="")
    assert state(looked_after, "back-up") is State.WRONG
    assert "8 days ago" in found(looked_after)["back-up"].found
    assert state(looked_after, "tested restore") is State.ADVICE


def test_the_command_that_makes_a_back_up_is_remembered(looked_after: Flask, tmp_path: Path):
    remember(looked_after, remembered.BACKUP, 8 * DAY, file="old.zip", bytes=1, is_sealed=True)
    looked_after.test_cli_runner().invoke(args=["backup", str(tmp_path / "new.zip")])
    one = found(looked_after)["back-up"]
    assert "new.zip" in one.found
    assert "a moment ago" in one.found
    assert one.state is State.ADVICE, "it lacks the keys"
    file = backed_up(looked_after, tmp_path / "sealed.zip", passphrase="")
    looked_after.test_cli_runner().invoke(args=["restore", "--rehearse", str(file)])
    assert "sealed.zip was tried a moment ago" in found(looked_after)["tested restore"].found


def test_a_worker_that_died_is_missed(looked_after: Flask):
    remember(looked_after, remembered.WORKER, timedelta(minutes=6))
    assert state(looked_after, "worker") is State.WRONG


def test_mail_that_does_not_leave_is_told_with_its_reason(looked_after: Flask):
    with looked_after.app_context(), writing():
        mail.queue(ANA.email, "One", "Hello", clock.now() - timedelta(hours=2))
    jobs.run_due(looked_after)
    one = found(looked_after)["mail"]
    assert one.state is State.WRONG
    assert "1 messages wait, the oldest was written 2 hours ago (ConnectionRefusedError" in one.found
    with looked_after.app_context(), writing():
        db.session.execute(update(OutboxMessage).values(called_off_at=clock.now()))
    assert state(looked_after, "mail") is State.FINE


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("what", "settings", "expected"),
    [
        ("HTTPS", {"base_url": "http://school.example"}, State.WRONG),
        ("HTTPS", {"base_url": "https://school.example"}, State.ADVICE),
        ("HTTPS", {"base_url": "https://school.example", "trusted_proxies": "1"}, State.FINE),
        ("HTTPS", {"base_url": "http://localhost:8000"}, State.FINE),
        ("address", {"base_url": "http://localhost:8000"}, State.ADVICE),
        ("address", {"base_url": "https://school.example"}, State.FINE),
    ],
)
def test_addresses(tmp_path: Path, what: str, settings: dict[str, str], expected: State):
    check = {"HTTPS": machine.https, "address": machine.address}[what]
    assert check(settings_for(tmp_path, **settings), clock.now()).state is expected


@pytest.mark.sqlite_only
def test_files_that_others_may_open_are_named_with_the_command_that_closes_them(tmp_path: Path):
    settings = settings_for(tmp_path / "data", secret_key="")
    (settings.data / "secret-key").chmod(0o644)
    settings.data.chmod(0o755)
    assert f"chmod 600 {settings.data}/secret-key" in machine.secret(settings, clock.now()).cure
    assert f"chmod 700 {settings.data}" in machine.data_folder(settings, clock.now()).cure
    (settings.data / "secret-key").chmod(0o600)
    assert machine.secret(settings, clock.now()).state is State.FINE


@pytest.mark.sqlite_only
@pytest.mark.parametrize(("free", "expected"), [(10**8, State.WRONG), (10**9, State.ADVICE), (10**10, State.FINE)])
def test_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, expected: State):
    monkeypatch.setattr("shutil.disk_usage", lambda _place: type("Usage", (), {"free": free}))
    assert machine.disk(settings_for(tmp_path), clock.now()).state is expected


@pytest.mark.sqlite_only
def test_a_damaged_file_is_told(looked_after: Flask, monkeypatch: pytest.MonkeyPatch):
    file = Path(looked_after.extensions["settings"].database_url.removeprefix("sqlite:///"))
    with looked_after.app_context():
        db.session.execute(db.text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.session.remove()
        db.engine.dispose()
    data = bytearray(file.read_bytes())
    for page in range(20, len(data) // 4096):
        data[page * 4096 : page * 4096 + 8] = os.urandom(8)
    file.write_bytes(data)
    one = found(looked_after)["integrity"]
    assert one.state is State.WRONG
    assert "restore the last back-up" in one.cure or "could not be looked at" in one.found


@pytest.mark.sqlite_only
def test_an_older_schema_is_told(app: Flask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(databases, "newest", lambda: "9999")
    assert "make a back-up, then run flask serve" in found(app)["migrations"].cure
    monkeypatch.setattr(databases, "newest", lambda: "0001")
    assert "install the newer one" in found(app)["migrations"].cure


def test_a_database_that_is_away_is_a_finding_and_no_traceback(app: Flask):
    with no_database(app):
        done = app.test_cli_runner().invoke(args=["doctor"])
    assert done.exit_code == 1
    assert "could not be looked at" in done.output
    assert "Traceback" not in done.output
    assert "disk" in done.output, "the rest is looked at all the same"


def test_the_page_shows_the_same_to_administrators(looked_after: Flask):
    cora = Browser(signed_in(looked_after, CORA))
    cora.get("/admin/doctor").says("How the site stands", "back-up", "monday.zip", "not looked at yet")
    looked_after.test_cli_runner().invoke(args=["doctor"])
    cora.get("/admin/doctor").says("Looked at by the command", "issue log", "0 entries, unbroken")
    remember(looked_after, remembered.WORKER, DAY)
    cora.get("/admin/doctor").says("not kept", "Cure:", "flask work")


@pytest.mark.sqlite_only  # whose durability is not kept in a hurry
def test_the_page_says_when_what_takes_long_was_last_looked_at(looked_after: Flask):
    cora = Browser(signed_in(looked_after, CORA))
    cora.get("/admin/doctor").says("Every promise that was looked at is kept", "none was taken yet")
    remember(looked_after, remembered.LONG_LOOK, DAY, findings=[])
    cora.get("/admin/doctor").says("Every promise is kept", "taken 1 day ago").says_not("run flask doctor")
    remember(looked_after, remembered.LONG_LOOK, 8 * DAY, findings=[])
    cora.get("/admin/doctor").says("taken 8 days ago: nobody knows", "run flask doctor on the machine of the site")


def test_the_page_is_for_administrators_alone(app: Flask):
    for someone in (ANA, BEN):
        assert signed_in(app, someone).get("/admin/doctor").status_code == 403


def test_the_page_asks_a_constant_number_of_questions(looked_after: Flask):
    cora = signed_in(looked_after, CORA)
    cora.get("/admin/doctor")
    with counted(looked_after) as before:
        cora.get("/admin/doctor")
    with looked_after.app_context(), writing():
        for number in range(30):
            mail.queue(ANA.email, f"Letter {number}", "Hello", clock.now())
    with counted(looked_after) as after:
        cora.get("/admin/doctor")
    assert len(after) == len(before) <= 20


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (timedelta(seconds=-5), "a moment ago"), (timedelta(seconds=59), "a moment ago"),
        (timedelta(minutes=1), "1 minute ago"), (timedelta(hours=23), "23 hours ago"), (49 * DAY / 24, "2 days ago"),
    ],
)  # fmt: skip
def test_ages_are_told_in_words(since: timedelta, words: str):
    assert ago(since) == words
