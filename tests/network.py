"""Nothing in a test may reach beyond this machine: no mail, no request, not even a question to a name server."""

import socket

import pytest

HERE = ("localhost", "127.0.0.1", "::1", "", None)


def watch(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Refuse connections to other machines. Returns the list in which they are noted, since code may swallow errors."""
    attempts: list[str] = []
    connect, getaddrinfo = socket.socket.connect, socket.getaddrinfo

    def refuse(host: object) -> None:
        named = host.decode() if isinstance(host, bytes) else host
        if named not in HERE:
            attempts.append(str(named))
            raise ConnectionRefusedError(f"a test may not reach {named}")

    def guarded_connect(self: socket.socket, address):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            refuse(address[0])
        return connect(self, address)

    def guarded_getaddrinfo(host, *rest, **named):
        refuse(host)
        return getaddrinfo(host, *rest, **named)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
    return attempts
