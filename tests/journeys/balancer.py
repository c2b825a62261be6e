"""What stands before several servers: one port, the next server for each connection, the one after where it refuses."""

import select
import socket
import threading
import time
from collections import Counter
from collections.abc import Sequence

from tests.bench.client import Address
from tests.connections import take

REST = 1.0  # seconds a server is left alone that refused, or ended a connection without a word
PATIENCE = 15.0
PIECE = 1 << 16


class Balancer:
    """A TCP proxy. It repeats nothing: a request that was cut off is its client's to send again."""

    def __init__(self, servers: Sequence[Address], port: int) -> None:
        """Nothing is taken before `start`."""
        self._servers, self._turn, self._lock = list(servers), 0, threading.Lock()
        self._rests_until: dict[Address, float] = {}
        self.answered: Counter[Address] = Counter()  # connections on which a server said something
        self.cut: Counter[Address] = Counter()  # … and on which it did not
        self._listener = socket.create_server(("127.0.0.1", port), backlog=128)

    def start(self) -> None:
        """Take connections until `stop`."""
        threading.Thread(target=take, args=(self._listener, self._serve), daemon=True).start()

    def stop(self) -> None:
        """Take no more."""
        self._listener.shutdown(socket.SHUT_RDWR)  # else the thread that accepts would sleep on
        self._listener.close()

    def _serve(self, client: socket.socket) -> None:
        with client:
            for address in self._in_turn():
                try:
                    server = socket.create_connection(address, timeout=PATIENCE)
                except OSError:
                    self._leave_alone(address)
                    continue
                with server:
                    if _carried(client, server):
                        self.answered[address] += 1
                    else:
                        self.cut[address] += 1
                        self._leave_alone(address)
                return

    def _in_turn(self) -> list[Address]:
        """All servers, the next one first; those that rest last, and of them whoever has rested longest first."""
        with self._lock:
            self._turn += 1
            after = [self._servers[(self._turn + place) % len(self._servers)] for place in range(len(self._servers))]
        now, until = time.monotonic(), self._rests_until
        return sorted(after, key=lambda address: until.get(address, 0.0) if until.get(address, 0.0) > now else 0.0)

    def _leave_alone(self, address: Address) -> None:
        self._rests_until[address] = time.monotonic() + REST


def _carried(client: socket.socket, server: socket.socket) -> bool:
    """Carry bytes both ways until one side ends; whether the server said anything."""
    has_answered = False
    while ready := select.select([client, server], [], [], PATIENCE)[0]:
        for one in ready:
            try:
                piece = one.recv(PIECE)
                (server if one is client else client).sendall(piece)
            except OSError:
                return has_answered
            if not piece:
                return has_answered
            has_answered |= one is server
    return has_answered
