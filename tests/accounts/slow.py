"""Counting how often a password was hashed: what takes a stranger's time must not depend on who has an account."""

from collections.abc import Callable

import argon2.low_level
import passlib.handlers.sha2_crypt
import pytest


def hashings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every slow computation from now on, by its name; clear it between two requests."""
    found: list[str] = []

    def counting(name: str, original: Callable[..., object]) -> Callable[..., object]:
        def count(*given: object, **named: object) -> object:
            found.append("argon2" if name.endswith("_secret") else name)
            return original(*given, **named)

        return count

    for module, name in (
        (argon2.low_level, "hash_secret"),
        (argon2.low_level, "verify_secret"),
        (passlib.handlers.sha2_crypt, "_raw_sha2_crypt"),
    ):
        monkeypatch.setattr(module, name, counting(name, getattr(module, name)))
    return found
