"""The queue for writing: one at a time, in every thread and process, and never for ever."""

import threading
from contextlib import suppress

import pytest

from app.platform import locks
from app.platform.locks import WriteLock, WriteQueueFull
from tests.together import together


def test_only_one_thread_holds_it_at_a_time(tmp_path):
    lock, inside, most = WriteLock(tmp_path / "lock"), [], []

    def write():
        for _ in range(200):
            lock.acquire()
            inside.append(1)
            most.append(len(inside))
            inside.pop()
            lock.release()

    threads = [threading.Thread(target=write) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(most) == 1600
    assert max(most) == 1


def test_two_processes_share_it_through_the_file(tmp_path):
    fcntl = pytest.importorskip("fcntl")
    lock = WriteLock(tmp_path / "lock")
    lock.acquire()
    with (tmp_path / "lock").open("ab") as another_process, pytest.raises(BlockingIOError):
        fcntl.flock(another_process, fcntl.LOCK_EX | fcntl.LOCK_NB)
    lock.release()
    with (tmp_path / "lock").open("ab") as another_process:
        fcntl.flock(another_process, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_somebody_who_waits_too_long_is_told(tmp_path):
    lock = WriteLock(tmp_path / "lock", patience=0.01)
    lock.acquire()
    with pytest.raises(WriteQueueFull):
        lock.acquire()
    lock.release()
    lock.acquire()
    lock.release()


def test_while_nothing_goes_on_a_thread_is_left_for_those_who_read(tmp_path, monkeypatch):
    """Somebody's shell holds the database. Of five who wait two stay; the three who leave can serve pages again."""
    monkeypatch.setattr(locks, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(locks, "STUCK_SECONDS", 0.05)
    lock, left, done = WriteLock(tmp_path / "lock", patience=30, seats=2), [], threading.Event()
    lock.acquire()

    def write():
        try:
            lock.acquire()
        except WriteQueueFull:
            left.append(1)
            if len(left) == 3:
                done.set()
        else:
            lock.moves()
            lock.release()

    threads = [threading.Thread(target=write) for _ in range(5)]
    [thread.start() for thread in threads]
    assert done.wait(10)
    assert sum(thread.is_alive() for thread in threads) == 2
    lock.release()
    [thread.join(10) for thread in threads]
    assert len(left) == 3
    lock.acquire()
    lock.release()


def test_a_long_queue_that_moves_sends_nobody_away(tmp_path, monkeypatch):
    """A hundred hand in at one deadline: each has their turn."""
    monkeypatch.setattr(locks, "LOOK_SECONDS", 0.001)
    lock, written = WriteLock(tmp_path / "lock", seats=1), []

    def write():
        lock.acquire()
        lock.moves()
        written.append(1)
        lock.release()

    with suppress(WriteQueueFull):
        together([write] * 100)
    assert len(written) == 100
