"""Finding courses and what their revisions hold."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Engine, Select, bindparam, func, select
from sqlalchemy.orm import aliased, joinedload

from app.catalogue.content.changes import since
from app.catalogue.models import Course, CourseRevision, Lesson, Module, Placement, RevisionFile, Unit
from app.catalogue.rules import is_featured
from app.platform.db import db


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A course as the catalogue lists it."""

    slug: str
    title: str
    subtitle: str
    summary: str
    minutes: int
    front: dict[str, Any]
    admission: str
    featured_from: date | None
    featured_until: date | None

    def is_featured(self, today: date) -> bool:
        """Whether it stands at the top of the front page."""
        return is_featured(self.featured_from, self.featured_until, today)


@dataclass(frozen=True, slots=True)
class OutlineUnit:
    """One lesson or quiz in the outline of a revision."""

    unit_id: int
    kind: str
    slug: str
    title: str
    minutes: int
    module_key: str
    module_slug: str
    module_short: str
    module_title: str
    attempts: int | None  # how many a quiz allows, 0 for any number; None for a lesson
    pass_mark: int | None  # percent; of a quiz
    is_required: bool  # False: there to practice as one likes, and counts nowhere


class QuizAt(NamedTuple):
    """Where a quiz stands: its course, its own address and title, and its unit."""

    course_slug: str
    course_title: str
    slug: str
    title: str
    unit_id: int


def is_newest() -> ColumnElement[bool]:
    """The condition that a joined CourseRevision is its course's newest."""
    other = aliased(CourseRevision)
    newest = select(func.max(other.number)).where(other.course_id == CourseRevision.course_id)
    return CourseRevision.number == newest.correlate(CourseRevision).scalar_subquery()


def published_courses() -> list[CourseLine]:
    """Every course that is offered, newest revision, by title."""
    rows = db.session.execute(
        select(Course.slug, CourseRevision.title, CourseRevision.subtitle, CourseRevision.summary,
               CourseRevision.minutes, CourseRevision.front,
               Course.admission, Course.featured_from, Course.featured_until)
        .join(CourseRevision, CourseRevision.course_id == Course.id)
        .where(Course.retired_at.is_(None), is_newest())
        .order_by(CourseRevision.title)
    )  # fmt: skip
    return [CourseLine(*row) for row in rows]


def latest_revision(slug: str) -> CourseRevision | None:
    """The newest revision of the course at this address, with its course."""
    return db.session.scalar(
        select(CourseRevision)
        .join(CourseRevision.course)
        .options(joinedload(CourseRevision.course))
        .where(Course.slug == slug)
        .order_by(CourseRevision.number.desc())
        .limit(1)
    )


# Asked for every lesson, so it is built once: putting a statement together takes longer than running it.
OUTLINE: Select[*tuple[Any, ...]] = (
    select(Placement.unit_id, Unit.kind, Placement.slug, Placement.title, Placement.minutes,
           Module.key, Module.slug, Module.short, Module.title, Placement.attempts,
           Placement.pass_mark, Placement.is_required)
    .join(Unit, Unit.id == Placement.unit_id)
    .join(Module, Module.id == Placement.module_id)
    .where(Placement.revision_id == bindparam("revision"))
    .order_by(Placement.position)
)  # fmt: skip


# What a process has read of each database; a published revision never changes, so it is read once.
_OUTLINES: WeakKeyDictionary[Engine, dict[int, tuple[OutlineUnit, ...]]] = WeakKeyDictionary()
MOST_OUTLINES = 500


def outline_of(revision_id: int) -> tuple[OutlineUnit, ...]:
    """The units of a revision, in order. Not to be asked by whoever is just publishing it."""
    known = _OUTLINES.setdefault(db.engine, {})
    if revision_id not in known:
        if len(known) >= MOST_OUTLINES:
            known.clear()
        rows = db.session.execute(OUTLINE, {"revision": revision_id})
        known[revision_id] = tuple(OutlineUnit(*row) for row in rows)
    return known[revision_id]


def modules_of(revision_id: int) -> list[Module]:
    """The modules of a revision, in order."""
    return list(db.session.scalars(select(Module).where(Module.revision_id == revision_id).order_by(Module.position)))


def teaches() -> ColumnElement[bool]:
    """The condition that a joined Module has a lesson, so that its quiz may have a certificate of its own."""
    taught = aliased(Placement)
    return select(taught.id).where(taught.module_id == Module.id, taught.lesson_id.is_not(None)).exists()


def quiz_unit_of_module(revision_id: int, module_slug: str) -> tuple[Module, int] | None:
    """A module and the unit of its quiz; what teaches nothing, or need not be passed, certifies nothing: not found."""
    row = db.session.execute(
        select(Module, Unit.id)
        .join(Placement, Placement.module_id == Module.id)
        .join(Unit, Unit.id == Placement.unit_id)
        .where(Module.revision_id == revision_id, Module.slug == module_slug, Unit.kind == "quiz")
        .where(Placement.is_required, teaches())
    ).first()
    return None if row is None else (row[0], row[1])


def newest_quiz_at(course_slug: str, quiz_slug: str) -> QuizAt | None:
    """The quiz at this address in the newest revision of its course."""
    row = db.session.execute(
        select(Course.slug, CourseRevision.title, Placement.slug, Placement.title, Unit.id)
        .join(CourseRevision, CourseRevision.course_id == Course.id)
        .join(Placement, Placement.revision_id == CourseRevision.id)
        .join(Unit, Unit.id == Placement.unit_id)
        .where(Course.slug == course_slug, Placement.slug == quiz_slug, Unit.kind == "quiz", is_newest())
    ).first()
    return None if row is None else QuizAt(*row)


def files_of(course_slug: str) -> dict[str, str]:
    """The folder the newest revision was published from: path → text. Empty when there is no such course."""
    revision = latest_revision(course_slug)
    return {} if revision is None else files_in(revision.id)


def newest_of(course_id: int) -> CourseRevision:
    """The newest revision of a course. Raises sqlalchemy.exc.NoResultFound for one that was never published."""
    return db.session.scalars(
        select(CourseRevision)
        .where(CourseRevision.course_id == course_id)
        .order_by(CourseRevision.number.desc())
        .limit(1)
    ).one()


def changes_since(revision: CourseRevision, slug: str, number: int) -> list[str]:
    """What the revisions after a number, up to this one, changed, as their authors wrote it down; newest first."""
    found = select(RevisionFile.text).where(
        RevisionFile.revision_id == revision.id, RevisionFile.path == f"{slug}/CHANGES.md"
    )
    return since(db.session.scalar(found) or "", number)


def files_in(revision_id: int) -> dict[str, str]:
    """The folder that a revision was published from: path → text."""
    rows = db.session.execute(
        select(RevisionFile.path, RevisionFile.text)
        .where(RevisionFile.revision_id == revision_id)
        .order_by(RevisionFile.path)
    )
    return {row.path: row.text for row in rows}


def course_by_key(key: str) -> Course | None:
    """The course with this identity."""
    return db.session.scalar(select(Course).where(Course.key == key))


def key_at(slug: str) -> str | None:
    """The identity of the course at this address."""
    return db.session.scalar(select(Course.key).where(Course.slug == slug))


def units_by_key(course_id: int) -> dict[str, Unit]:
    """Every unit a course ever had."""
    return {unit.key: unit for unit in db.session.scalars(select(Unit).where(Unit.course_id == course_id))}


def lesson_of(unit_id: int, content_hash: str) -> Lesson | None:
    """The lesson with exactly this text, if it was ever published."""
    found = select(Lesson).where(Lesson.unit_id == unit_id, Lesson.content_hash == content_hash)
    return db.session.scalar(found)


def lessons_by_unit_key(revision_id: int) -> dict[str, Lesson]:
    """The lessons of a revision by the key of their unit."""
    rows = db.session.execute(
        select(Unit.key, Lesson)
        .join(Placement, Placement.unit_id == Unit.id)
        .join(Lesson, Lesson.id == Placement.lesson_id)
        .where(Placement.revision_id == revision_id)
    )
    return {row[0]: row[1] for row in rows}


def is_empty() -> bool:
    """Whether nothing was ever published."""
    return db.session.scalar(select(Course.id).limit(1)) is None
