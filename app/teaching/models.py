"""The ways into a course, who came in by which, and what its students were told."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.learning.models import Cohort
from app.platform.db import Model

WAITING = text("uses = 0 AND ended_at IS NULL AND email IS NOT NULL")


class EnrolmentCode(Model):
    """A code to be typed, for a class. It is told to many, so it is kept as it is.

    `uses` is counted here, beside the entries, so that of two people at the last place the database takes one.
    """

    __tablename__ = "enrolment_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    cohort_id: Mapped[int | None]
    code: Mapped[str] = mapped_column(String(20), unique=True)
    most_uses: Mapped[int | None]  # None: any number
    uses: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))

    cohort: Mapped[Cohort | None] = relationship(viewonly=True)

    __table_args__ = (
        ForeignKeyConstraint(["cohort_id", "course_id"], ["cohorts.id", "cohorts.course_id"]),
        CheckConstraint("uses >= 0 AND uses <= most_uses", name="not_used_too_often"),
        CheckConstraint("most_uses > 0", name="some_use"),
    )


class Invitation(Model):
    """A link into a course: to one address, and then it works once, or for whoever has it (`email` None).

    Of the link only a hash is kept. It is shown, or sent, when it is made; a lost one is replaced.
    """

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    cohort_id: Mapped[int | None]
    email: Mapped[str | None] = mapped_column(String(254))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    uses: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]  # last
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    sent_at: Mapped[datetime | None]  # last

    cohort: Mapped[Cohort | None] = relationship(viewonly=True)

    __table_args__ = (
        ForeignKeyConstraint(["cohort_id", "course_id"], ["cohorts.id", "cohorts.course_id"]),
        CheckConstraint("email IS NULL OR uses <= 1", name="an_address_once"),
        CheckConstraint("email = lower(email)", name="email_lower_case"),
        CheckConstraint("(uses = 0) = (used_at IS NULL)", name="used_when_used"),
        # One that waits to an address and course.
        Index(
            "uq_invitations_waiting", "course_id", "email", unique=True,
            sqlite_where=WAITING, postgresql_where=WAITING,
        ),
        Index(None, "course_id", "made_at"),
    )  # fmt: skip


class Entry(Model):
    """By what somebody came in: one code, or one invitation, to an enrolment."""

    __tablename__ = "entries"

    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolments.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    code_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment_codes.id"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitations.id"), index=True)

    __table_args__ = (CheckConstraint("(code_id IS NULL) <> (invitation_id IS NULL)", name="one_way"),)


class CourseMessage(Model):
    """What was written to the students of a course, or of a cohort; the letters themselves are in the outbox."""

    __tablename__ = "course_messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    operation: Mapped[str] = mapped_column(String(40), unique=True)  # of the form: pressed twice, it is sent once
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    cohort_id: Mapped[int | None]
    cohort_name: Mapped[str | None] = mapped_column(String(120))  # as it was then: what was sent outlives the cohort
    subject: Mapped[str] = mapped_column(String(150))
    text: Mapped[str]
    recipients: Mapped[int]
    sent_at: Mapped[datetime]
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))

    sent_by: Mapped[Person] = relationship()

    __table_args__ = (
        ForeignKeyConstraint(["cohort_id", "course_id"], ["cohorts.id", "cohorts.course_id"]),
        CheckConstraint("cohort_id IS NULL OR cohort_name IS NOT NULL", name="cohort_named"),
    )


class DueReminder(Model):
    """Somebody was reminded of what is due on a day: once for each day, however much is due."""

    __tablename__ = "due_reminders"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"), primary_key=True)
    due_on: Mapped[date] = mapped_column(primary_key=True)
    queued_at: Mapped[datetime]
