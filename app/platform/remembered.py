"""What the site remembers of its own upkeep: when something last happened, and what came of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.platform.db import Model, db

BACKUP, REHEARSAL, RESTORATION, WORKER = "back-up", "rehearsal", "restoration", "worker"
LONG_LOOK = "thorough look"  # what the doctor's command found of that which takes long


class Remembered(Model):
    """The last time of one thing."""

    __tablename__ = "remembered"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
    details: Mapped[dict[str, Any]]


def remember(name: str, now: datetime, **details: Any) -> None:
    """It happened now; what was remembered before is forgotten."""
    db.session.merge(Remembered(name=name, at=now, details=details))


def recalled(name: str) -> Remembered | None:
    """The last time, None for never."""
    return db.session.get(Remembered, name)
