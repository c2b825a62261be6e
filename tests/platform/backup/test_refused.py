"""A back-up that is damaged, cut short, forged or none at all is refused in one sentence, and nothing is changed."""

import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import example, given
from hypothesis import strategies as st

from app.platform import backup
from app.platform.backup import reading
from app.platform.backup.names import alike, is_inside, is_ours
from app.platform.backup.tables import OUT_OF_FILE, row_of
from app.platform.migrating import current
from tests.databases import SQLiteTemplate
from tests.people import ANA, add
from tests.platform.backup.forging import Contents, forged, lines, with_checksum, with_manifest
from tests.platform.backup.site import PASSPHRASE, backed_up, bare_url, empty_machine, manifest_of, restored

pytestmark = pytest.mark.sqlite_only


@pytest.fixture(scope="module")
def good(sqlite_template: SQLiteTemplate, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good one, of a site with one person."""
    folder = tmp_path_factory.mktemp("good")
    with empty_machine(folder, sqlite_template.copy_to(folder)) as site:
        add(site, ANA)
        return backed_up(site, folder / "good.zip")


@pytest.fixture
def file(good: Path, tmp_path: Path) -> Path:
    """The good one, to be spoilt."""
    return Path(shutil.copy(good, tmp_path / "monday.zip"))


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Flask]:
    with empty_machine(tmp_path / "new") as found:
        yield found


def listing(folder: Path) -> list[str]:
    """Every file and folder in it."""
    return sorted(str(path) for path in folder.rglob("*"))


def refusal(machine: Flask, file: Path, passphrase: str = PASSPHRASE, **how: bool) -> str:
    """Why the machine refuses the file; it is as empty afterwards as it was before."""
    data = machine.extensions["settings"].data
    assert current(machine) is None
    before = listing(data)
    with pytest.raises(backup.BackupError) as refused:
        restored(machine, file, passphrase, **how)
    assert current(machine) is None
    assert listing(data) == before
    sentence = refused.value.message
    assert "\n" not in sentence
    assert len(sentence) < 400
    return sentence


def test_a_damaged_byte_is_found_wherever_it_is(file: Path, tmp_path: Path):
    good, bad = file.read_bytes(), tmp_path / "damaged.zip"
    for place in [*range(0, len(good), len(good) // 400), *range(len(good) - 100, len(good))]:
        bad.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        with pytest.raises(backup.BackupError), reading.opened(bad, tmp_path):
            pass


def test_so_is_a_file_that_was_cut_short(file: Path, tmp_path: Path):
    good, bad = file.read_bytes(), tmp_path / "short.zip"
    for length in [0, 1, 4, 63, 64, 65, *range(100, len(good), len(good) // 100), len(good) - 1]:
        bad.write_bytes(good[:length])
        with (
            pytest.raises(backup.BackupError, match=r"is not a back-up|damaged or cut short"),
            reading.opened(bad, tmp_path),
        ):
            pass


def test_a_damaged_one_is_refused_in_one_sentence(machine: Flask, file: Path):
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 255
    file.write_bytes(data)
    assert "damaged or cut short" in refusal(machine, file)
    file.write_bytes(b"%PDF-1.7 a certificate")
    assert "is not a back-up of Fascia" in refusal(machine, file)


def test_a_wrong_passphrase(machine: Flask, file: Path):
    assert "The passphrase is not the one" in refusal(machine, file, "warm hands on a cold evening")
    assert "give the passphrase, or say --without-keys" in refusal(machine, file, "")


def test_a_passphrase_for_a_back_up_without_keys(app: Flask, machine: Flask, tmp_path: Path):
    file = backed_up(app, tmp_path / "open.zip", passphrase="")
    assert "holds no sealed keys" in refusal(machine, file)


def test_a_passphrase_that_is_too_short_makes_no_back_up(app: Flask, tmp_path: Path):
    with pytest.raises(backup.BackupError, match="fewer than 12"):
        backed_up(app, tmp_path / "monday.zip", "warm hands")
    assert not (tmp_path / "monday.zip").exists()


def administrator(members: Contents, _manifest: dict[str, Any]) -> None:
    members["tables/people.jsonl"] = members["tables/people.jsonl"].replace(b'"student"', b'"administrator"')


def newer(_members: Contents, manifest: dict[str, Any]) -> None:
    manifest.update(schema="9999", version="3.0.0")


def other_format(_members: Contents, manifest: dict[str, Any]) -> None:
    manifest["format"] = 2


def missing_table(members: Contents, _manifest: dict[str, Any]) -> None:
    del members["tables/people.jsonl"]


def fewer_rows(members: Contents, _manifest: dict[str, Any]) -> None:
    members["tables/people.jsonl"] = b""


def nonsense(members: Contents, _manifest: dict[str, Any]) -> None:
    members["tables/people.jsonl"] = b'["not", "a", "person"]\n'


def no_end(members: Contents, _manifest: dict[str, Any]) -> None:
    members["tables/people.jsonl"] = members["tables/people.jsonl"][:-1]


def nowhere(members: Contents, manifest: dict[str, Any]) -> None:
    """Nobody is enrolled in no course."""
    told = manifest["tables"]["enrolments"]
    sample = {"integer": 77, "moment": "2026-11-21 17:00:00.000000"}
    members["tables/enrolments.jsonl"] = lines([sample[one["kind"]] for one in told["columns"]])
    told["rows"] = 1


def hidden(members: Contents, _manifest: dict[str, Any]) -> None:
    members["data/secret-key"] = b"a secret that a stranger knows, of enough characters"


def database(members: Contents, _manifest: dict[str, Any]) -> None:
    members["data/fascia.sqlite3"] = b"SQLite format 3\0"


FORGERIES = {
    newer: "by Fascia 3.0.0 with schema '9999'",
    other_format: "another format",
    missing_table: "not those of its schema",
    fewer_rows: "not hold as many rows of people",
    nonsense: "Row 1 of people cannot be read",
    no_end: "in the middle of a row",
    nowhere: "that is not in it",
    hidden: "holds secret-key",
    database: "holds fascia.sqlite3",
}


@pytest.mark.parametrize(
    "told",
    [
        "2026-11-21", "2026-11-21 17:00:00", "2026-11-21T17:00:00.000000", "2026-11-21 17:00:00.000000+00:00",
        "2026-02-30 17:00:00.000000", "2026-11-21 17:00:00.000000 ", "", 5, True,
    ],
)  # fmt: skip
def test_a_moment_that_no_back_up_holds(told: object):
    good = "2026-11-21 17:00:00.000000"
    assert row_of(lines([good, None]), [OUT_OF_FILE["moment"]] * 2) == [good, None]
    with pytest.raises((ValueError, TypeError)):
        row_of(lines([told]), [OUT_OF_FILE["moment"]])


@pytest.mark.parametrize("change", FORGERIES)
def test_a_forged_one(machine: Flask, file: Path, change: Callable[[Contents, dict[str, Any]], None]):
    assert FORGERIES[change] in refusal(machine, forged(file, change), "", without_keys=True)


@pytest.mark.parametrize(
    "name", ["made_at", "version", "database", "schema", "tables", "settings", "members", "format"]
)
@pytest.mark.parametrize("value", [None, [], "\x1b[2J", -1])
def test_a_manifest_that_is_none(file: Path, tmp_path: Path, name: str, value: object):
    made = forged(file, lambda _members, manifest: None)
    told = manifest_of(made) | {name: value}
    with pytest.raises(backup.BackupError), reading.opened(with_manifest(made, told), tmp_path):
        pass


def test_who_lacks_the_passphrase_changes_nothing_unseen(machine: Flask, file: Path):
    assert "changed this back-up" in refusal(machine, forged(file, administrator))


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/evil", "/etc/passwd", "data/../../evil", "data/..\\evil", "C:/evil", "data/a//b", "evil"]
)
def test_a_path_outside(machine: Flask, file: Path, name: str):
    with zipfile.ZipFile(file, "a") as found:
        found.writestr(name, b"evil")
    assert "which no back-up holds" in refusal(machine, with_checksum(file))


def test_two_files_of_one_name(machine: Flask, file: Path):
    with zipfile.ZipFile(file, "a") as found:
        found.writestr("data/A.txt", b"one")
        found.writestr("data/a.TXT", b"two")
    assert "two of one name" in refusal(machine, with_checksum(file))


def test_a_bomb_is_refused_before_it_is_unpacked(machine: Flask, file: Path):
    with (
        zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as found,
        found.open("data/bomb", "w", force_zip64=True) as bomb,
    ):
        for _ in range(300):
            bomb.write(bytes(1 << 20))
    assert "far more than any back-up" in refusal(machine, with_checksum(file))


def test_a_full_disk_is_told_before_anything_is_unpacked(machine: Flask, file: Path, monkeypatch: pytest.MonkeyPatch):
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: usage)
    assert "the disk has 1,000 left" in refusal(machine, file)


def test_a_member_that_lies_about_itself(machine: Flask, file: Path):
    made = forged(file, lambda _members, _manifest: None)
    told = manifest_of(made)
    told["members"]["tables/people.jsonl"]["sha256"] = "0" * 64
    assert "not what its manifest says" in refusal(machine, with_manifest(made, told), "", without_keys=True)


def test_another_file_of_that_name_is_not_overwritten(app: Flask, machine: Flask, tmp_path: Path):
    (app.extensions["settings"].data / "boards.toml").write_text("# ours\n")
    file = backed_up(app, tmp_path / "monday.zip")
    (machine.extensions["settings"].data / "boards.toml").write_text("# theirs\n")
    assert "exists already" in refusal(machine, file)


@given(st.text(max_size=40))
@example("data/a/../b")
@example("con.txt")
@example("a\0b")
@example("a/./b")
def test_a_name_that_is_let_in_stays_inside(path: str):
    if is_inside(path):
        assert os.path.normpath(path) == path
        assert not os.path.isabs(path)
        assert not {"..", "."}.intersection(path.split("/"))
        assert not is_ours(path) or path in {"manifest.json", "sealed.json"} or "/" in path
    assert alike("A") == alike("a")


def test_a_row_that_the_other_database_cannot_take(app: Flask, tmp_path: Path, request: pytest.FixtureRequest):
    """SQLite keeps a name of any length; PostgreSQL does not."""
    add(app, ANA)

    def too_long(members: Contents, _manifest: dict[str, Any]) -> None:
        name = json.dumps(ANA.name, ensure_ascii=False).encode()
        assert name in members["tables/people.jsonl"]
        members["tables/people.jsonl"] = members["tables/people.jsonl"].replace(name, b'"' + b"x" * 5000 + b'"')

    file = forged(backed_up(app, tmp_path / "monday.zip"), too_long)
    with empty_machine(tmp_path / "new", bare_url("postgresql", request)) as machine:
        assert "A row of people does not fit this database (value too long" in refusal(
            machine, file, "", without_keys=True
        )
