"""The queue for writing: one at a time, in every thread and process, and never for ever."""

import threading

import pytest

from app.platform.locks import WriteLock, WriteQueueFull


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
