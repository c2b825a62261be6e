"""What an administrator sees of the messages, and may do: try again at once, give one up.

Never their text: a link to sign in with is meant for one person alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Row, func, select

from app.platform import mail
from app.platform.db import db
from app.platform.mail import UNSENT, OutboxMessage

PAGE = 50


class Pile(StrEnum):
    """Where a message lies."""

    WAITING = "waiting"
    SENT = "sent"
    CALLED_OFF = "called-off"


PILES = {
    Pile.WAITING: UNSENT,
    Pile.SENT: (OutboxMessage.sent_at.is_not(None),),
    Pile.CALLED_OFF: (OutboxMessage.called_off_at.is_not(None),),
}


@dataclass(frozen=True, slots=True)
class Messages:
    """One page of a pile: who it is for and how it stands, not what it says."""

    total: int
    rows: Sequence[Row[int, str, str, datetime, datetime, int, str | None, datetime | None, datetime | None]]


def messages(pile: Pile, page: int) -> Messages:
    """A page, from 1 on: of what waits the oldest first, of the rest the newest."""
    wanted, order = PILES[pile], OutboxMessage.id if pile is Pile.WAITING else OutboxMessage.id.desc()
    one = OutboxMessage
    told = select(
        one.id, one.recipient, one.subject, one.queued_at, one.next_try_at, one.tries, one.last_error, one.sent_at,
        one.called_off_at,
    )  # fmt: skip
    total = db.session.scalar(select(func.count()).select_from(one).where(*wanted)) or 0
    found = db.session.execute(told.where(*wanted).order_by(order).limit(PAGE).offset((page - 1) * PAGE))
    return Messages(total, found.all())


def locked(number: int) -> OutboxMessage | None:
    """A message that nobody else changes meanwhile."""
    return db.session.get(OutboxMessage, number, with_for_update=True)


def retry(message: OutboxMessage, now: datetime) -> bool:
    """Let it leave with the worker's next round; False when it has left already."""
    if message.sent_at is not None:
        return False
    message.next_try_at, message.called_off_at = now, None
    return True


def give_up(message: OutboxMessage, now: datetime) -> bool:
    """Never try it again; False when it has left, or is on its way."""
    if message.sent_at is not None or (message.leased_until is not None and message.leased_until > now):
        return False
    mail.call_off(message, "given up by an administrator", now)
    return True
