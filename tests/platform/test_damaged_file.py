"""No server starts on a file that is damaged, cut short, or without its log; it says what to do and touches nothing."""

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app import create_app
from app.accounts.models import Person
from app.platform import soundness
from app.platform.db import db
from app.platform.environment import SettingsError
from app.platform.settings import Settings
from app.platform.sqlite import driver
from app.reporting import serving
from tests.people import ANA, add
from tests.settings import settings_for
from tests.sitting import stored

PAGE = 4096
pytestmark = pytest.mark.sqlite_only


@pytest.fixture
def stopped(app: Flask) -> Path:
    """The file of a site that was stopped in order."""
    add(app, ANA)
    with app.app_context():
        db.engine.dispose()
    return Path(app.extensions["settings"].database_url.removeprefix("sqlite:///"))


def settings_of(file: Path) -> Settings:
    return settings_for(file.parent, f"sqlite:///{file}")


def refusal(file: Path) -> str:
    """What the start says; nothing but the log of the damage is written, not even a byte."""
    before = {path.name: path.read_bytes() for path in file.parent.glob("*sqlite3*") if not path.name.endswith("-shm")}
    with pytest.raises(SettingsError) as refused:
        soundness.refuse_a_damaged_file(settings_of(file))
    after = {path.name: path.read_bytes() for path in file.parent.glob("*sqlite3*") if not path.name.endswith("-shm")}
    assert after == before
    return refused.value.message


def test_a_whole_file_and_none_at_all_are_fine(stopped: Path, tmp_path: Path):
    soundness.refuse_a_damaged_file(settings_of(stopped))
    soundness.refuse_a_damaged_file(settings_of(tmp_path / "nothing" / "here.sqlite3"))
    assert sorted(path.name for path in stopped.parent.glob("*.sqlite3*")) == [stopped.name]


def test_a_file_that_was_cut_short(stopped: Path):
    with stopped.open("r+b") as file:
        file.truncate(stopped.stat().st_size // 2)
    said = refusal(stopped)
    assert said.startswith(f"{stopped} is damaged (")
    assert "restore the newest back-up" in said


def test_pages_that_are_not_what_they_were(stopped: Path):
    data = bytearray(stopped.read_bytes())
    for page in range(5, len(data) // PAGE):
        data[page * PAGE : page * PAGE + 8] = os.urandom(8)
    stopped.write_bytes(data)
    assert "is damaged" in refusal(stopped)


def test_a_file_of_another_kind(stopped: Path):
    stopped.write_bytes(b"Dear Sir or Madam, " * 1000)
    assert "file is not a database" in refusal(stopped)


def crashed(app: Flask, folder: Path) -> Path:
    """The folder as it lies there after a crash: the file, its log, and the memory they share."""
    folder.mkdir()
    add(app, ANA)
    file = Path(app.extensions["settings"].database_url.removeprefix("sqlite:///"))
    for path in file.parent.glob(f"{file.name}*"):
        shutil.copy(path, folder)
    return folder / file.name


def test_after_a_crash_the_log_is_read_and_the_site_goes_on(app: Flask, tmp_path: Path):
    file = crashed(app, tmp_path / "crashed")
    soundness.refuse_a_damaged_file(settings_of(file))
    again = create_app(settings_of(file))
    assert [person.email for person in stored(again, select(Person))] == [ANA.email]
    with again.app_context():
        db.engine.dispose()


def test_a_file_without_its_log_is_not_taken_for_all_there_is(app: Flask, tmp_path: Path):
    """Ana is in the log alone: whoever copies the file without it loses her, and would never know."""
    file = crashed(app, tmp_path / "crashed")
    log = file.with_name(f"{file.name}-wal")
    log.unlink()
    said = refusal(file)
    assert said.startswith(f"{log} is missing, and the last answers that were saved are in it.")
    assert "Put it back" in said


def test_after_a_stop_in_order_there_is_no_log_to_read(app: Flask, tmp_path: Path):
    """The server's processes just end, and leave the same behind as a crash does."""
    file = crashed(app, tmp_path / "ended")
    soundness.end_log(settings_of(file))
    assert [path.name for path in file.parent.glob("*.sqlite3*")] == [file.name]
    again = create_app(settings_of(file))
    assert [person.email for person in stored(again, select(Person))] == [ANA.email]
    with again.app_context():
        db.engine.dispose()


def test_what_another_program_has_open_keeps_its_log(app: Flask, tmp_path: Path):
    file = crashed(app, tmp_path / "shared")
    with closing(driver().connect(file)) as other:
        other.execute("pragma schema_version")
        soundness.end_log(settings_of(file))
        assert other.execute("select email from people").fetchall() == [(ANA.email,)]
        assert file.with_name(f"{file.name}-wal").exists()


def test_the_server_s_command_ends_the_log_however_the_server_stopped(app: Flask, monkeypatch: pytest.MonkeyPatch):
    ended: list[Settings] = []

    def stops(*_given: object) -> None:
        raise SystemExit(1)

    monkeypatch.setattr(serving, "refuse_a_taken_port", lambda _settings: None)
    monkeypatch.setattr(serving, "prepare", lambda _app: [])
    monkeypatch.setattr(serving, "serve", stops)
    monkeypatch.setattr(soundness, "end_log", ended.append)
    assert app.test_cli_runner().invoke(args=["serve"]).exit_code == 1
    assert ended == [app.extensions["settings"]]


def test_the_command_says_so_in_one_line(app: Flask, stopped: Path, monkeypatch: pytest.MonkeyPatch):
    stopped.write_bytes(stopped.read_bytes()[: PAGE * 3])
    done = app.test_cli_runner().invoke(args=["serve"])
    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert done.output.startswith(f"Error: {stopped} is damaged")
