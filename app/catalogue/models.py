"""Courses and their published revisions. A revision never changes; the next one is added beside it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from app.accounts.models import Person
from app.catalogue.rules import Admission
from app.platform.db import Model

IN_FORCE, OWNED = text("ended_at IS NULL"), text("ended_at IS NULL AND may = 'own'")


class Course(Model):
    """A course through all its revisions."""

    __tablename__ = "courses"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    added_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    # Not of a revision: whoever runs the course changes these from one day to the next.
    admission: Mapped[str] = mapped_column(String(10), default=Admission.OPEN.value)
    featured_from: Mapped[date | None]
    featured_until: Mapped[date | None]

    __table_args__ = (
        CheckConstraint("admission IN ('open', 'invited', 'closed')", name="admission_known"),
        CheckConstraint("(featured_from IS NULL) = (featured_until IS NULL)", name="featured_from_and_until"),
        CheckConstraint("featured_from <= featured_until", name="featured_in_order"),
    )


class CourseRevision(Model):
    """What students of a course see from one publication to the next."""

    __tablename__ = "course_revisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    number: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    title: Mapped[str] = mapped_column(String(200))
    subtitle: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str]
    minutes: Mapped[int]
    words: Mapped[int]
    # Audience, objectives, hours, dates, instructor …: shown whole, never searched.
    front: Mapped[dict[str, Any]] = mapped_column(JSON(none_as_null=True))
    language: Mapped[str] = column_property(front["language"].as_string())  # of its texts, such as `en`
    # The words of the course, as `content.words.all_words` makes them: for their own page, so read only there.
    glossary: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True), deferred=True)
    has_glossary: Mapped[bool] = column_property(glossary.is_not(None))
    # Coverage, hours worksheet, references, as `content.details` makes them: for their own page too.
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), deferred=True)

    course: Mapped[Course] = relationship()

    __table_args__ = (UniqueConstraint("course_id", "number"),)


class RevisionFile(Model):
    """One file of the folder a revision was published from, exactly as it was: export gives it back.

    Only a byte order mark and the line ends of another system are not kept.
    """

    __tablename__ = "revision_files"

    revision_id: Mapped[int] = mapped_column(ForeignKey("course_revisions.id", ondelete="CASCADE"), primary_key=True)
    path: Mapped[str] = mapped_column(String(300), primary_key=True)
    text: Mapped[str]


class Module(Model):
    """A part of a course that ends with a quiz and has a certificate of its own."""

    __tablename__ = "modules"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("course_revisions.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(60))
    slug: Mapped[str] = mapped_column(String(100))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    short: Mapped[str] = mapped_column(String(80))
    summary: Mapped[str]
    objectives: Mapped[list[Any]]

    __table_args__ = (UniqueConstraint("revision_id", "slug"), UniqueConstraint("revision_id", "position"))


class Unit(Model):
    """A lesson or a quiz through all revisions: what progress and attempts refer to."""

    __tablename__ = "units"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    key: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(10))

    __table_args__ = (UniqueConstraint("course_id", "key"), CheckConstraint("kind IN ('lesson', 'quiz')", name="kind"))


class Lesson(Model):
    """One text of a lesson, rendered once when it was published."""

    __tablename__ = "lessons"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    content_hash: Mapped[str] = mapped_column(String(64))
    html: Mapped[str]
    sections: Mapped[list[Any]]
    anchors: Mapped[dict[str, Any]]
    objectives: Mapped[list[Any]]
    words: Mapped[int]
    reviewed_on: Mapped[date]

    __table_args__ = (UniqueConstraint("unit_id", "content_hash"),)


class Placement(Model):
    """Where a unit stands in one revision: module, order, address, title."""

    __tablename__ = "placements"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("course_revisions.id", ondelete="CASCADE"))
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id", ondelete="CASCADE"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    lesson_id: Mapped[int | None] = mapped_column(ForeignKey("lessons.id"))
    position: Mapped[int]
    slug: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(200))
    minutes: Mapped[int]
    attempts: Mapped[int | None]  # how many a quiz allows, 0 for any number; None for a lesson
    pass_mark: Mapped[int | None]  # percent; of a quiz
    is_required: Mapped[bool] = mapped_column(default=True)  # False: nothing waits for it, and it counts nowhere

    unit: Mapped[Unit] = relationship()
    module: Mapped[Module] = relationship()

    __table_args__ = (
        UniqueConstraint("revision_id", "unit_id"),
        UniqueConstraint("revision_id", "position"),
        # Only practice is as one likes.
        CheckConstraint("is_required OR lesson_id IS NULL", name="lessons_required"),
    )


class CourseGrant(Model):
    """What somebody may do with a course (`rules.Right`), by whom and since when. It is ended, never deleted.

    It names the course by its key: a course has an owner from the first word of its draft on, before it is published.
    """

    __tablename__ = "course_grants"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_key: Mapped[str] = mapped_column(String(60))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    may: Mapped[str] = mapped_column(String(5))
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: from the command line
    granted_at: Mapped[datetime]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    granted_by: Mapped[Person | None] = relationship(foreign_keys=granted_by_id)
    ended_by: Mapped[Person | None] = relationship(foreign_keys=ended_by_id)

    __table_args__ = (
        CheckConstraint("may IN ('own', 'edit', 'teach')", name="right_known"),
        CheckConstraint("ended_at IS NOT NULL OR ended_by_id IS NULL", name="ended_by_when"),
        Index(
            "uq_course_grants_in_force", "course_key", "person_id", "may", unique=True,
            sqlite_where=IN_FORCE, postgresql_where=IN_FORCE,
        ),
        # A course has one owner, or none.
        Index(
            "uq_course_grants_owner", "course_key", unique=True, sqlite_where=OWNED, postgresql_where=OWNED,
        ),
    )  # fmt: skip
