"""Starting a server as its users do, in a process group of its own, and reading what it takes from /proc."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tests.bench.client import Address

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
PROC = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK")


class DidNotStartError(Exception):
    """A server ended or gave no answer; the message holds its last words."""


class Process:
    """A server in its own process group."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], log: Path, port: int) -> None:
        """Start it; its words go to `log`."""
        self.address: Address = ("127.0.0.1", port)
        self._log = log
        self.began = time.monotonic()
        with log.open("wb") as file:
            self._process = subprocess.Popen(
                command, env={**os.environ, **environ}, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=file,
                stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        self.pid = self._process.pid

    def await_page(self, path: str) -> float:
        """Ask until `path` answers 200; returns the seconds since the start."""
        while not answers(self.address, path):
            self._pause(f"no answer at {path}")
        return time.monotonic() - self.began

    def await_words(self, words: str) -> float:
        """Wait until it printed `words`; returns the seconds since the start."""
        while words not in self._log.read_text(errors="replace"):
            self._pause(f"did not print {words!r}")
        return time.monotonic() - self.began

    def _pause(self, trouble: str) -> None:
        if self._process.poll() is not None or time.monotonic() - self.began > PATIENCE:
            last = self._log.read_text(errors="replace")[-1500:]
            self.stop()
            raise DidNotStartError(f"{trouble}; it said:\n{last}")
        time.sleep(0.005)

    def end(self) -> None:
        """Tell the main process alone to end, as systemd does, and wait. Raises subprocess.TimeoutExpired."""
        self._process.terminate()
        self._process.wait(PATIENCE)

    def stop(self) -> None:
        """End the whole group, politely first."""
        for word in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.pid, word)
            except ProcessLookupError:
                break
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                continue
        self._process.wait()


def answers(address: Address, path: str) -> bool:
    """Whether a page is there."""
    connection = http.client.HTTPConnection(*address, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def free_port() -> int:
    """A port nobody uses at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def serve(environ: Mapping[str, str], log: Path) -> Process:
    """Our own server, started the way the README says."""
    command = [sys.executable, "-m", "flask", "--app", "app", "serve"]
    return Process(command, environ, log, int(environ["FASCIA_PORT"]))


def tree(pid: int) -> list[int]:
    """The process and everything it started (PostgreSQL's processes each lead a group, so groups are not enough)."""
    parents = {int(path.parent.name): int(_stat(path)[1]) for path in PROC.glob("[0-9]*/stat") if _stat(path)}
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def cpu_seconds(pids: Iterable[int]) -> float:
    """CPU seconds, user and system, of these trees with all that ended in them; 0 where there is no /proc."""
    stats = [_stat(PROC / str(one) / "stat") for pid in pids for one in tree(pid)]
    return sum(int(field) for stat in stats for field in stat[11:15]) / TICK


def pss_mib(pid: int) -> float:
    """Proportional memory of the tree in MiB: pages shared between its processes count once."""
    kib = 0
    for one in tree(pid):
        try:
            lines = (PROC / str(one) / "smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        kib += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kib / 1024


def _stat(path: Path) -> list[str]:
    """The fields after the name, which may hold spaces: state, parent, group, …"""
    try:
        return path.read_text().rpartition(")")[2].split()
    except OSError:
        return []
