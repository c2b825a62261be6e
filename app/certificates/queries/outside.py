"""Certificates of other providers that a student keeps here."""

from collections.abc import Sequence

from sqlalchemy import select

from app.certificates.models import OutsideCertificate
from app.platform.db import db


def outside_of(person_id: int) -> Sequence[OutsideCertificate]:
    """A person's, newest first."""
    found = select(OutsideCertificate).where(OutsideCertificate.person_id == person_id)
    return db.session.scalars(
        found.order_by(OutsideCertificate.completed_on.desc(), OutsideCertificate.id.desc())
    ).all()


def own_outside(person_id: int, number: int) -> OutsideCertificate | None:
    """The one with this number, if it is this person's."""
    return db.session.scalar(
        select(OutsideCertificate).where(OutsideCertificate.id == number, OutsideCertificate.person_id == person_id)
    )
