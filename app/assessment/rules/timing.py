"""Deadlines: when an attempt may begin, how long it takes, what arrives in time. Pure; every time is aware."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

GRACE = timedelta(seconds=30)  # for the way to the server, never announced


class TimeFactor(StrEnum):
    """How much longer somebody may take: an agreement with the person, for every quiz."""

    NORMAL = "1"
    QUARTER = "5/4"
    HALF = "3/2"
    DOUBLE = "2"
    NO_LIMIT = "none"


class Start(StrEnum):
    """Whether an attempt may begin."""

    OPEN = "open"
    NOT_YET = "not yet"
    CLOSED = "closed"
    COOLING = "cooling"
    USED_UP = "used up"


@dataclass(frozen=True, slots=True)
class Door:
    """The answer to "may I start?", and from when on, where waiting helps."""

    state: Start
    at: datetime | None = None


def deadline(started: datetime, minutes: int, factor: TimeFactor, extra: int = 0) -> datetime | None:
    """When the time is up: `minutes` (0: no limit) times the person's factor, and the `extra` ones of this attempt."""
    if not minutes or factor is TimeFactor.NO_LIMIT:
        return None
    return started + timedelta(seconds=float(Fraction(factor) * minutes * 60)) + timedelta(minutes=extra)


def minutes_for(minutes: int, factor: TimeFactor) -> Fraction | None:
    """The minutes this person has; None for no limit."""
    return None if not minutes or factor is TimeFactor.NO_LIMIT else Fraction(factor) * minutes


def seconds_left(deadline_at: datetime | None, now: datetime) -> int | None:
    """Whole seconds until the time is up, 0 once it is; None for no limit."""
    return None if deadline_at is None else max(0, int((deadline_at - now).total_seconds()))


def is_overdue(deadline_at: datetime | None, arrived: datetime) -> bool:
    """Whether what arrived at this moment came too late. The deadline itself, and the grace after it, are in time."""
    return deadline_at is not None and arrived > deadline_at + GRACE


def door(
    now: datetime, *, opens: datetime | None, closes: datetime | None, left: int | None, free_from: datetime | None
) -> Door:
    """Whether somebody may start. `left`: attempts left (None: any number), `free_from`: the end of the cool-down.

    A closing date only forbids starting: an attempt that began keeps its whole time.
    """
    if closes and now >= closes:
        return Door(Start.CLOSED, closes)
    if left == 0:
        return Door(Start.USED_UP)
    if opens and now < opens:
        return Door(Start.NOT_YET, opens)
    if free_from and now < free_from:
        return Door(Start.COOLING, free_from)
    return Door(Start.OPEN)


def free_from(started: datetime | None, submitted: datetime | None, cool_down: int) -> datetime | None:
    """The end of the cool-down in minutes after the last attempt, counted from its end."""
    ended = submitted or started
    return ended + timedelta(minutes=cool_down) if ended and cool_down else None
