"""Who did what to which thing, and when: rows that are only ever added."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.platform.db import Model, db


class AuditEvent(Model):
    """One thing that happened. The person is a plain number: the platform may not know people."""

    __tablename__ = "audit_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(200))
    details: Mapped[dict[str, Any]]

    __table_args__ = (Index(None, "subject"), Index(None, "person_id"))


def record(action: str, subject: str, now: datetime, *, person_id: int | None = None, **details: Any) -> None:
    """Add a line: `action` as a verb phrase (`issued certificate`), `subject` as `certificate:CODE`."""
    db.session.add(AuditEvent(at=now, person_id=person_id, action=action, subject=subject, details=details))
