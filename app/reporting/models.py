"""Who signed for the hours of a course."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.platform.db import Model


class HoursSignoff(Model):
    """Somebody signed for the hours of a revision: by which rule, from which inputs, with what reason."""

    __tablename__ = "hours_signoffs"

    revision_id: Mapped[int] = mapped_column(ForeignKey("course_revisions.id"), primary_key=True)
    method: Mapped[str] = mapped_column(String(100))
    computed: Mapped[str] = mapped_column(String(20))
    claimed: Mapped[str] = mapped_column(String(20))
    worksheet: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(String(500))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
