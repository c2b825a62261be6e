"""The tests' PostgreSQL, made durable: what is acknowledged here must have reached the disk, as on a real site."""

import subprocess
import sys
from pathlib import Path

from tests import postgres

DURABLE = ("fsync=on", "synchronous_commit=on", "full_page_writes=on", "max_connections=200", "listen_addresses=")


class Server(postgres.Server):
    """A durable server; it ends with `stop`, or with this process. `folder` raises RuntimeError when there is none."""

    def __init__(self) -> None:
        """Begin to start it."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.durable"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
            cwd=Path(__file__).parents[2],
        )  # fmt: skip
        self._said = ""
        self.pid = self._process.pid

    @property
    def folder(self) -> str:
        """Where its socket is."""
        word, _, rest = self.said().partition(" ")
        if word != "ready":
            raise RuntimeError(f"no PostgreSQL: {rest}")
        return rest


if __name__ == "__main__":
    postgres.IN_A_HURRY = DURABLE
    postgres.keep()
