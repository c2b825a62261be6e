"""The disk is full while students write: they are told, everybody can read, and with room it goes on by itself."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.reporting.doctor import State, machine
from tests.bench.processes import ROOT
from tests.bench.site import Site
from tests.journeys.saving import saved_by, wait_for_saves, wait_until
from tests.machine import missing
from tests.platform.faults.loaded import status_of, students_at

MEGABYTES = 40
PAGES = ("/my", "/account", "/courses", "/health")
pytestmark = [pytest.mark.deep, pytest.mark.sqlite_only]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        missing("a small disk: to mount one takes root, and a kernel that lets it")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_said_reading_goes_on_and_with_room_writing_does(small_disk: Path, tmp_path: Path):
    site = Site(small_disk / "site")
    with students_at(site, tmp_path) as load:
        assert site.server is not None
        wait_for_saves(load.writers, 100)
        ballast = small_disk / "holiday-pictures.zip"
        with ballast.open("wb", buffering=0) as file:
            fill(file.fileno())
        wait_until(lambda: all(writer.refusals for writer in load.writers))
        before, headers = saved_by(load.writers), {"Cookie": load.writers[0].cookie}
        read = [status_of(site.server.address, page, headers) for page in PAGES]
        found = machine.disk(site.settings, None)
        ballast.unlink()
        wait_for_saves(load.writers, 100)
        met = load.end("a disk that was full for a while", "503")
    after = saved_by(load.writers) - before
    print(f"{met.total()} times refused while it was full, {after} saved afterwards without a restart")
    assert read == [200, 200, 200, 200]
    assert (found.state, "nothing can be saved" in found.cure) == (State.WRONG, True)
    assert "Traceback" not in site.folder.with_suffix(".log").read_text()


def fill(file: int) -> None:
    """Until there is no room for another page."""
    for size in (2**20, 4096, 1):
        try:
            while os.write(file, bytes(size)):
                pass
        except OSError:
            continue


def test_a_site_on_a_disk_that_can_only_be_read_says_so_at_the_start(small_disk: Path):
    site = Site(small_disk / "site")
    try:
        site.start().await_page("/health")
    finally:
        site.stop()
    remount = ["mount", "-o", "remount,ro", str(small_disk)]
    wait_until(lambda: not subprocess.run(remount, check=False, capture_output=True).returncode)
    command = [sys.executable, "-m", "flask", "--app", "app", "serve"]
    done = subprocess.run(
        command, env={**os.environ, **site.environ}, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    print(done.stderr)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert str(site.folder) in done.stderr
