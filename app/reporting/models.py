"""What was told to boards and by whom, and who signed for the hours of a course."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.platform.db import Model

STANDS = text("outcome <> 'rejected'")


class ReportBatch(Model):
    """One file for CE Broker: its rows are kept as they were written, so that the same file can be had again."""

    __tablename__ = "report_batches"

    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class ReportLine(Model):
    """One row of a batch: a certificate and a licence it prints, and what became of the report."""

    __tablename__ = "report_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("report_batches.id"), index=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificates.id"))
    state: Mapped[str] = mapped_column(String(2))
    number: Mapped[str] = mapped_column(String(40))
    cells: Mapped[list[Any]]
    outcome: Mapped[str] = mapped_column(String(10), default="exported")
    note: Mapped[str] = mapped_column(String(500), default="")
    decided_at: Mapped[datetime | None]

    batch: Mapped[ReportBatch] = relationship()

    __table_args__ = (
        CheckConstraint("outcome IN ('exported', 'accepted', 'rejected')", name="outcome_known"),
        # Nobody is reported twice: CE Broker cannot take an entry back. What was rejected may be sent again.
        Index(
            "uq_report_lines_once", "certificate_id", "state", "number", unique=True,
            sqlite_where=STANDS, postgresql_where=STANDS,
        ),
    )  # fmt: skip


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
