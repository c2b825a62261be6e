"""Certificates: a snapshot of everything printed, taken when it was issued, and what happened around it.

Rows of this room are added and never changed: a correction is a further certificate that names the one it replaces.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.learning.models import Enrolment
from app.platform.db import Model

ATTACHMENT = "certificate"
STANDS = text("outcome <> 'rejected'")


class Certificate(Model):
    """One certificate. Later edits of name, course or settings change nothing here."""

    __tablename__ = "certificates"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    serial: Mapped[str] = mapped_column(String(20), unique=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"))
    # "course", or "module:" and the module's key. Never null: a null would let a double click issue two.
    scope: Mapped[str] = mapped_column(String(70))
    # 1 for the certificate of a completion, 2 and on for its corrections.
    issue: Mapped[int] = mapped_column(default=1)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("certificates.id"), unique=True)
    reason: Mapped[str | None] = mapped_column(String(500))
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    may_report: Mapped[bool] = mapped_column(default=False)
    snapshot: Mapped[dict[str, Any]]
    attested_text: Mapped[str]
    attested_at: Mapped[datetime]
    issued_at: Mapped[datetime]

    enrolment: Mapped[Enrolment] = relationship()

    __table_args__ = (
        UniqueConstraint("enrolment_id", "scope", "issue"),
        CheckConstraint("(issue = 1) = (replaces_id IS NULL)", name="correction_replaces"),
        CheckConstraint("(issue = 1) = (reason IS NULL)", name="correction_has_reason"),
    )

    @property
    def attachment(self) -> str:
        """How a message in the outbox names the PDF that it brings."""
        return f"{ATTACHMENT}:{self.code}"


class ClaimGate(Model):
    """A gate that somebody passed on the way to a certificate: when, and what was confirmed or signed."""

    __tablename__ = "claim_gates"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"), primary_key=True)
    scope: Mapped[str] = mapped_column(String(70), primary_key=True)
    gate: Mapped[str] = mapped_column(String(12), primary_key=True)
    passed_at: Mapped[datetime]
    details: Mapped[dict[str, Any]]

    __table_args__ = (
        CheckConstraint("gate IN ('completed', 'evaluated', 'confirmed', 'attested')", name="gate_known"),
    )


class Revocation(Model):
    """A certificate that was withdrawn: the reason is public, on the verification page."""

    __tablename__ = "revocations"

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificates.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(500))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]

    __table_args__ = (CheckConstraint("reason <> ''", name="reason_given"),)


class IssueLogEntry(Model):
    """One line of the issue log, chained to the one before it; see `platform.chain`."""

    __tablename__ = "issue_log"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    event: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]]
    previous: Mapped[str] = mapped_column(String(64), unique=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)

    __table_args__ = (Index(None, "code"),)


@event.listens_for(IssueLogEntry, "before_update")
@event.listens_for(IssueLogEntry, "before_delete")
def _refuse(_mapper: object, _connection: object, entry: IssueLogEntry) -> None:
    raise TypeError(f"entry {entry.number} of the issue log stays as it was written")


class EvaluationResponse(Model):
    """What somebody answered about a course. Not who, and not when: only a year.

    The key is random and orders the table too (on SQLite there is no hidden row number), so that the place of a row
    tells nothing about the order in which people came.
    """

    __tablename__ = "evaluation_responses"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("course_revisions.id"), index=True)
    year: Mapped[int]
    answers: Mapped[dict[str, Any]]

    __table_args__ = ({"sqlite_with_rowid": False},)


class OutsideCertificate(Model):
    """A certificate of another provider that somebody keeps with ours; nobody has checked it."""

    __tablename__ = "outside_certificates"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    provider: Mapped[str] = mapped_column(String(200))
    completed_on: Mapped[date]
    hours: Mapped[str] = mapped_column(String(6))
    category: Mapped[str] = mapped_column(String(100))
    format: Mapped[str] = mapped_column(String(40))
    added_at: Mapped[datetime]


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
        Index(None, "certificate_id"),
    )  # fmt: skip


class ReportDue(Model):
    """A licence on a certificate of a whole course, so that what is to be told is found without reading every snapshot.

    `is_waiting` only says where to look; whether it is to be told, the facts beside it decide.
    """

    __tablename__ = "report_dues"

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificates.id"), primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # on the certificate, from 0
    state: Mapped[str] = mapped_column(String(2))
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(40))
    may_report: Mapped[bool]
    is_waiting: Mapped[bool] = mapped_column(default=True)

    __table_args__ = (
        Index(
            "ix_report_dues_waiting", "certificate_id", "place", "may_report", "state", "kind",
            sqlite_where=text("is_waiting = 1"), postgresql_where=text("is_waiting"),
        ),
    )  # fmt: skip
