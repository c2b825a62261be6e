"""Who did what to which thing, and when: rows that are only ever added, and chained by `platform.chaining`.

What the chain holds for ever are numbers, verbs, codes, and a digest of the details. The details themselves may name
people (a licence, an address, a reason), so they can be erased when a person must be forgotten. Their digest stays, and
tells nothing: it was made with a salt that goes with them. The database refuses every other change, by a trigger.
"""

import hashlib
import json
import re
import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, Row, String, text, update
from sqlalchemy.orm import Mapped, mapped_column

from app.platform.chain import canonical
from app.platform.db import Model, db

ERASED = "erased details"
SUBJECT = re.compile(r"[a-z]+:[\w.-]+", re.ASCII)
UNCHAINED = text("number IS NULL")


class AuditEvent(Model):
    """One thing that happened. People and courses are plain numbers: the platform may not know them.

    `person_id`: who did it; `about_id`: whom it concerns, if it was done by another; `number`: its place in the chain,
    given by the worker a moment after the commit, since places given out one by one would make all writers queue.
    """

    __tablename__ = "audit_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None]
    about_id: Mapped[int | None]
    course_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(200))
    details: Mapped[dict[str, Any]]
    salt: Mapped[str] = mapped_column(String(22))
    digest: Mapped[str] = mapped_column(String(64))
    number: Mapped[int | None] = mapped_column(unique=True)
    hash: Mapped[str | None] = mapped_column(String(64))

    __table_args__ = (
        CheckConstraint("(number IS NULL) = (hash IS NULL)", name="chained_whole"),
        *(Index(None, column, "id") for column in ("subject", "person_id", "about_id", "course_id")),
        Index("ix_audit_events_unchained", "id", sqlite_where=UNCHAINED, postgresql_where=UNCHAINED),
    )

    @property
    def is_erased(self) -> bool:
        """Whether its details went, with the person they named."""
        return not self.salt


def says(line: AuditEvent | Row[Any]) -> tuple[Any, ...]:
    """What a line's link in the chain is made of."""
    who = (line.person_id, line.about_id, line.course_id)
    return line.id, line.at.isoformat(), *who, line.action, line.subject, line.digest


def record(
    action: str, subject: str, now: datetime, *,
    person_id: int | None = None, about_id: int | None = None, course_id: int | None = None, **details: Any,
) -> None:  # fmt: skip
    """Add a line: `action` as a verb phrase (`issued certificate`), `subject` as `certificate:CODE`.

    Raises ValueError for a subject of another shape: it cannot be erased, so it must never hold what somebody typed.
    """
    if not SUBJECT.fullmatch(subject):
        raise ValueError(f"{subject!r} does not name a thing by its code")
    kind, _, name = subject.partition(":")
    told, salt = canonical(details), secrets.token_urlsafe(16)
    db.session.add(
        AuditEvent(
            at=now, person_id=person_id, about_id=int(name) if kind == "person" else about_id, course_id=course_id,
            action=action, subject=subject, details=json.loads(told), salt=salt, digest=digest_of(told, salt),
        )
    )  # fmt: skip


def digest_of(told: str, salt: str) -> str:
    """Of details in their canonical spelling; 64 hex digits."""
    return hashlib.sha256(f"{salt}\n{told}".encode()).hexdigest()


def erase_details(person_id: int, now: datetime, *, by: int | None = None) -> None:
    """Forget what was written about a person: the lines stay, without their details. That this was done is a line."""
    subject = f"person:{person_id}"
    theirs = update(AuditEvent).where(AuditEvent.subject == subject, AuditEvent.salt != "")
    db.session.flush()
    db.session.execute(theirs.values(details={}, salt=""))
    record(ERASED, subject, now, person_id=by)
