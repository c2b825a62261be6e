"""Courses as the studio lists them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from app.accounts.models import Person
from app.catalogue.models import Course, CourseRevision
from app.catalogue.queries import is_newest, is_open_to
from app.catalogue.rules import Right
from app.learning.models import Enrolment
from app.platform.db import db


@dataclass(frozen=True, slots=True)
class TaughtCourse:
    """A course as the studio lists it."""

    slug: str
    title: str
    revision: int
    published_at: datetime
    enrolments: int


@dataclass(frozen=True, slots=True)
class WrittenCourse:
    """A course that somebody may write."""

    slug: str
    title: str


def taught_courses(reader: Person) -> list[TaughtCourse]:
    """Every course that somebody teaches, with its newest revision and how many are enrolled."""
    enrolled = select(func.count()).where(Enrolment.course_id == Course.id, Enrolment.ended_at.is_(None))
    more = CourseRevision.number, CourseRevision.published_at, enrolled.scalar_subquery()
    return [TaughtCourse(*row) for row in db.session.execute(_courses(reader, Right.TEACH, *more))]


def written_courses(reader: Person) -> list[WrittenCourse]:
    """Every published course that somebody may write, whether it is open in the studio or not."""
    return [WrittenCourse(*row) for row in db.session.execute(_courses(reader, Right.EDIT))]


def _courses(reader: Person, wanted: Right, *more: Any) -> Select[*tuple[Any, ...]]:
    """Their newest revisions, by title."""
    return (
        select(Course.slug, CourseRevision.title, *more)
        .join(CourseRevision, CourseRevision.course_id == Course.id)
        .where(is_newest(), is_open_to(reader, wanted, Course.key))
        .order_by(CourseRevision.title)
    )
