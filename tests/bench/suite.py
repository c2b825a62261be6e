"""Everything for one database: two sites on it, one with a long history, and the yardsticks; measured in turn."""

import shutil
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from tests import postgres
from tests.bench import history, processes, students, tables
from tests.bench.durable import Server
from tests.bench.rounds import Figures, Target, measure
from tests.bench.scenarios import SCENARIOS, YARDSTICKS, Scenario
from tests.bench.site import PAGE, Site

STUDENTS = 320  # enough for each whole cycle of a slice to have a student of its own
SMALL, FULL, YARD = "small", "full", "yardsticks"
Row = tuple[str, str, str]


class Suite:
    """What is needed on one database (`sqlite` or `postgresql`). Call `close` at the end, whatever happened."""

    def __init__(self, database: str, folder: Path, options: Namespace) -> None:
        """Start PostgreSQL where it is asked for. Raises RuntimeError when there is none."""
        self.database, self._folder, self._options = database, folder, options
        self._postgres = Server() if database == "postgresql" else None
        self.small = Site(folder / SMALL, self._url(SMALL))
        self.full = Site(folder / FULL, "")
        self._yardsticks: processes.Process | None = None

    def close(self) -> None:
        """Stop every server."""
        for one in (self.small, self.full, self._yardsticks, self._postgres):
            if one:
                one.stop()

    def _url(self, name: str) -> str:
        return postgres.create_database(self._postgres.folder, name) if self._postgres else ""

    def prepare(self) -> list[Row]:
        """Make the site, its students and its double with the history; returns what the starts took."""
        first = self.small.until_page()
        self.place, self.students = students.make(self.small.app(), STUDENTS)
        self._copy()
        print(f"In the second site {history.add(self.full.app(), self.place.course, self._options.history)}.")
        page, words = self.small.later_starts()
        return [
            ("first start, empty folder: migration and import", f"{first:.2f} s", ""),
            ("cold start to the first page", f"{page:.2f} s", "<= 1.5 s"),
            ("second start to the printed address", f"{words:.2f} s", ""),
        ]

    def _copy(self) -> None:
        shutil.copytree(self.small.folder, self.full.folder)  # the same secret, so the same cookies
        if self._postgres:
            url = postgres.create_database(self._postgres.folder, FULL, SMALL)
            self.full = Site(self.full.folder, url)

    def start(self) -> None:
        """Start the three servers, with as many processes and threads each."""
        settings, log = self.small.settings, self._folder / f"{YARD}.log"
        url = self._url(YARD) or f"sqlite:///{self._folder / 'yardsticks.sqlite3'}"
        port = processes.free_port()
        arguments = [str(port), str(settings.workers), str(settings.threads), url, str(self._folder)]
        command = [sys.executable, "-m", "tests.bench.yardsticks", *arguments]
        self._yardsticks = processes.Process(command, {}, log, port)
        self._yardsticks.await_page("/page")
        for site in (self.small, self.full):
            site.start().await_page(PAGE)

    def memory(self, when: str) -> list[Row]:
        """Of the server, and of PostgreSQL with all its databases."""
        rows = [(f"memory {when}, PSS", f"{processes.pss_mib(self.small.server.pid):.0f} MiB", "<= 300 MiB")]
        if self._postgres:
            rows.append((f"memory {when}, PostgreSQL", f"{processes.pss_mib(self._postgres.pid):.0f} MiB", ""))
        return rows

    def measure(self, clients: int) -> Mapping[str, Figures]:
        """All scenarios with so many clients; those of the full site under their name with `tables.AFTER`."""
        return measure(list(self._targets()), clients, self._options.seconds, self._options.rounds)

    def _targets(self):
        for scenario in YARDSTICKS:
            yield self._target(scenario, self._yardsticks)
        for scenario in SCENARIOS:
            if self._options.only in (None, scenario.name):
                yield self._target(scenario, self.small.server)
                if scenario.slower:
                    yield self._target(scenario, self.full.server, tables.AFTER)

    def _target(self, scenario: Scenario, server: processes.Process, mark: str = "") -> Target:
        return Target(scenario.name + mark, server.address, self._visits(scenario), self._cpu(server.pid))

    def _visits(self, scenario: Scenario):
        return lambda clients: scenario.visits(self.place, self.students, clients)

    def _cpu(self, pid: int) -> Callable[[], float]:
        pids = [pid, self._postgres.pid] if self._postgres else [pid]
        return lambda: processes.cpu_seconds(pids)
