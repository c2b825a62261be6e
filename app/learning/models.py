"""Who takes which course, in which cohort, and which units they have completed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint, text
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
        # A list of fifty thousand is counted, and shown fifty at a time, in either order.
        Index(
            "ix_enrolments_current", "course_id", "enrolled_at", "id", "ended_at",
            sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY,
        ),
        Index(None, "course_id", "enrolled_at"),
        Index(None, "person_id"),  # those that ended too: certificates live on
        Index("uq_enrolments_id_course_id", "id", "course_id", unique=True),  # so that others can point at both
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


class Cohort(Model):
    """People who take a course together. A due day ends at midnight where each of them lives; nothing closes then."""

    __tablename__ = "cohorts"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    name: Mapped[str] = mapped_column(String(120))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    due_on: Mapped[date | None]  # of the whole course
    is_reminded: Mapped[bool] = mapped_column(default=True)  # two days before something is due
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))

    __table_args__ = (
        UniqueConstraint("course_id", "name"),
        UniqueConstraint("id", "course_id"),
        CheckConstraint("starts_on <= ends_on", name="dates_in_order"),
        CheckConstraint("name <> ''", name="name_given"),
    )


class DueDate(Model):
    """When a cohort is to have done a unit."""

    __tablename__ = "due_dates"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id", ondelete="CASCADE"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    due_on: Mapped[date] = mapped_column(index=True)


class CohortMember(Model):
    """An enrolment is in one cohort at most, and in one of its own course: the two keys share the course."""

    __tablename__ = "cohort_members"

    enrolment_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    cohort_id: Mapped[int]
    course_id: Mapped[int]
    since: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(
            ["enrolment_id", "course_id"], ["enrolments.id", "enrolments.course_id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["cohort_id", "course_id"], ["cohorts.id", "cohorts.course_id"]),
        Index(None, "cohort_id"),
    )
