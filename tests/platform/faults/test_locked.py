"""Somebody's shell holds the database while students write: they wait or are told, and reading goes on."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.platform.sqlite import driver
from tests.bench.site import Site
from tests.journeys.saving import saved_by, wait_for_saves
from tests.platform.faults.loaded import Load, Reader, slowest, students_at

pytestmark = [pytest.mark.deep, pytest.mark.sqlite_only]


@contextmanager
def held(file: Path) -> Iterator[None]:
    """A transaction that somebody began and left alone."""
    shell = driver().connect(file, timeout=60, isolation_level=None)
    shell.execute("begin immediate")
    yield
    shell.rollback()
    shell.close()


def hold(load: Load, seconds: float) -> tuple[float, int]:
    """Hold it so long; how long the slowest page took, and how many saves came through (those under way before)."""
    wait_for_saves(load.writers, 40)
    readers = [Reader(writer, load.stop, page) for writer in load.writers[:2] for page in ("/my", "/health")]
    with held(load.site.folder / "fascia.sqlite3"):
        before = saved_by(load.writers)
        for reader in readers:
            reader.start()
        time.sleep(seconds)
        meanwhile = saved_by(load.writers) - before
    wait_for_saves(load.writers, 40)
    return slowest(readers), meanwhile


def test_three_seconds_are_waited_for_and_after_that_people_are_told_while_everybody_can_read(tmp_path: Path):
    with students_at(Site(tmp_path / "site"), tmp_path) as load:
        short = hold(load, 3)
        assert not [writer.name for writer in load.writers if writer.refusals], "three seconds are no reason to refuse"
        long = hold(load, 25)
        met = load.end("held for 3 and for 25 seconds", "503")
        print(
            f"the slowest page took {short[0]:.1f} s and {long[0]:.1f} s; {met.total()} saves were told to come again"
        )
        assert short[1] + long[1] < len(load.writers), "somebody wrote who did not hold the database"
        assert met, "25 seconds are longer than anybody is left waiting"
        assert long[0] < 8, "whoever only reads waits for those who write"
