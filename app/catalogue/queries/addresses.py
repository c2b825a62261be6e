"""Who has had an address: courses, units and modules, in whichever of their revisions.

An address is only ever told of one owner. What two courses, or two units of a course, have had in turn is nobody's.
"""

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import select

from app.catalogue.models import Course, CourseRevision, Module, Placement, RevisionFile, Unit
from app.platform.db import db

SOURCES = "sources"  # the folder beside a course's own in what was published; no course is called so
T = TypeVar("T")


def course_once_at(slug: str) -> str | None:
    """Where the one course is now that has ever been published at this address; None for none, or several."""
    if slug == SOURCES:
        return None
    # As a question about each revision, so that the key of the files answers it and not a walk over all of them.
    front = select(RevisionFile.path).where(
        RevisionFile.revision_id == CourseRevision.id, RevisionFile.path == f"{slug}/course.toml"
    )
    had_it = select(CourseRevision.course_id).where(front.exists())
    return _only(db.session.scalars(select(Course.slug).where(Course.id.in_(had_it)).limit(2)))


def unit_once_at(course_id: int, kind: str, slug: str) -> int | None:
    """The one unit of this kind that any revision of the course has at this address; None for none, or several."""
    found = (
        select(Placement.unit_id)
        .join(CourseRevision, CourseRevision.id == Placement.revision_id)
        .join(Unit, Unit.id == Placement.unit_id)
        .where(CourseRevision.course_id == course_id, Placement.slug == slug, Unit.kind == kind)
    )
    return _only(db.session.scalars(found.distinct().limit(2)))


def module_once_at(course_id: int, slug: str) -> str | None:
    """The key of the one module that any revision of the course has at this address; None for none, or several."""
    found = (
        select(Module.key)
        .join(CourseRevision, CourseRevision.id == Module.revision_id)
        .where(CourseRevision.course_id == course_id, Module.slug == slug)
    )
    return _only(db.session.scalars(found.distinct().limit(2)))


def _only(found: Iterable[T]) -> T | None:
    """The one that was found; None for none, or several."""
    rows = list(found)
    return rows[0] if len(rows) == 1 else None
