"""Forty browsers send half of a form and then nothing: everybody can read, whoever writes is told, nothing is kept."""

import socket
import time
from pathlib import Path

import pytest

from tests.bench.site import Site
from tests.journeys.saving import wait_for_saves
from tests.platform.faults.loaded import Reader, slowest, students_at

SLOW, SECONDS = 40, 12
pytestmark = [pytest.mark.deep, pytest.mark.sqlite_only]


def half_a_form(address: tuple[str, int], cookie: str, attempt: str) -> socket.socket:
    """A connection on which the rest of an answer never comes."""
    sent = "\r\n".join([
        f"POST /attempts/{attempt}/2 HTTP/1.1", f"Host: {address[0]}:{address[1]}", f"Cookie: {cookie}",
        "Content-Type: application/x-www-form-urlencoded", "Content-Length: 5000", "", "operation=half&seq=0&text=",
    ])  # fmt: skip
    connection = socket.create_connection(address)
    connection.sendall(sent.encode())
    return connection


def test_who_sends_slowly_keeps_nobody_from_reading(tmp_path: Path):
    with students_at(Site(tmp_path / "site"), tmp_path) as load:
        wait_for_saves(load.writers, 40)
        writer = load.writers[0]
        slow = [half_a_form(writer.address, writer.cookie, writer.attempt) for _ in range(SLOW)]
        readers = [Reader(one, load.stop) for one in load.writers[:2]]
        for reader in readers:
            reader.start()
        time.sleep(SECONDS)
        for connection in slow:
            connection.close()
        wait_for_saves(load.writers, 40)
        met = load.end(f"{SLOW} browsers that send half a form", "503")
        worst = slowest(readers)
    print(f"the slowest of {sum(len(one.seconds) for one in readers)} pages meanwhile took {worst:.2f} s,", end=" ")
    print(f"{met.total()} saves were told to come again")
    assert worst < 8
