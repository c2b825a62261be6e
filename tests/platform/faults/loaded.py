"""A real server with eight students who never stop answering, while something goes wrong with what it stands on."""

import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from flask import Flask

from app.platform.migrating import migrate
from tests.bench.site import Site
from tests.journeys.saving import PATIENCE, Writer, compare, let_go, port_of_its_own, writers_of

OK = 200


@dataclass
class Load:
    """The site, its students, and the app of this process on the same database."""

    site: Site
    app: Flask
    writers: list[Writer]
    stop: threading.Event = field(default_factory=threading.Event)

    def end(self, what: str, *allowed: str) -> Counter[str]:
        """Stop, compare what was acknowledged with what is there, and return how often each refusal was met.

        `allowed`: how a refusal may begin, such as `503`. Everybody's last save is acknowledged before they stop.
        """
        self.stop.set()
        for writer in self.writers:
            writer.join(PATIENCE)
        assert not [writer.name for writer in self.writers if writer.is_alive()], "a save was never acknowledged"
        met = sum((writer.refusals for writer in self.writers), Counter())
        strange = [words for words in met if not words.startswith(allowed)]
        assert not strange, f"a refusal that nobody can act on: {strange}"
        compare(self.app, self.writers, what)
        return met


@contextmanager
def students_at(site: Site, folder: Path) -> Iterator[Load]:
    """The server runs and everybody writes, until the `with` ends."""
    site.environ["FASCIA_PORT"] = str(port_of_its_own())
    app = site.app()
    migrate(app)
    stop = threading.Event()
    load = Load(site, app, writers_of(app, folder, stop), stop)
    try:
        site.start().await_page("/health")
        for writer in load.writers:
            writer.start()
        yield load
    finally:
        stop.set()
        site.stop()
        let_go(app)


class Reader(threading.Thread):
    """Somebody who only reads, one page after the other, and how long each took; 99 for one that did not come."""

    def __init__(self, writer: Writer, stop: threading.Event, page: str = "/my") -> None:
        """`writer`: in whose browser."""
        super().__init__(daemon=True)
        self.address, self.headers, self.stop, self.page = writer.address, {"Cookie": writer.cookie}, stop, page
        self.seconds: list[float] = []

    def run(self) -> None:
        """Read."""
        while not self.stop.is_set():
            began = time.monotonic()
            status = status_of(self.address, self.page, self.headers)
            self.seconds.append(time.monotonic() - began if status == OK else 99.0)
            time.sleep(0.02)


def status_of(address: tuple[str, int], page: str, headers: dict[str, str] | None = None) -> int:
    """What the server answers; 0 for nothing."""
    connection = HTTPConnection(*address, timeout=60)
    try:
        connection.request("GET", page, headers=headers or {})
        answer = connection.getresponse()
        answer.read()
    except (OSError, HTTPException):
        return 0
    else:
        return answer.status
    finally:
        connection.close()


def slowest(readers: Sequence[Reader]) -> float:
    """The longest that anybody waited for a page."""
    return max(max(reader.seconds, default=99.0) for reader in readers)
