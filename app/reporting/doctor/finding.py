"""One line of the doctor's report."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.platform.settings import Settings


class State(StrEnum):
    """How it stands."""

    FINE = "fine"
    ADVICE = "advice"  # it works, and could be better
    WRONG = "wrong"  # a promise is not kept


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, what was found, how that is, and the cure ("" where all is well)."""

    what: str
    found: str
    state: State = State.FINE
    cure: str = ""


Check = Callable[[Settings, datetime], Finding]


def advice(what: str, found: str, cure: str) -> Finding:
    """It works, and could be better."""
    return Finding(what, found, State.ADVICE, cure)


def wrong(what: str, found: str, cure: str) -> Finding:
    """A promise is not kept."""
    return Finding(what, found, State.WRONG, cure)


def ago(since: timedelta) -> str:
    """`3 days ago`, in the largest unit that is whole."""
    seconds = max(0, int(since.total_seconds()))
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if count := seconds // size:
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "a moment ago"
