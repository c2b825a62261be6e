"""Browsers make passkeys for a name, over https or on this very machine; pure."""

import pytest

from app.accounts.rules.origins import passkey_host


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://ce.school.example", "ce.school.example"),
        ("https://ce.school.example:8443", "ce.school.example"),
        ("http://localhost:8000", "localhost"),
        ("http://fascia.localhost", "fascia.localhost"),
        ("http://127.0.0.1:8000", None),
        ("https://192.0.2.1", None),
        ("https://[2001:db8::1]", None),
        ("http://ce.school.example", None),
    ],
)
def test_only_there(address: str, host: str | None):
    assert passkey_host(address) == host
