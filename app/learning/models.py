"""Who takes which course, and which units they have completed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.catalogue.models import Course, CourseRevision
from app.platform.db import Model


class Enrolment(Model):
    """One person's place in one course, on the revision they began with."""

    __tablename__ = "enrolments"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("course_revisions.id"))
    enrolled_at: Mapped[datetime]

    person: Mapped[Person] = relationship()
    course: Mapped[Course] = relationship()
    revision: Mapped[CourseRevision] = relationship()

    __table_args__ = (UniqueConstraint("person_id", "course_id"), Index(None, "course_id", "enrolled_at"))


class Completion(Model):
    """A unit that is done: a line in the ledger of progress, written once."""

    __tablename__ = "completions"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    completed_at: Mapped[datetime]
