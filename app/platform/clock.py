"""The one clock. Views, jobs and commands ask it once and pass `now` on; nothing else knows the time."""

import time
from datetime import UTC, datetime

from flask import g

LARGE = 5.0  # seconds; less is what a time server corrects, and what a busy machine makes of it


def now() -> datetime:
    """The present moment, in UTC, to the microsecond."""
    return datetime.now(UTC)


def arrived() -> datetime:
    """When the request arrived, before it waited for anything: a queue shall cost nobody the last answer."""
    found: datetime = g.arrived_at
    return found


def went_by() -> float:
    """Seconds since some moment, with those in which a laptop slept; `time.monotonic` may leave them out."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class Steps:
    """Notices that somebody set the machine's clock: it went further, or less far, than time went by."""

    def __init__(self) -> None:
        """From now on."""
        self._ahead = self._difference()

    def last(self) -> float:
        """By how many seconds the clock was set since this was asked before; 0 for nothing worth a word."""
        before, self._ahead = self._ahead, self._difference()
        step = self._ahead - before
        return step if abs(step) > LARGE else 0.0

    @staticmethod
    def _difference() -> float:
        return now().timestamp() - went_by()
