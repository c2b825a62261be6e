"""A school with two servers is brought up to date while its students write: nobody sees an error, nothing is lost.

One server is killed and started anew, the other told to stop and started anew, again and again, behind a balancer that
knows nothing but who takes a connection. Whoever got no answer asks once more; that must be enough.
"""

import http.client
import os
import signal
import threading
from pathlib import Path

import pytest
from flask import Flask

from tests.bench.processes import Process
from tests.bench.site import Site
from tests.databases import PostgresDatabase
from tests.journeys.balancer import Balancer
from tests.journeys.saving import Writer, compare, end, let_go, port_of_its_own, wait_for_saves, writers_of

SECRET = "the same on every machine, else a session is none"
BETWEEN = 60  # saves from one trouble to the next


class Reader(threading.Thread):
    """Somebody who opens one page after the other, and loads it again when it does not come."""

    def __init__(self, writer: Writer, stop: threading.Event) -> None:
        """`writer`: in whose browser."""
        super().__init__(daemon=True)
        self.address, self.headers, self.stop = writer.address, {"Cookie": writer.cookie}, stop
        self.pages, self.again, self.lost = 0, 0, 0

    def run(self) -> None:
        """Read."""
        while not self.stop.is_set():
            if not self.comes():
                self.again += 1
                self.lost += not self.comes()
            self.pages += 1

    def comes(self) -> bool:
        """Whether the page is there."""
        connection = http.client.HTTPConnection(*self.address, timeout=10)
        try:
            connection.request("GET", "/my", headers=self.headers)
            answer = connection.getresponse()
            return answer.status == http.HTTPStatus.OK and b"</html>" in answer.read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def two_machines(folder: Path, url: str) -> list[Site]:
    """As the guide sets them up: the same database, secret, keys, and address before them."""
    address = f"http://127.0.0.1:{port_of_its_own()}"
    alike = {"FASCIA_SECRET_KEY": SECRET, "FASCIA_KEYS": str(folder / "keys"), "FASCIA_BASE_URL": address}
    found = [Site(folder / name, url) for name in ("first", "second")]
    for site in found:
        site.environ |= {**alike, "FASCIA_PORT": str(port_of_its_own())}
    return found


def killed(server: Process) -> None:
    """The machine loses its power."""
    os.killpg(server.pid, signal.SIGKILL)
    server.stop()


def told_to_stop(server: Process) -> None:
    """Its administrator restarts it."""
    server.end()


def roll(machines: list[Site], writers: list[Writer], balancer: Balancer, rounds: int) -> None:
    """In each round kill the first server and start it anew, then tell the second one to stop, and start it anew."""
    for turn in range(2 * rounds):
        wait_for_saves(writers, BETWEEN)
        site, before = machines[turn % 2], dict(balancer.answered)
        assert site.server is not None
        (killed, told_to_stop)[turn % 2](site.server)
        wait_for_saves(writers, BETWEEN)
        site.start().await_page("/health")
        other = machines[1 - turn % 2].server
        assert other is not None
        assert balancer.answered[other.address] > before.get(other.address, 0), "nobody stood in"


def prove(app: Flask, machines: list[Site], folder: Path, rounds: int) -> None:
    """The students, their balancer, the restarts, and the comparison."""
    stop = threading.Event()
    writers = writers_of(app, folder, stop)
    readers = [Reader(writer, stop) for writer in writers[:2]]
    addresses = [("127.0.0.1", int(site.environ["FASCIA_PORT"])) for site in machines]
    balancer = Balancer(addresses, writers[0].address[1])
    try:
        for site in machines:  # one after the other: each makes what is not there yet
            site.start().await_page("/health")
        balancer.start()
        for one in (*writers, *readers):
            one.start()
        roll(machines, writers, balancer, rounds)
        stop.set()
        end(writers)
        for reader in readers:
            reader.join()
    finally:
        stop.set()
        balancer.stop()
        for site in machines:
            site.stop()
    compare(app, writers, f"{rounds} kills and {rounds} restarts of one server of two")
    tries = [save.tries for writer in writers for save in writer.saved]
    pages, again = (sum(getattr(reader, name) for reader in readers) for name in ("pages", "again"))
    print(f"{sum(count > 1 for count in tries)} saves and {again} of {pages} pages were asked for twice,", end=" ")
    print(f"none more often; the servers answered {sorted(balancer.answered.values())} times")
    assert max(tries) == 2, "no save was cut off, or one retry was not enough"
    assert not sum(reader.lost for reader in readers), "a page did not come at the second time either"
    assert all(balancer.answered[address] for address in addresses)


@pytest.mark.deep
def test_two_servers_are_restarted_in_turn_and_no_student_notices(tmp_path: Path, postgres_database: PostgresDatabase):
    machines = two_machines(tmp_path, postgres_database.another("rolling"))
    app = machines[0].app()
    prove(app, machines, tmp_path, rounds=10)
    let_go(app)
