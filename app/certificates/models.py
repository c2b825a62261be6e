"""Certificates: a snapshot of everything printed, taken when it was issued."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.learning.models import Enrolment
from app.platform.db import Model


class Certificate(Model):
    """One certificate. Later edits of name, course or settings change nothing here."""

    __tablename__ = "certificates"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    serial: Mapped[str] = mapped_column(String(20), unique=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"))
    # "course", or "module:" and the module's key. Never null: a null would let a double click issue two.
    scope: Mapped[str] = mapped_column(String(70))
    snapshot: Mapped[dict[str, Any]]
    attested_text: Mapped[str]
    attested_at: Mapped[datetime]
    issued_at: Mapped[datetime]

    enrolment: Mapped[Enrolment] = relationship()

    __table_args__ = (UniqueConstraint("enrolment_id", "scope"),)
