"""The queue for the right to write. SQLite's own waiting is unfair: with it, one save in a hundred took 0.9 s."""

import os
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

try:
    import fcntl
except ImportError:  # Windows: one process only, so the thread lock is enough
    fcntl = None  # type: ignore[assignment]


class WriteQueueFull(Exception):  # noqa: N818 - a state of the queue, not a programmer's error
    """Nobody let go of the write lock in time; the request is answered 503 and may be tried again."""


class WriteLock:
    """First a lock among this process's threads, then one on a file among processes."""

    def __init__(self, path: Path, patience: float = 15.0, waited: Callable[[float], None] = lambda _: None) -> None:
        """`path`: the lock file, made when missing. `patience`: seconds a thread waits; `waited`: is told how long."""
        self._patience, self._waited = patience, waited
        self._threads = threading.Lock()
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        weakref.finalize(self, os.close, self._file)

    def acquire(self) -> None:
        """Wait for our turn. Raises WriteQueueFull when it does not come in time."""
        began = perf_counter()
        if not self._threads.acquire(timeout=self._patience):
            raise WriteQueueFull
        try:
            if fcntl is not None:
                fcntl.flock(self._file, fcntl.LOCK_EX)
        except BaseException:
            self._threads.release()
            raise
        self._waited(perf_counter() - began)

    def release(self) -> None:
        """Let the next one write."""
        try:
            if fcntl is not None:
                fcntl.flock(self._file, fcntl.LOCK_UN)
        finally:
            self._threads.release()
