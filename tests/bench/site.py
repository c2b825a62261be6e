"""One site of the benchmark: a data folder, its database, and the server on it."""

from collections.abc import Callable
from pathlib import Path
from statistics import median

from flask import Flask

from app import create_app
from app.platform.settings import Settings
from tests.bench import processes
from tests.bench.processes import Process

PAGE = "/courses"
STARTS = 3


class Site:
    """A site in `folder` on the database at `url` (empty: SQLite in the folder)."""

    def __init__(self, folder: Path, url: str = "") -> None:
        """Nothing is started yet."""
        self.folder, self.server = folder, None
        self.environ = {
            "FASCIA_DATA": str(folder),
            "FASCIA_PORT": str(processes.free_port()),
            # Verifying is limited for each address, and all clients here have the same one.
            "FASCIA_RATE_LIMITS": "no",
            **({"FASCIA_DATABASE_URL": url} if url else {}),
        }
        self.server: Process | None

    @property
    def settings(self) -> Settings:
        """What the server will read."""
        return Settings.read(self.environ)

    def app(self) -> Flask:
        """The app on this site's database, in this process."""
        return create_app(self.settings)

    def start(self) -> Process:
        """Start the server; returns at once."""
        self.server = processes.serve(self.environ, self.folder.with_suffix(".log"))
        return self.server

    def stop(self) -> None:
        """Stop it, if it runs."""
        if self.server:
            self.server.stop()
        self.server = None

    def timed_start(self, wait: Callable[[Process], float]) -> float:
        """Start, wait, stop; returns the seconds that `wait` says."""
        try:
            return wait(self.start())
        finally:
            self.stop()

    def until_page(self) -> float:
        """Seconds from the start to the first page."""
        return self.timed_start(lambda server: server.await_page(PAGE))

    def later_starts(self) -> tuple[float, float]:
        """Medians of three starts: until the first page, until the address is printed."""
        words = (self.timed_start(lambda server: server.await_words("Fascia is at")) for _ in range(STARTS))
        return median(self.until_page() for _ in range(STARTS)), median(words)
