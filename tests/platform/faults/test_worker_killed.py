"""One of the server's processes is killed, as by a machine out of memory: another takes its place, nothing is lost."""

import os
import random
import signal
from pathlib import Path

import pytest

from tests.bench.processes import PROC, tree
from tests.bench.site import Site
from tests.journeys.saving import wait_for_saves, wait_until
from tests.platform.faults.loaded import students_at

ROUNDS = 10
pytestmark = [pytest.mark.deep, pytest.mark.sqlite_only]


def workers_of(pid: int) -> list[int]:
    """The processes below the main one that serve pages, and live."""
    return [one for one in tree(pid)[1:] if b"flask" in command_of(one)]


def command_of(pid: int) -> bytes:
    """How it was started; nothing for one that is gone."""
    try:
        return (PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return b""


def test_a_worker_that_is_killed_is_replaced_and_no_acknowledged_answer_is_lost(tmp_path: Path):
    chance, site = random.Random(3), Site(tmp_path / "site")
    with students_at(site, tmp_path) as load:
        assert site.server is not None
        main, count = site.server.pid, len(workers_of(site.server.pid))
        for _ in range(ROUNDS):
            wait_for_saves(load.writers, chance.randint(20, 80))
            os.kill(min(workers_of(main)), signal.SIGKILL)  # the older one; see faults.toml, F22
            wait_until(lambda: len(workers_of(main)) == count)
        wait_for_saves(load.writers, 40)
        load.end(f"{ROUNDS} kills of one of {count} workers")
        assert site.server.pid == main
