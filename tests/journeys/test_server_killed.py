"""The server is killed while eight students save: whatever it said was saved is there afterwards, once.

Every kind of question is answered; half of the students sit at a quiz with a time limit that leads one way and asks how
sure they are.
"""

import os
import random
import signal
import threading
import time
from pathlib import Path

import pytest

from app.platform.migrating import migrate
from app.platform.sqlite import driver
from tests.bench.site import Site
from tests.journeys.saving import Writer, compare, end, let_go, port_of_its_own, wait_for_saves, writers_of


def kill_again_and_again(site: Site, writers: list[Writer], rounds: int) -> None:
    """Kill the whole server once some saves of each round were acknowledged; others are then half done."""
    chance = random.Random(rounds)
    for turn in range(rounds):
        server = site.start()
        server.await_page("/health")
        if not turn:
            for writer in writers:
                writer.start()
        wait_for_saves(writers, chance.randint(20, 150))
        time.sleep(chance.random() / 50)
        os.killpg(server.pid, signal.SIGKILL)
        server.stop()
    site.start().await_page("/health")


def integrity(path: Path) -> str:
    """What SQLite itself says about the file."""
    connection = driver().connect(path)
    said = connection.execute("pragma integrity_check").fetchone()[0]
    connection.close()
    return said


def prove(folder: Path, rounds: int) -> None:
    """A site of its own, its students, the kills, and the comparison."""
    site, stop = Site(folder / "site"), threading.Event()
    site.environ["FASCIA_PORT"] = str(port_of_its_own())
    app = site.app()
    migrate(app)
    writers = writers_of(app, folder, stop)
    try:
        kill_again_and_again(site, writers, rounds)
        stop.set()
        end(writers)
    finally:
        stop.set()
        site.stop()
    assert integrity(folder / "site" / "fascia.sqlite3") == "ok"
    compare(app, writers, f"{rounds} kills")
    let_go(app)


# On SQLite alone: PostgreSQL is a server of its own, and survives ours.
@pytest.mark.sqlite_only
def test_what_was_acknowledged_survives_three_kills(tmp_path: Path):
    prove(tmp_path, rounds=3)


@pytest.mark.sqlite_only
@pytest.mark.deep
def test_what_was_acknowledged_survives_a_hundred_kills(tmp_path: Path):
    prove(tmp_path, rounds=100)
