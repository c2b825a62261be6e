"""A PostgreSQL of its own that is crashed and started again, and one that is reached through a door that slams."""

import os
import shlex
import signal
import socket
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

import psycopg

from tests import postgres
from tests.bench import durable
from tests.connections import take

PATIENCE = 60.0
PORT = ".s.PGSQL.5432"
PIECE = 65_536


class CrashingServer:
    """A durable server that can lose its memory, as in a power cut, and start again from what is on the disk."""

    def __init__(self) -> None:
        """Start it. Raises RuntimeError when there is none."""
        self._keeper = durable.Server()
        self.folder = Path(self._keeper.folder)
        self._again: subprocess.Popen[bytes] | None = None

    def crash(self) -> None:
        """Stop at once, without a word to anybody: `pg_ctl stop -m immediate`."""
        os.kill(int((self.folder / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT)
        if self._again:
            self._again.wait(PATIENCE)
        until(lambda: not self._answers())

    def start(self) -> None:
        """Start on the same files, and wait until it has recovered."""
        command = shlex.split((self.folder / "data" / "postmaster.opts").read_text())
        with (self.folder / "log-again").open("ab") as log:
            self._again = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder, **postgres._user()
            )
        until(self._answers)

    def stop(self) -> None:
        """Stop, and remove its folder."""
        if self._again:
            self._again.send_signal(signal.SIGQUIT)
            self._again.wait(PATIENCE)
        self._keeper.stop()

    def _answers(self) -> bool:
        try:
            psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            return False
        return True


def until(is_so) -> None:
    """Wait."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "PostgreSQL does not do it"
        time.sleep(0.02)


class SlammingDoor:
    """A proxy before PostgreSQL that lets every n-th COMMIT in, waits until it is done, and cuts the answer off."""

    def __init__(self, behind: str, folder: Path) -> None:
        """`behind`: the folder of the server's socket; `folder`: where ours is made. It slams once `every` is set."""
        self._behind, self._lock = f"{behind}/{PORT}", threading.Lock()
        self.folder, self.every, self.commits, self.cut = folder, 0, 0, 0
        folder.mkdir()
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / PORT))
        self._listener.listen(64)
        self._thread = threading.Thread(target=take, args=(self._listener, self._carry), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Let nobody in any more."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join(PATIENCE)
        self._listener.close()

    def _carry(self, client: socket.socket) -> None:
        """Both ways, until one side ends or the door slams."""
        slam = threading.Event()
        with client, socket.socket(socket.AF_UNIX) as server, suppress(OSError):
            server.connect(self._behind)
            inwards = threading.Thread(target=self._carry_in, args=(client, server, slam), daemon=True)
            inwards.start()
            while (piece := server.recv(PIECE)) and not slam.is_set():
                client.sendall(piece)
            for one in (client, server):
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
            inwards.join(PATIENCE)

    def _carry_in(self, client: socket.socket, server: socket.socket, slam: threading.Event) -> None:
        with suppress(OSError):
            while piece := client.recv(PIECE):
                if b"COMMIT" in piece and self._is_its_turn():
                    slam.set()
                server.sendall(piece)
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)

    def _is_its_turn(self) -> bool:
        with self._lock:
            self.commits += 1
            turn = self.every > 0 and self.commits % self.every == 0
            self.cut += turn
        return turn
