"""Writing the issue log: each entry on top of the newest, however many write at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.certificates.models import IssueLogEntry
from app.platform.chain import GENESIS, digest
from app.platform.db import db

FIRST = 1
TRIES = 3  # only the very first entry can be written by two at once


def append(event: str, code: str, facts: Mapping[str, Any], now: datetime) -> None:
    """Add an entry: `event` is issued, corrected or withdrawn. It is kept only if the transaction commits."""
    for _ in range(TRIES):
        try:
            with db.session.begin_nested():
                db.session.add(_next(event, code, dict(facts), now))
        except IntegrityError:  # another began the log a moment ago: now there is a row to wait on
            continue
        return
    raise RuntimeError("the issue log could not be written")


def _next(event: str, code: str, facts: dict[str, Any], now: datetime) -> IssueLogEntry:
    # Whoever holds the first row writes next; on SQLite one writes at a time anyway.
    db.session.execute(select(IssueLogEntry.number).where(IssueLogEntry.number == FIRST).with_for_update())
    newest = db.session.execute(
        select(IssueLogEntry.number, IssueLogEntry.hash).order_by(IssueLogEntry.number.desc()).limit(1)
    ).first()
    number, previous = (newest.number + 1, newest.hash) if newest else (FIRST, GENESIS)
    told = digest(number, (now.isoformat(), event, code, facts), previous)
    return IssueLogEntry(number=number, at=now, event=event, code=code, facts=facts, previous=previous, hash=told)
