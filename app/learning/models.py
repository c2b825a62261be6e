"""Who takes which course, and which units they have completed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.catalogue.models import Course, CourseRevision
from app.platform.db import Model

UNDER_WAY = text("ended_at IS NULL")


class Enrolment(Model):
    """One person's place in one course, on the revision they began with.

    Whoever takes a course again, for another renewal, gets a new place; the one before it ended then.
    """

    __tablename__ = "enrolments"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("course_revisions.id"))
    enrolled_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
    course: Mapped[Course] = relationship()
    revision: Mapped[CourseRevision] = relationship()

    __table_args__ = (
        # One at a time.
        Index(
            "uq_enrolments_under_way", "person_id", "course_id", unique=True,
            sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY,
        ),
        Index(None, "course_id", "enrolled_at"),
        Index(None, "person_id"),  # those that ended too: certificates live on
    )  # fmt: skip


class Completion(Model):
    """A unit that is done: a line in the ledger of progress, written once."""

    __tablename__ = "completions"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    completed_at: Mapped[datetime]


class ReadingTime(Model):
    """How long somebody really read a lesson, as far as their browser told and the clock here allows (`rules`)."""

    __tablename__ = "reading_times"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    seconds: Mapped[int]
    told_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("seconds > 0", name="seconds_read"),)
