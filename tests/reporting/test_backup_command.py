"""`flask backup` and `flask restore`, as an administrator without IT staff meets them."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.certificates.claiming import changed_settings
from tests.platform.backup.site import PASSPHRASE, empty_machine, lived_in

pytestmark = pytest.mark.sqlite_only  # what is said; the rows are looked at elsewhere


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=[*arguments])


@pytest.fixture
def file(app: Flask, tmp_path: Path) -> Path:
    """A back-up of the school, with its keys, made by the command."""
    lived_in(app, tmp_path)
    with changed_settings(app, tmp_path, backup_passphrase=PASSPHRASE) as site:
        done = run(site, "backup", str(tmp_path / "monday.zip"))
    assert done.exit_code == 0, done.output
    assert "sealed to the passphrase" in done.output
    return tmp_path / "monday.zip"


def test_without_a_passphrase_it_says_what_is_not_in_it(app: Flask, tmp_path: Path):
    done = run(app, "backup", str(tmp_path / "monday.zip"))
    assert (done.exit_code, len(done.output.splitlines())) == (0, 2)
    assert "are NOT in it" in done.output
    again = run(app, "backup", str(tmp_path / "monday.zip"))
    assert (again.exit_code, again.output.count("\n")) == (1, 1)
    assert "say --replace" in again.output
    assert run(app, "backup", "--replace", str(tmp_path / "monday.zip")).exit_code == 0


def test_restoring_says_what_is_back_and_what_is_left_to_do(file: Path, tmp_path: Path):
    changes = {"backup_passphrase": PASSPHRASE, "provider_name": "Warm Hands School"}
    with empty_machine(tmp_path / "new", **changes) as machine:
        done = run(machine, "restore", str(file))
        assert done.exit_code == 0, done.output
        assert done.output.startswith("Restored the back-up of ")
        assert "Issue log: 1 entries, unbroken" in done.output
        assert "The keys that were here before lie in" in done.output
        assert "Set FASCIA_PROVIDER_NAME if it shall be as before: it was 'Provider not yet named'" in done.output
        again = run(machine, "restore", str(file))
        assert (again.exit_code, again.output.count("\n")) == (1, 1)
        assert "There is data here already" in again.output


def test_without_the_keys_it_says_so(file: Path, tmp_path: Path):
    with empty_machine(tmp_path / "new") as machine:
        assert "say --without-keys" in run(machine, "restore", str(file)).output
        done = run(machine, "restore", "--without-keys", str(file))
        assert "a key of this machine signs from now on" in done.output
        assert "everybody signs in again" in done.output


def test_a_file_that_is_not_there(app: Flask, tmp_path: Path):
    done = run(app, "restore", str(tmp_path / "nothing.zip"))
    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert "No such file" in done.output


def test_a_rehearsal_says_that_the_file_is_good(app: Flask, file: Path, tmp_path: Path):
    with changed_settings(app, tmp_path, backup_passphrase=PASSPHRASE) as site:
        done = run(site, "restore", "--rehearse", str(file))
    assert done.exit_code == 0, done.output
    assert "row by row as it should be" in done.output
