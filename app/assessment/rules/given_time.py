"""When the time of an attempt is up, after everything that was given for it. Pure; replayed, so that anybody can check.

Nothing that is given later makes a running attempt shorter: a clock that somebody has seen is kept.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from app.assessment.rules.timing import TimeFactor, deadline


class GivenTime(NamedTuple):
    """`time`: an agreement with the person; `minutes`: more of them; `reopened`: so many from then on, exactly."""

    kind: str
    value: str
    at: datetime


def end_of(started: datetime, minutes: int, given: Iterable[GivenTime]) -> datetime | None:
    """When an attempt at a quiz of so many minutes (0: no limit) ends, all that was `given` in order; None: never."""
    began, factor, extra = started, TimeFactor.NORMAL, 0
    end, is_opened_again = deadline(started, minutes, factor), False
    for one in given:
        if one.kind == "time":
            factor = TimeFactor(one.value)
        elif one.kind == "minutes":
            extra += int(one.value)
        else:
            began, minutes, extra, is_opened_again = one.at, int(one.value), 0, True
        own = TimeFactor.NORMAL if is_opened_again and factor is not TimeFactor.NO_LIMIT else factor
        new = deadline(began, minutes, own, extra)
        is_new = one.kind == "reopened" or one.at < began
        end = new if is_new else _later(end, new)
    return end


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(one, other) if one and other else None
