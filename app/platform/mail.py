"""Messages wait as rows in the outbox and leave after the commit, sent by the worker."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from sqlalchemy import Index, String, insert, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.platform import ids
from app.platform.db import Model, db

LEASE = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=6)


class OutboxMessage(Model):
    """One message to one address, with all that its sending needs."""

    __tablename__ = "outbox_messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(40), unique=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str]
    html: Mapped[str | None]
    queued_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]
    leased_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "sent_at", "next_try_at"),)


def queue(recipient: str, subject: str, text: str, now: datetime, html: str | None = None) -> None:
    """Put a message into the outbox; it leaves only if the transaction commits."""
    db.session.add(OutboxMessage(**_values(recipient, subject, text, now), html=html))


def queue_all(letters: Iterable[tuple[str, str, str]], now: datetime) -> None:
    """The same for many at once, in one statement. `letters`: recipient, subject and text of each."""
    rows = [_values(*letter, now) for letter in letters]
    if rows:
        db.session.execute(insert(OutboxMessage), rows)


def _values(recipient: str, subject: str, text: str, now: datetime) -> dict[str, Any]:
    one_line = " ".join(subject.split())[:200]
    return {
        "message_id": ids.public_id(), "recipient": recipient, "subject": one_line, "text": text,
        "queued_at": now, "next_try_at": now,
    }  # fmt: skip


def lease_next(now: datetime) -> OutboxMessage | None:
    """Take the next message that is due, for five minutes: several workers may run."""
    due = (
        select(OutboxMessage.id)
        .where(OutboxMessage.sent_at.is_(None), OutboxMessage.next_try_at <= now)
        .where(or_(OutboxMessage.leased_until.is_(None), OutboxMessage.leased_until < now))
        .order_by(OutboxMessage.next_try_at, OutboxMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = db.session.scalar(due)
    if found is None:
        return None
    db.session.execute(update(OutboxMessage).where(OutboxMessage.id == found).values(leased_until=now + LEASE))
    return db.session.get_one(OutboxMessage, found, populate_existing=True)


def mark_sent(message: OutboxMessage, now: datetime) -> None:
    """It left."""
    message.sent_at, message.leased_until, message.last_error = now, None, None


def mark_failed(message: OutboxMessage, error: str, now: datetime) -> None:
    """It did not leave: try again after 1, 2, 4, … minutes, at most six hours."""
    message.tries += 1
    message.last_error, message.leased_until = error[:500], None
    message.next_try_at = now + min(LONGEST_WAIT, timedelta(minutes=2 ** min(message.tries - 1, 9)))


def as_email(message: OutboxMessage, sender: str) -> EmailMessage:
    """The message in the form that leaves. Raises ValueError when an address carries a line break."""
    email = EmailMessage()
    email["Message-ID"] = f"<{message.message_id}@{sender.partition('@')[2] or 'localhost'}>"
    email["Date"], email["From"], email["To"] = format_datetime(message.queued_at), sender, message.recipient
    email["Subject"] = message.subject
    email.set_content(message.text)
    if message.html:
        email.add_alternative(message.html, subtype="html")
    return email
