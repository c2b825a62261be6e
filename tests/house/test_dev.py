"""dev.py notices every environment that is not whole, and touches none that is."""

import json
from pathlib import Path

import pytest

import dev

INSTALLED = ["flask-3.1.dist-info", "lxml-6.1.dist-info"]


@pytest.fixture
def done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A project folder without an environment, and what dev.py does about it."""
    for name, value in {"ROOT": tmp_path, "VENV": tmp_path / ".venv"}.items():
        monkeypatch.setattr(dev, name, value)
    for name, path in {"STAMP": "fascia.json", "LOG": "install.log", "PYTHON": "bin/python"}.items():
        monkeypatch.setattr(dev, name, tmp_path / ".venv" / path)
    for lock in (dev.RUN_LOCK, dev.DEV_LOCK):
        (tmp_path / lock).write_text(f"{lock} 1")
    done: list[str] = []
    monkeypatch.setattr(dev, "make_environment", lambda: done.append("made") or fake_environment(tmp_path))
    monkeypatch.setattr(dev, "install", done.append)
    monkeypatch.setattr(dev, "say", lambda words: None)
    return done


def fake_environment(folder: Path) -> None:
    """What make_environment and install leave."""
    (folder / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
    (folder / ".venv" / "bin" / "python").touch()
    for name in INSTALLED:
        (folder / ".venv" / "lib" / "python3.11" / "site-packages" / name).mkdir(parents=True, exist_ok=True)


def test_the_second_run_does_nothing(done):
    dev.prepare(dev.RUN_LOCK)
    dev.prepare(dev.RUN_LOCK)
    assert done == ["made", dev.RUN_LOCK]


def test_the_tests_need_more_than_the_server_and_the_server_no_more_than_the_tests(done):
    dev.prepare(dev.RUN_LOCK)
    dev.prepare(dev.DEV_LOCK)
    dev.prepare(dev.RUN_LOCK)
    assert done == ["made", dev.RUN_LOCK, dev.DEV_LOCK]


def test_a_new_lock_is_installed_into_the_old_environment(done):
    dev.prepare(dev.RUN_LOCK)
    (dev.ROOT / dev.RUN_LOCK).write_text("a newer one")
    dev.prepare(dev.RUN_LOCK)
    assert done == ["made", dev.RUN_LOCK, dev.RUN_LOCK]


def damaged(how: str) -> None:
    """Harm the environment."""
    if how == "killed half-way":
        dev.STAMP.unlink()
    elif how == "stamp cut short":
        dev.STAMP.write_text(dev.STAMP.read_text()[:40])
    elif how == "python gone":
        dev.PYTHON.unlink()
    elif how == "package gone":
        (dev.VENV / "lib" / "python3.11" / "site-packages" / INSTALLED[1]).rmdir()
    elif how == "moved":
        dev.STAMP.write_text(json.dumps(dev.read_stamp() | {"folder": "/somewhere/else"}))


@pytest.mark.parametrize("how", ["killed half-way", "stamp cut short", "python gone", "package gone", "moved"])
def test_a_broken_environment_is_made_anew(done, how):
    dev.prepare(dev.RUN_LOCK)
    damaged(how)
    dev.prepare(dev.RUN_LOCK)
    assert done == ["made", dev.RUN_LOCK] * 2


def test_a_failed_upgrade_that_touched_nothing_leaves_what_worked(done, monkeypatch):
    dev.prepare(dev.RUN_LOCK)
    working = dev.read_stamp()
    (dev.ROOT / dev.RUN_LOCK).write_text("a newer one")

    def no_network(lock: str) -> None:
        raise dev.SetUpError("no network")

    monkeypatch.setattr(dev, "install", no_network)
    with pytest.raises(dev.SetUpError):
        dev.prepare(dev.RUN_LOCK)
    assert dev.read_stamp() == working


def test_help_explains_every_command(capsys):
    assert dev.main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(f"dev.py {command}" in said for command in ("serve", "test", "bench", "check"))


def test_a_mistyped_command_is_answered_in_one_line(capsys):
    assert dev.main(["tset"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
