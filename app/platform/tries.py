"""How often something was tried lately: rows, so that every process and every machine counts the same.

What is counted is kept as a keyed hash: an address that somebody mistyped, or a password in the wrong field, is in no
back-up. A window begins with the first try and lasts as long as its limit says; then the count begins anew.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from app.platform.db import Model, db

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Tried(Model):
    """One thing that was tried: how often, and until when that counts."""

    __tablename__ = "tries"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int]
    until: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many in so long. `name` keeps the counts of different limits apart."""

    name: str
    most: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class Counted:
    """What one limit counts: `of` is an address, a network, a device."""

    limit: Limit
    of: str

    def key(self, secret: str) -> str:
        """What the row is called."""
        return hmac.new(secret.encode(), f"{self.limit.name}\0{self.of}".encode(), hashlib.sha256).hexdigest()


def wait_for(counted: Sequence[Counted], secret: str, now: datetime) -> timedelta | None:
    """How long until all of them may be tried again; None for at once. One statement."""
    limits = {one.key(secret): one.limit for one in counted}
    running = select(Tried).where(Tried.key.in_(limits), Tried.until > now)
    full = [row.until - now for row in db.session.scalars(running) if row.count >= limits[row.key].most]
    return max(full, default=None)


def count(counted: Sequence[Counted], secret: str, now: datetime) -> None:
    """Count one try for each. One statement, in which two at once both count."""
    # In the order of the keys: two that count the same rows at once would else wait for each other for ever.
    rows = sorted((one.key(secret), now + one.limit.within) for one in counted)
    insert = INSERTS[db.session.get_bind().dialect.name](Tried)
    fresh = insert.values([{"key": key, "count": 1, "until": until} for key, until in rows])
    is_over = Tried.until <= now
    changed = {
        "count": case((is_over, 1), else_=Tried.count + 1),
        "until": case((is_over, fresh.excluded.until), else_=Tried.until),
    }
    db.session.execute(fresh.on_conflict_do_update(index_elements=["key"], set_=changed))


def forget(counted: Sequence[Counted], secret: str) -> None:
    """Begin anew: it went well in the end."""
    db.session.execute(delete(Tried).where(Tried.key.in_([one.key(secret) for one in counted])))


def sweep(now: datetime) -> bool:
    """Take away what counts no more. A job of the worker; all goes at once, so there is never more to do."""
    if db.session.scalar(select(Tried.key).where(Tried.until <= now).limit(1)) is not None:
        db.session.execute(delete(Tried).where(Tried.until <= now))
    return False
