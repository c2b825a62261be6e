"""The disk fails while a student saves: she is told so each time, and whatever she was told is saved is there."""

import shutil
from pathlib import Path

import pytest

from tests.platform.faults.students import FILE, Said, at_work, found_in, site_with_a_job

SAVES = 60
SYNC, WRITE = "fdatasync,fsync", "pwrite64,ftruncate"
DISK = ("-P", FILE, "-P", f"{FILE}-wal")
pytestmark = [pytest.mark.deep, pytest.mark.sqlite_only]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site and its job, to be copied for each fault."""
    folder = tmp_path_factory.mktemp("bad-disk")
    site_with_a_job(folder, SAVES)
    return folder


def with_fault(place: Path, name: str, calls: str, fault: str) -> tuple[Said, list[str]]:
    """Let these calls on the database's files fail so; what was said, and what is there afterwards."""
    site = shutil.copytree(place / "site", place / name)
    files = [option for suffix in ("", "-wal") for option in ("-P", str(site / f"{FILE}{suffix}"))]
    inject = ("-o", str(place / f"{name}.log"), "-e", f"trace={calls}", "-e", f"inject={calls}:{fault}")
    said = at_work(site, place / "job.json", strace=(*files, *inject))
    whole, there = found_in(site / FILE)
    assert whole == "ok"
    assert "Traceback" not in said.complaint, said.complaint[-3000:]
    refused = said.of("NO")
    print(f"{name}: {len(said.of('ACK'))} of {SAVES} acknowledged, {len(there)} found, {len(refused)} times refused")
    assert set(said.of("ACK")) <= set(there), "an acknowledged answer is lost"
    assert len(there) == len(set(there))
    assert set(refused) <= {"503 5"}, "not said in plain words, or not when to try again"
    return said, there


@pytest.mark.parametrize(
    ("name", "calls", "fault"),
    [
        ("every seventh wait for the disk fails", SYNC, "error=EIO:when=3+7"),
        ("every seventieth write finds the disk full", WRITE, "error=ENOSPC:when=30+70"),
        ("every fiftieth write fails", WRITE, "error=EIO:when=45+50"),
    ],
)
def test_a_fault_that_passes_costs_a_second_try_and_no_answer(place: Path, name: str, calls: str, fault: str):
    said, there = with_fault(place, name, calls, fault)
    assert len(said.of("ACK")) == len(there) == SAVES
    assert said.of("NO"), "no fault happened"
    assert said.of("READ") == ["200"]


@pytest.mark.parametrize(
    ("name", "calls", "fault"),
    [
        ("from now on no wait for the disk ends well", SYNC, "error=EIO:when=20+"),
        ("from now on the disk is full", WRITE, "error=ENOSPC:when=400+"),
        ("from now on the disk can only be read", WRITE, "error=EROFS:when=400+"),
    ],
)
def test_a_fault_that_stays_is_said_and_everything_can_still_be_read(place: Path, name: str, calls: str, fault: str):
    said, _there = with_fault(place, name, calls, fault)
    assert 0 < len(said.of("ACK")) < SAVES
    assert said.of("READ") == ["200"], "what is saved cannot be read"
    healed = at_work(place / name, place / "job.json")
    assert len(healed.of("ACK")) == SAVES, "what was kept on the student's side did not arrive afterwards"
    assert healed.of("SUBMIT") == ["302"]
    assert len(set(found_in(place / name / FILE)[1])) == SAVES
