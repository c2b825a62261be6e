"""Backing up a site while people work: everything that was acknowledged before is in it, and nothing is half in it."""

import json
import resource
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessment.models import AnswerEvent
from app.platform import backup
from tests.making import a_course
from tests.people import ANA, DEE, Someone
from tests.platform.backup.site import backed_up, bare_url, empty_machine, lived_in, manifest_of, restored
from tests.sitting import RIGHT_WORDS, WRONG_WORDS, by_script, enrolled, kind_of, started, stored, values_of

EVE = Someone("Eve Sato", "eve@example.org")


def saving(app: Flask, someone: Someone, acknowledged: list[str], stop: threading.Event) -> Callable[[], None]:
    """Somebody who changes her mind until she is told to stop; the operations that the server said yes to are noted."""
    page = started(enrolled(app, someone))
    words = (RIGHT_WORDS[kind_of(page)], WRONG_WORDS[kind_of(page)])
    fields = [values_of(page, answer) for answer in words]

    def save() -> None:
        sequence, count = "0", 0
        while not stop.is_set():
            operation = f"{someone.email} {count}"
            told = by_script(page, **fields[count % 2] | {"seq": sequence, "operation": operation})
            assert told.status_code == 200
            acknowledged.append(operation)
            sequence, count = str(told.json["seq"]), count + 1

    return save


@contextmanager
def at_work(app: Flask) -> Iterator[list[str]]:
    """Three students save all the while; the list holds what they were told is saved."""
    acknowledged, stop = list[str](), threading.Event()
    steps = [saving(app, someone, acknowledged, stop) for someone in (ANA, DEE, EVE)]
    threads = [threading.Thread(target=step) for step in steps]
    for thread in threads:
        thread.start()
    try:
        while len(acknowledged) < 20:
            threads[0].join(0.01)
        yield acknowledged
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def events(app: Flask) -> dict[str, tuple[int, int, str, str]]:
    """Every saved answer, by operation."""
    return {
        one.operation: (one.id, one.sequence, json.dumps(one.response), one.received_at.isoformat())
        for one in stored(app, select(AnswerEvent))
    }


def test_every_answer_that_was_acknowledged_before_is_in_it(
    app: Flask, database: str, tmp_path: Path, request: pytest.FixtureRequest
):
    a_course(app, tmp_path)
    with at_work(app) as acknowledged:
        before = list(acknowledged)
        file = backed_up(app, tmp_path / "monday.zip")
        while len(acknowledged) < len(before) + 10:
            threading.Event().wait(0.01)
    with empty_machine(tmp_path / "new", bare_url(database, request)) as machine:
        restored(machine, file)
        found, live = events(machine), events(app)
    assert set(before) <= set(found), "nothing that was acknowledged is missing"
    assert len(found) < len(live), "they really went on meanwhile"
    assert {operation: live[operation] for operation in found} == found, "and every row is the one that was saved"
    assert set(acknowledged) == set(live)


@pytest.mark.sqlite_only
def test_what_a_back_up_holds_and_what_it_leaves_out(app: Flask, tmp_path: Path):
    lived_in(app, tmp_path)
    data = app.extensions["settings"].data
    (data / ".hidden").write_text("of an editor")
    backed_up(app, data / "in the folder itself.zip")
    file = backed_up(app, data / "the next day.zip")
    with zipfile.ZipFile(file) as found:
        assert found.testzip() is None, "any ZIP program reads it"
        inside = {name for name in found.namelist() if not name.startswith("tables/")}
        sealed, rest = found.read("sealed.json"), b"".join(found.read(name) for name in inside - {"sealed.json"})
    assert inside == {
        "manifest.json", "sealed.json", "keys/0001/certificate.pem", "data/boards.toml", "data/pictures/Grüße 手.webp"
    }  # fmt: skip
    secret = app.extensions["settings"].secret_key.encode()
    assert secret not in sealed + rest
    assert b"PRIVATE" not in sealed + rest
    assert file.stat().st_mode & 0o077 == 0, "for its owner's eyes"


def test_it_tells_versions_counts_and_settings_but_no_secret(app: Flask, tmp_path: Path):
    told = manifest_of(backed_up(lived_in(app, tmp_path), tmp_path / "monday.zip"))
    assert told["tables"]["people"]["rows"] == 2  # Ana, and Ben, whose course it is
    assert (told["version"], told["settings"]["base_url"]) == ("0.1.0", "http://localhost")
    assert all(len(one["sha256"]) == 64 for one in told["members"].values())
    assert app.extensions["settings"].secret_key not in json.dumps(told)
    assert app.extensions["settings"].database_url not in json.dumps(told)


@pytest.mark.sqlite_only
def test_one_that_is_there_is_not_overwritten_unasked(app: Flask, tmp_path: Path):
    file = backed_up(app, tmp_path / "monday.zip")
    with pytest.raises(backup.BackupError, match="exists already"):
        backed_up(app, file)


@contextmanager
def full_at(size: int) -> Iterator[None]:
    """No file may grow beyond `size` bytes: to a program, the same as a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [0, 5_000, 30_000])
def test_a_full_disk_leaves_no_half_file_and_says_so(app: Flask, tmp_path: Path, size: int):
    lived_in(app, tmp_path)
    folder = tmp_path / "disk"
    folder.mkdir()
    with pytest.raises(backup.BackupError, match=r"no back-up was written") as told, full_at(size):
        backed_up(app, folder / "monday.zip")
    assert "room left" in told.value.message
    assert list(folder.iterdir()) == []
    backed_up(app, folder / "monday.zip")


@pytest.mark.sqlite_only
def test_a_folder_that_is_not_there(app: Flask, tmp_path: Path):
    with pytest.raises(backup.BackupError, match="no back-up was written"):
        backed_up(app, tmp_path / "nowhere" / "monday.zip")
