"""Whether a way into a course is still open: pure."""

from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """How a code or an invitation stands."""

    WAITING = "waiting"  # it can be used
    USED = "used"  # by the one person it was for
    FULL = "full"
    EXPIRED = "expired"
    ENDED = "ended"


def standing(
    now: datetime, *, uses: int, most_uses: int | None, expires_at: datetime | None, ended_at: datetime | None
) -> Standing:
    """How it stands at `now`. `most_uses` None: any number; 1: it was for one person."""
    if ended_at is not None:
        return Standing.ENDED
    if most_uses is not None and uses >= most_uses:
        return Standing.USED if most_uses == 1 else Standing.FULL
    if expires_at is not None and expires_at <= now:
        return Standing.EXPIRED
    return Standing.WAITING
