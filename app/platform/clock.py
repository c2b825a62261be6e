"""The one clock. Views, jobs and commands ask it once and pass `now` on; nothing else knows the time."""

from datetime import UTC, datetime

from flask import g


def now() -> datetime:
    """The present moment, in UTC, to the microsecond."""
    return datetime.now(UTC)


def arrived() -> datetime:
    """When the request arrived, before it waited for anything: a queue shall cost nobody the last answer."""
    found: datetime = g.arrived_at
    return found
