"""The one clock. Views, jobs and commands ask it once and pass `now` on; nothing else knows the time."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, in UTC, to the microsecond."""
    return datetime.now(UTC)
