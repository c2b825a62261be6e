"""Who is to be reminded of what is due."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, literal, select, tuple_, union

from app.accounts.models import Person
from app.catalogue.models import Course, CourseRevision, Placement
from app.learning.due import is_undone
from app.learning.models import Cohort, CohortMember, DueDate, Enrolment
from app.platform.db import db
from app.teaching.models import DueReminder

AHEAD = timedelta(days=2)
Pair = tuple[int, date]


@dataclass(frozen=True, slots=True)
class Reminder:
    """A person, a course, a day, and the titles of what is due then; none: the whole course. `zone`: the person's."""

    enrolment_id: int
    due_on: date
    email: str
    name: str
    zone: str | None
    language: str | None
    course_slug: str
    course_title: str
    titles: list[str] = field(default_factory=list)


def due_reminders(days: Mapping[str, date], usual: date, limit: int) -> list[Reminder]:
    """Up to `limit` reminders that are not queued yet, of what is due today or within two days.

    `days`: which day it is in each time zone; `usual`: where a person named none. One statement when there are none.
    """
    pairs = [(row[0], row[1]) for row in db.session.execute(_waiting(days, usual).limit(limit))]
    if not pairs:
        return []
    rows = db.session.execute(
        select(
            Enrolment.id,
            Person.email,
            Person.name,
            Person.time_zone,
            Person.language,
            Course.slug,
            CourseRevision.title,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .join(Course, Course.id == Enrolment.course_id)
        .join(CourseRevision, CourseRevision.id == Enrolment.revision_id)
        .where(Enrolment.id.in_({enrolment for enrolment, _day in pairs}))
    )
    people, titles = {row[0]: row for row in rows}, _titles(pairs)
    return [Reminder(pair[0], pair[1], *people[pair[0]][1:], titles=titles.get(pair, [])) for pair in pairs]


def _waiting(days: Mapping[str, date], usual: date) -> Any:
    """Enrolment and day, of units and of whole courses, in the order of days."""
    units = _of(DueDate.due_on, days, usual).join(
        DueDate, and_(DueDate.cohort_id == Cohort.id, DueDate.unit_id == Placement.unit_id)
    )
    both = union(units, _of(Cohort.due_on, days, usual).where(Placement.is_required)).subquery()
    return select(both.c.id, both.c.day).order_by(both.c.day, both.c.id)


def _of(day: Any, days: Mapping[str, date], usual: date) -> Select[Any]:
    told = select(DueReminder.due_on).where(DueReminder.enrolment_id == Enrolment.id, DueReminder.due_on == day)
    return (
        select(Enrolment.id.label("id"), day.label("day"))
        .select_from(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .join(CohortMember, CohortMember.enrolment_id == Enrolment.id)
        .join(Cohort, Cohort.id == CohortMember.cohort_id)
        .join(Placement, Placement.revision_id == Enrolment.revision_id)
        .where(
            Cohort.is_reminded,
            Person.active,
            Person.wants_due_reminders,
            Enrolment.ended_at.is_(None),
            is_undone(),
            ~told.exists(),
        )
        .where(day.between(_today(days, usual, timedelta()), _today(days, usual, AHEAD)))
    )


def _today(days: Mapping[str, date], usual: date, ahead: timedelta) -> ColumnElement[date]:
    """The person's own day, and so many days on."""
    others = {zone: literal(day + ahead) for zone, day in days.items() if day != usual}
    return case(others, value=Person.time_zone, else_=literal(usual + ahead)) if others else literal(usual + ahead)


def _titles(pairs: list[Pair]) -> dict[Pair, list[str]]:
    rows = db.session.execute(
        select(Enrolment.id, DueDate.due_on, Placement.title)
        .join(CohortMember, CohortMember.enrolment_id == Enrolment.id)
        .join(Placement, Placement.revision_id == Enrolment.revision_id)
        .join(DueDate, and_(DueDate.cohort_id == CohortMember.cohort_id, DueDate.unit_id == Placement.unit_id))
        .where(tuple_(Enrolment.id, DueDate.due_on).in_(pairs), is_undone())
        .order_by(Placement.position)
    )
    found: dict[Pair, list[str]] = {}
    for enrolment, day, title in rows:
        found.setdefault((enrolment, day), []).append(title)
    return found
