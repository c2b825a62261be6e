"""A load client that costs little: one loop over raw kept-alive sockets, each driven by a generator of requests.

A unit of work is a generator that yields requests (bytes) and is sent the answers; it raises Wrong for an answer it
did not expect. Each client begins a new unit as soon as the last one ended.
"""

import re
import selectors
import socket
import time
from array import array
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNK = 1 << 18
PATIENCE = 30.0  # seconds after the end of the window for answers that are still under way
KEPT = 5


class Answer(NamedTuple):
    """What a server answered."""

    status: int
    head: bytes
    body: bytes


Unit = Generator[bytes, Answer, None]
Visit = Callable[[], Unit]
Address = tuple[str, int]


class Wrong(Exception):  # noqa: N818 - an answer, not a programmer's error
    """The answer is not the one this request should get."""


@dataclass(slots=True)
class Tally:
    """What one process counted. `seconds` are units begun inside the window; the other figures count everything."""

    seconds: "array[float]" = field(default_factory=lambda: array("d"))
    first: float = float("inf")  # when the first of them began
    last: float = 0.0  # and the last ended
    units: int = 0
    requests: int = 0
    failures: int = 0
    words: list[str] = field(default_factory=list)
    cpu: float = 0.0

    def fail(self, why: Exception) -> None:
        """Count a failure and keep the first few reasons."""
        self.failures += 1
        if len(self.words) < KEPT:
            self.words.append(f"{type(why).__name__}: {why}")


class Client:
    """One kept-alive connection and the unit it is in the middle of."""

    def __init__(self, address: Address, visit: Visit) -> None:
        """Connect."""
        self._address, self._visit, self.requests, self.is_timed = address, visit, 0, False
        self.connect()

    def connect(self) -> None:
        """Open the connection, anew when the last one failed."""
        self.socket = socket.create_connection(self._address, timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._read, self._total, self._head = b"", 0, b""

    def begin(self) -> None:
        """Begin a unit."""
        self.began, self._unit = time.monotonic(), self._visit()
        self._send(next(self._unit))

    def receive(self) -> bool:
        """Read what is there. True when the unit is over, after its last answer. Raises Wrong and OSError."""
        chunk = self.socket.recv(CHUNK)
        if not chunk:
            raise ConnectionResetError("the server closed the connection")
        self._read += chunk
        if not self._total and not self._measure():
            return False
        if len(self._read) < self._total:
            return False
        answer = Answer(int(self._read[9:12]), self._head, self._read[len(self._head) + 4 :])
        self._read, self._total = b"", 0
        try:
            self._send(self._unit.send(answer))
        except StopIteration:
            return True
        return False

    def _send(self, request: bytes) -> None:
        self.requests += 1
        self.socket.sendall(request)

    def _measure(self) -> bool:
        end = self._read.find(b"\r\n\r\n")
        if end < 0:
            return False
        self._head = self._read[:end]
        length = LENGTH.search(self._head)
        if length is None:
            raise Wrong(f"an answer without a length: {self._head[:80]!r}")
        self._total = end + 4 + int(length[1])
        return True


def drive(address: Address, visits: Sequence[Visit], begin: float, end: float) -> Tally:
    """Let each visit go on, on a connection of its own, until `end`; units begun before `begin` warm up only.

    Each ends a timed unit at least, so that a unit longer than the window is measured too.
    """
    tally, selector = Tally(), selectors.DefaultSelector()
    cpu, clients = time.process_time(), [Client(address, visit) for visit in visits]
    for client in clients:
        selector.register(client.socket, selectors.EVENT_READ, client)
        client.begin()
    while selector.get_map():
        ready = selector.select(1.0)
        for key, _ in ready:
            _step(key.data, selector, tally, begin, end)
        if not ready and time.monotonic() > end + PATIENCE:
            tally.fail(TimeoutError(f"{len(selector.get_map())} clients got no answer"))
            break
    tally.cpu = time.process_time() - cpu
    tally.requests = sum(client.requests for client in clients)
    return tally


def _step(client: Client, selector: selectors.BaseSelector, tally: Tally, begin: float, end: float) -> None:
    try:
        is_over = client.receive()
    except (Wrong, OSError) as problem:
        tally.fail(problem)
        selector.unregister(client.socket)
        client.socket.close()
        client.connect()
        selector.register(client.socket, selectors.EVENT_READ, client)
        is_over = True
        client.began = 0.0
    if not is_over:
        return
    now = time.monotonic()
    tally.units += 1
    if client.began >= begin:
        tally.seconds.append(now - client.began)
        tally.first, tally.last, client.is_timed = min(tally.first, client.began), now, True
    if now < end or (not client.is_timed and now < end + PATIENCE):
        client.begin()
        return
    selector.unregister(client.socket)
    client.socket.close()
