"""The queue for the right to write. SQLite's own waiting is unfair: with it, one save in a hundred took 0.9 s."""

import os
import sys
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

try:
    import fcntl
except ImportError:  # Windows: one process only, so the thread lock is enough
    fcntl = None  # type: ignore[assignment]


ANY_NUMBER = sys.maxsize
STUCK_SECONDS = 4.0  # a back-up of a large file, or a shell, holds writers up for less
LOOK_SECONDS = 0.5


class WriteQueueFull(Exception):  # noqa: N818 - a state of the queue, not a programmer's error
    """Nobody let go of the write lock in time; the request is answered 503 and may be tried again."""


class WriteLock:
    """First a lock among this process's threads, then one on a file among processes.

    Where the one in front cannot begin (somebody's shell holds the database), those behind would keep every thread of
    the server waiting, and no page could be read: after a few seconds only `seats` of them stay, the others are told.
    """

    def __init__(
        self,
        path: Path,
        patience: float = 15.0,
        waited: Callable[[float], None] = lambda _: None,
        seats: int = ANY_NUMBER,
    ) -> None:
        """`path`: the lock file, made when missing. `patience`: seconds a thread waits; `waited`: is told how long."""
        self._patience, self._waited, self._seats = patience, waited, seats
        self._threads = threading.Lock()
        self._queue = threading.Lock()  # held for a moment, by whoever looks at or changes the next two
        self._waiting, self._moved_at = 0, perf_counter()
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        weakref.finalize(self, os.close, self._file)

    def acquire(self) -> None:
        """Wait for our turn. Raises WriteQueueFull when it does not come in time."""
        began = perf_counter()
        self._join()
        try:
            while not self._threads.acquire(timeout=min(LOOK_SECONDS, self._patience)):
                if perf_counter() - began >= self._patience or self._must_leave():
                    raise WriteQueueFull
        finally:
            with self._queue:
                self._waiting -= 1
        try:
            if fcntl is not None:
                fcntl.flock(self._file, fcntl.LOCK_EX)
        except BaseException:
            self._threads.release()
            raise
        self._waited(perf_counter() - began)

    def moves(self) -> None:
        """Whoever holds the lock could begin: the queue goes on."""
        self._moved_at = perf_counter()

    def release(self) -> None:
        """Let the next one write."""
        try:
            if fcntl is not None:
                fcntl.flock(self._file, fcntl.LOCK_UN)
        finally:
            self._threads.release()

    def _join(self) -> None:
        with self._queue:
            if not self._waiting and not self._threads.locked():
                self._moved_at = perf_counter()  # nobody was here: nobody is held up
            self._waiting += 1

    def _must_leave(self) -> bool:
        """Whether nothing goes on and too many wait; whoever is told so leaves, and is not counted any more."""
        with self._queue:
            return self._waiting > self._seats and perf_counter() - self._moved_at > STUCK_SECONDS
