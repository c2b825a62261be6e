"""Messages wait as rows in the outbox and leave after the commit, sent by the worker."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Any

from sqlalchemy import Index, String, func, insert, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.platform import ids
from app.platform.colours import Colours
from app.platform.db import Model, db
from app.platform.languages import LONGEST_LANGUAGE, language
from app.platform.letter import Paper, as_html

LEASE = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class File:
    """A file that goes with a message. `mimetype` such as `application/pdf`."""

    name: str
    mimetype: str
    data: bytes


class CalledOff(Exception):  # noqa: N818 - nothing went wrong
    """What a message was to bring is not to be sent any more; the words say why."""


# The kind of thing a message brings, and what finds its file by name at the moment of sending. Raises CalledOff.
Attachers = Mapping[str, Callable[[str, datetime], File]]


class OutboxMessage(Model):
    """One message to one address, with all that its sending needs."""

    __tablename__ = "outbox_messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(40), unique=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str]
    reply_to: Mapped[str | None] = mapped_column(String(254))  # whoever wrote it, where that is a person
    html: Mapped[str | None]  # always empty, made as it leaves; the column goes with the release after this one
    language: Mapped[str] = mapped_column(String(LONGEST_LANGUAGE), default="en", server_default="en")  # of the text
    # `certificate:7K3M…`: what to attach when it leaves. The file stays where it is kept, and is never stored twice.
    attachment: Mapped[str | None] = mapped_column(String(80))
    queued_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]
    leased_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    called_off_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "sent_at", "next_try_at"),)


# What waits: neither sent nor called off.
UNSENT = (OutboxMessage.sent_at.is_(None), OutboxMessage.called_off_at.is_(None))


@dataclass(frozen=True, slots=True)
class Waiting:
    """What has not left yet: how many, since when the oldest waits, and why the oldest that failed did."""

    count: int
    oldest: datetime | None
    last_error: str | None


def queue(recipient: str, subject: str, text: str, now: datetime, *, attachment: str | None = None) -> None:
    """Put a message into the outbox; it leaves only if the transaction commits. It leaves as text and as HTML.

    `attachment`: kind and name of what it brings, such as `certificate:7K3M…`; the kind is one of `Attachers`.
    """
    db.session.add(OutboxMessage(**_values(recipient, subject, text, now), attachment=attachment))


def queue_all(letters: Iterable[tuple[str, str, str]], now: datetime, *, reply_to: str | None = None) -> None:
    """The same for many at once, in one statement. `letters`: recipient, subject and text of each.

    `reply_to`: the address that answers go to, in place of the site's own.
    """
    rows = [_values(*letter, now) | {"reply_to": reply_to} for letter in letters]
    if rows:
        db.session.execute(insert(OutboxMessage), rows)


def _values(recipient: str, subject: str, text: str, now: datetime) -> dict[str, Any]:
    one_line = " ".join(subject.split())[:200]
    return {
        "message_id": ids.public_id(), "recipient": recipient, "subject": one_line, "text": text,
        "queued_at": now, "next_try_at": now, "language": language(),  # in which the text was just written
    }  # fmt: skip


def is_waiting(recipient: str, attachment: str) -> bool:
    """Whether a message that brings this to this address has still to leave."""
    waiting = select(OutboxMessage.id).where(
        OutboxMessage.recipient == recipient,
        OutboxMessage.attachment == attachment,
        *UNSENT,
    )
    return db.session.scalar(waiting.limit(1)) is not None


def lease_next(now: datetime) -> OutboxMessage | None:
    """Take the next message that is due, for five minutes: several workers may run."""
    due = (
        select(OutboxMessage.id)
        .where(*UNSENT, OutboxMessage.next_try_at <= now)
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


def call_off(message: OutboxMessage, why: str, now: datetime) -> None:
    """It will not leave: what it was to bring was withdrawn, or replaced."""
    message.called_off_at, message.leased_until, message.last_error = now, None, why[:500]


def file_for(message: OutboxMessage, attachers: Attachers, now: datetime) -> File | None:
    """What it brings, as it is kept now. Raises CalledOff; LookupError for a kind that nobody can find."""
    if not message.attachment:
        return None
    kind, _, name = message.attachment.partition(":")
    return attachers[kind](name, now)


def waiting() -> Waiting:
    """The queue in one statement."""
    latest = (
        select(OutboxMessage.last_error)
        .where(*UNSENT, OutboxMessage.last_error.is_not(None))
        .order_by(OutboxMessage.queued_at, OutboxMessage.id)
        .limit(1)
        .scalar_subquery()
    )
    found = select(func.count(), func.min(OutboxMessage.queued_at), latest).where(*UNSENT)
    return Waiting(*db.session.execute(found).one())


def as_email(
    message: OutboxMessage, sender: str, file: File | None = None, colours: Colours | None = None
) -> EmailMessage:
    """The message in the form that leaves: its text, and the same as HTML in the provider's `colours`, or ours.

    Raises ValueError when an address carries a line break.
    """
    email = EmailMessage()
    domain = parseaddr(sender)[1].partition("@")[2] or "localhost"
    email["Message-ID"] = f"<{message.message_id}@{domain}>"
    email["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office replies, please
    email["Date"], email["From"], email["To"] = format_datetime(message.queued_at), sender, message.recipient
    email["Subject"] = message.subject
    if message.reply_to and (address := _address(message.reply_to)):
        email["Reply-To"] = address
    email.set_content(message.text)
    paper = Paper(message.language, colours)
    email.add_alternative(as_html(message.subject, message.text, paper), subtype="html")
    if file:
        kind, _, subtype = file.mimetype.partition("/")
        email.add_attachment(file.data, maintype=kind, subtype=subtype, filename=file.name)
    return email


def _address(written: str) -> Address | None:
    """One address and nothing more; None for what a header could be made of, or cannot carry."""
    try:
        return Address(addr_spec=written)
    except (ValueError, MessageError):
        return None
