"""The documents of a certificate as they were first given out."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.certificates.models import Certificate
from app.platform.db import Model


class Document(Model):
    """What was printed and signed, once. It is served for ever as it is, whatever key, font or program comes later."""

    __tablename__ = "certificate_documents"

    certificate_id: Mapped[int] = mapped_column(ForeignKey(Certificate.id), primary_key=True, autoincrement=False)
    key_id: Mapped[str] = mapped_column(String(43))
    # Where its bit is that says whether it was withdrawn; a place chosen by chance tells nobody how many there are.
    status_list: Mapped[int]
    status_place: Mapped[int]
    sealed_url: Mapped[str] = mapped_column(Text)
    credential: Mapped[str] = mapped_column(Text, deferred=True)
    pdf: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    pdf_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    pressed_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("status_list", "status_place"),
        CheckConstraint("length(pdf_sha256) = 64", name="fingerprint_whole"),
        CheckConstraint("status_place >= 0 AND status_place < 131072", name="place_in_list"),
    )
