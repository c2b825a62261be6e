"""PostgreSQL crashes again and again, or answers a commit into the void, while students write."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.bench.site import Site
from tests.journeys.saving import wait_for_saves
from tests.machine import missing
from tests.platform.faults.crashing import CrashingServer, SlammingDoor
from tests.platform.faults.loaded import status_of, students_at

CRASHES = 12
CUT_EVERY = 20
CUTS = 25
pytestmark = pytest.mark.deep


@pytest.fixture
def server() -> Iterator[CrashingServer]:
    """A PostgreSQL for one test."""
    try:
        found = CrashingServer()
    except RuntimeError as problem:
        missing(str(problem))
    yield found
    found.stop()


def test_twelve_crashes_of_postgresql_lose_no_acknowledged_answer(tmp_path: Path, server: CrashingServer):
    site = Site(tmp_path / "site", postgres.create_database(str(server.folder), "crashed"))
    with students_at(site, tmp_path) as load:
        assert site.server is not None
        for _ in range(CRASHES):
            wait_for_saves(load.writers, 30)
            server.crash()
            assert status_of(site.server.address, "/health") == 503
            server.start()
        wait_for_saves(load.writers, 60)
        met = load.end(f"{CRASHES} crashes of PostgreSQL", "503")
        assert met, "nobody noticed a crash"
    assert "Traceback" not in site.folder.with_suffix(".log").read_text()


def test_a_commit_whose_answer_never_came_is_recognised_when_it_is_tried_again(tmp_path: Path, server: CrashingServer):
    postgres.create_database(str(server.folder), "slammed")
    door = SlammingDoor(str(server.folder), tmp_path / "door")
    site = Site(tmp_path / "site", postgres.url(str(door.folder), "slammed"))
    with students_at(site, tmp_path) as load:
        door.every = CUT_EVERY
        while door.cut < CUTS:
            wait_for_saves(load.writers, CUT_EVERY)
        met = load.end(f"{CUTS} answers to a COMMIT cut off", "503")
        print(f"{door.cut} of {door.commits} answers to COMMIT were cut off; {met.total()} refusals")
        assert met
    door.close()
    assert "Traceback" not in site.folder.with_suffix(".log").read_text()
