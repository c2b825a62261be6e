"""The course that somebody runs."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.catalogue.models import Course, CourseRevision
from app.catalogue.queries import is_newest
from app.platform.db import db


@dataclass(frozen=True, slots=True)
class TaughtCourse:
    """A published course."""

    id: int
    key: str
    slug: str
    admission: str
    featured_from: date | None
    featured_until: date | None
    title: str
    revision_id: int
    language: str


def course_to_run(slug: str) -> TaughtCourse | None:
    """The published course at this address, in one statement."""
    row = db.session.execute(
        select(
            Course.id, Course.key, Course.slug, Course.admission, Course.featured_from, Course.featured_until,
            CourseRevision.title, CourseRevision.id, CourseRevision.language,
        )
        .join(CourseRevision, CourseRevision.course_id == Course.id)
        .where(Course.slug == slug, is_newest())
    ).first()  # fmt: skip
    return None if row is None else TaughtCourse(*row)
