"""What a student is to have done by when. Due days belong to the cohort; where a day ends, to the student."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, or_, select

from app.catalogue.models import Placement
from app.learning.models import Cohort, CohortMember, Completion, DueDate, Enrolment
from app.platform.db import db


@dataclass(frozen=True, slots=True)
class CourseDue:
    """The cohort of an enrolment, when the course is due, and when its units are: unit id → day."""

    cohort: str
    starts_on: date | None
    ends_on: date | None
    due_on: date | None
    units: Mapping[int, date]


@dataclass(frozen=True, slots=True)
class NextDue:
    """What of a course is due next: the day, and the title of the unit; "" for the whole course."""

    day: date
    title: str


def due_in(enrolment_id: int) -> CourseDue | None:
    """The due days of an enrolment in one statement; None without a cohort."""
    rows = db.session.execute(
        select(Cohort, DueDate.unit_id, DueDate.due_on)
        .join(CohortMember, CohortMember.cohort_id == Cohort.id)
        .outerjoin(DueDate, DueDate.cohort_id == Cohort.id)
        .where(CohortMember.enrolment_id == enrolment_id)
    ).all()
    if not rows:
        return None
    cohort: Cohort = rows[0][0]
    units = {unit: day for _cohort, unit, day in rows if unit is not None}
    return CourseDue(cohort.name, cohort.starts_on, cohort.ends_on, cohort.due_on, units)


def due_of_unit(enrolment_id: int, unit_id: int) -> date | None:
    """When a student is to have done one unit; None where that is not said, or it is done."""
    done = select(Completion.unit_id).where(
        Completion.enrolment_id == CohortMember.enrolment_id, Completion.unit_id == DueDate.unit_id
    )
    return db.session.scalar(
        select(DueDate.due_on)
        .join(CohortMember, CohortMember.cohort_id == DueDate.cohort_id)
        .where(CohortMember.enrolment_id == enrolment_id, DueDate.unit_id == unit_id, ~done.exists())
    )


def is_undone() -> ColumnElement[bool]:
    """The condition that a joined Placement's unit is not done in the joined Enrolment."""
    done = select(Completion.unit_id).where(
        Completion.enrolment_id == Enrolment.id, Completion.unit_id == Placement.unit_id
    )
    return ~done.exists()


def next_due_of(person_id: int) -> dict[int, NextDue]:
    """What is due next, and not done, in each of a person's courses: enrolment id → it. One statement."""
    rows = db.session.execute(
        select(Enrolment.id, Placement.title, DueDate.due_on, case((Placement.is_required, Cohort.due_on)))
        .join(CohortMember, CohortMember.enrolment_id == Enrolment.id)
        .join(Cohort, Cohort.id == CohortMember.cohort_id)
        .join(Placement, Placement.revision_id == Enrolment.revision_id)
        .outerjoin(DueDate, and_(DueDate.cohort_id == Cohort.id, DueDate.unit_id == Placement.unit_id))
        .where(Enrolment.person_id == person_id, Enrolment.ended_at.is_(None), is_undone())
        .where(or_(DueDate.due_on.is_not(None), Cohort.due_on.is_not(None)))
        .order_by(Placement.position)
    )
    found: dict[int, NextDue] = {}
    for enrolment, title, unit_day, course_day in rows:
        for day, words in ((unit_day, title), (course_day, "")):
            if day and (enrolment not in found or day < found[enrolment].day):
                found[enrolment] = NextDue(day, words)
    return found
