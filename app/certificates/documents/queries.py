"""Finding documents, and what became of the certificates behind them."""

from sqlalchemy import select

from app.certificates.documents.models import Document
from app.certificates.models import Certificate, Revocation
from app.platform.db import db


def certificate_with_file(fingerprint: str) -> Certificate | None:
    """The certificate whose PDF has this SHA-256."""
    joined = select(Certificate).join(Document, Document.certificate_id == Certificate.id)
    return db.session.scalar(joined.where(Document.pdf_sha256 == fingerprint))


def is_place_taken(number: int, place: int) -> bool:
    """Whether somebody has this place in this status list."""
    taken = (Document.status_list == number) & (Document.status_place == place)
    return db.session.scalar(select(Document.certificate_id).where(taken)) is not None


def withdrawn_places(number: int) -> list[int]:
    """The places in a status list of all certificates that were withdrawn."""
    joined = select(Document.status_place).join(Revocation, Revocation.certificate_id == Document.certificate_id)
    return list(db.session.scalars(joined.where(Document.status_list == number)))
