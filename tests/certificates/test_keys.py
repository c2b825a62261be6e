"""The keys that sign certificates: made once, whoever starts first, kept private, rotated without loss."""

import shutil
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.x509 import BasicConstraints, KeyUsage
from flask import Flask

from app.certificates.documents import keys
from app.certificates.documents.x509 import name_in
from app.platform.environment import SettingsError
from tests.certificates.issued import NOON

SCHOOL = "Harbor School of Massage"


def test_the_first_start_makes_a_key_that_only_its_owner_may_read(tmp_path: Path):
    key = keys.opened(tmp_path / "keys", SCHOOL, NOON).current
    assert isinstance(key.private.curve, SECP256R1)
    assert {path: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "keys").rglob("*")} == {
        tmp_path / "keys/0001": 0o700,
        tmp_path / "keys/0001/private.pem": 0o600,
        tmp_path / "keys/0001/certificate.pem": 0o644,
    }


def test_every_later_start_finds_it(tmp_path: Path):
    first = keys.opened(tmp_path, SCHOOL, NOON).current
    assert keys.opened(tmp_path, SCHOOL, NOON + timedelta(days=1)).current.id == first.id


def test_the_certificate_is_the_schools_for_signing_documents_and_for_life(tmp_path: Path):
    certificate = keys.opened(tmp_path, SCHOOL, NOON).current.certificate
    assert name_in(certificate) == SCHOOL
    assert certificate.subject == certificate.issuer
    assert (certificate.not_valid_before_utc, certificate.not_valid_after_utc.year) == (NOON, 9999)
    usage = certificate.extensions.get_extension_for_class(KeyUsage).value
    assert (usage.digital_signature, usage.content_commitment, usage.key_cert_sign) == (True, True, False)
    assert certificate.extensions.get_extension_for_class(BasicConstraints).value.ca is False


def test_processes_that_start_together_end_up_with_one_key(tmp_path: Path):
    run = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from app.certificates.documents import keys\n"
        "print(keys.opened(Path(sys.argv[1]), 'School', datetime(2026, 11, 21, tzinfo=UTC)).current.id)"
    )
    with ThreadPoolExecutor(4) as threads:
        command = [sys.executable, "-c", run, str(tmp_path / "keys")]
        started = [
            threads.submit(subprocess.run, command, capture_output=True, text=True, check=True) for _ in range(4)
        ]
    assert len({one.result().stdout for one in started}) == 1
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["0001"]


def test_whoever_comes_second_throws_his_key_away(tmp_path: Path):
    first = keys.opened(tmp_path, SCHOOL, NOON).current
    keys._add(tmp_path, 1, "Somebody faster", NOON)
    assert keys.Keyring(tmp_path).current.id == first.id
    assert [path.name for path in tmp_path.iterdir()] == ["0001"]


def test_a_rotated_key_stays_published_and_signs_no_more(tmp_path: Path):
    here, elsewhere = keys.opened(tmp_path, SCHOOL, NOON), keys.Keyring(tmp_path)
    first = elsewhere.current
    second = here.rotate(SCHOOL, NOON)
    assert second.id != first.id
    assert elsewhere.current.id == second.id, "another process notices"
    assert [key.id for key in elsewhere.public] == [second.id, first.id]
    assert not (tmp_path / "0001/private.pem").exists()


def test_another_name_of_the_school_gets_a_key_of_its_own(tmp_path: Path):
    keyring = keys.opened(tmp_path, "Provider not yet named", NOON)
    first, second = keyring.current, keyring.key_of(SCHOOL, NOON)
    assert (first.id != second.id, name_in(second.certificate)) == (True, SCHOOL)
    assert keyring.key_of(SCHOOL, NOON).id == second.id
    assert keys.opened(tmp_path, "Provider not yet named", NOON).current.id == second.id, "a start changes no key"


def test_shared_keys_that_cannot_be_written_here_sign_on(tmp_path: Path, monkeypatch):
    keyring = keys.opened(tmp_path, SCHOOL, NOON)
    first = keyring.current

    def refuse(*_args, **_more):
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr(keys.tempfile, "mkdtemp", refuse)
    assert keyring.key_of("Lighthouse School", NOON).id == first.id


def test_a_name_longer_than_a_certificate_takes_makes_one_key_only(tmp_path: Path):
    long = "École de massothérapie du Québec, bureau de la formation continue et du perfectionnement"
    assert len({keys.opened(tmp_path, long, NOON).key_of(long, NOON).id for _ in range(3)}) == 1


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (
            lambda place: (place / "private.pem").write_text("not a key"),
            "private.pem cannot be read; give it to this user",
        ),
        (lambda place: (place / "private.pem").unlink(), "restore it from a back-up, or move"),
        (lambda place: (place / "certificate.pem").write_text("-----"), "certificate.pem cannot be read; restore it"),
        (lambda place: shutil.copy(place.parent / "0002/private.pem", place), "private.pem does not belong to"),
    ],
)
def test_a_key_that_cannot_be_read_stops_the_start_with_the_cure(tmp_path: Path, spoil, words: str):
    keys.opened(tmp_path, SCHOOL, NOON).rotate(SCHOOL, NOON)
    (tmp_path / "0001").rename(tmp_path / "0003")  # the newest now, without its private half
    (tmp_path / "0003/private.pem").write_bytes((tmp_path / "0002/private.pem").read_bytes())
    spoil(tmp_path / "0003")
    with pytest.raises(SettingsError, match=words) as error:
        keys.opened(tmp_path, SCHOOL, NOON)
    assert error.value.message.count("\n") == 0


def test_a_file_where_the_folder_should_be_stops_the_start(tmp_path: Path):
    (tmp_path / "keys").write_text("")
    with pytest.raises(SettingsError, match="keys cannot be read"):
        keys.opened(tmp_path / "keys", SCHOOL, NOON)


def test_a_folder_that_cannot_be_written_stops_the_start(tmp_path: Path, monkeypatch):
    def refuse(*_args, **_more):
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr(keys.tempfile, "mkdtemp", refuse)
    with pytest.raises(SettingsError, match=r"cannot be written \(Permission denied\); give it to this user"):
        keys.opened(tmp_path, SCHOOL, NOON)


@pytest.mark.sqlite_only
def test_the_commands_list_and_rotate(app: Flask):
    run = app.test_cli_runner()
    [first] = run.invoke(args=["keys", "list"]).output.splitlines()
    told = run.invoke(args=["keys", "rotate"]).output
    assert "signs from now on. Back up" in told
    newest, oldest = run.invoke(args=["keys", "list"]).output.splitlines()
    assert (oldest, newest.split("\t")[0]) == (first, told.split()[0])
    assert first.endswith("\tProvider not yet named")
