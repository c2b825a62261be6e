"""What the school wrote, and time that passes while a letter lies unread."""

import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import itsdangerous.timed
import pytest
from flask import Flask
from sqlalchemy import select

from app.platform import clock
from app.platform.mail import OutboxMessage
from tests.sitting import stored


def letters(app: Flask, to: str) -> list[OutboxMessage]:
    """The letters to one address, oldest first."""
    return stored(app, select(OutboxMessage).where(OutboxMessage.recipient == to).order_by(OutboxMessage.id))


def link_in(letter: OutboxMessage) -> str:
    """The path of the one link in a letter."""
    (address,) = [word for word in letter.text.split() if word.startswith("http://localhost/")]
    return address.removeprefix("http://localhost")


def later(monkeypatch: pytest.MonkeyPatch, **passed: float) -> None:
    """From now on it is so much later: `later(monkeypatch, hours=25)`; counted from the true time, not added up."""
    ahead = timedelta(**passed)
    monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC) + ahead)
    shifted = SimpleNamespace(time=lambda: time.time() + ahead.total_seconds())
    monkeypatch.setattr(itsdangerous.timed, "time", shifted)  # signed links and cookies carry their own date
