"""Who signed for hours."""

from sqlalchemy import select

from app.accounts.models import Person
from app.platform.db import db
from app.reporting.models import HoursSignoff


def signoff_of(revision_id: int) -> tuple[HoursSignoff, str] | None:
    """The signature for a revision's hours, and the name of who signed."""
    row = db.session.execute(
        select(HoursSignoff, Person.name)
        .join(Person, Person.id == HoursSignoff.by_id)
        .where(HoursSignoff.revision_id == revision_id)
    ).first()
    return None if row is None else (row[0], row[1])
