"""A clock that a test turns."""

from datetime import UTC, datetime, timedelta

import pytest

from app.platform import clock

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Hours:
    """The time of the whole app: noon, until the test says otherwise."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        """`patch`: undone after the test."""
        self.now = NOON
        patch.setattr(clock, "now", lambda: self.now)

    def go_by(self, **time: float) -> None:
        """Let time pass: `go_by(minutes=30, seconds=31)`."""
        self.now += timedelta(**time)
