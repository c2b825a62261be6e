"""Certificates of other providers: added by their owner, checked by nobody."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from app.accounts.models import Person
from app.certificates.models import OutsideCertificate
from app.platform.db import db

MOST = 500


class TooMany(Exception):  # noqa: N818 - an answer to the person
    """Nobody has so many."""


@dataclass(frozen=True, slots=True)
class OutsideDetails:
    """What is typed of it; `hours` a decimal in text."""

    title: str
    provider: str
    completed_on: date
    hours: str
    category: str
    format: str


def add_outside(person: Person, given: OutsideDetails, now: datetime) -> OutsideCertificate:
    """Keep it. Raises TooMany."""
    mine = select(func.count()).where(OutsideCertificate.person_id == person.id)
    if (db.session.scalar(mine) or 0) >= MOST:
        raise TooMany
    kept = OutsideCertificate(person_id=person.id, added_at=now, **asdict(given))
    db.session.add(kept)
    return kept


def remove_outside(kept: OutsideCertificate) -> None:
    """Forget it."""
    db.session.delete(kept)
