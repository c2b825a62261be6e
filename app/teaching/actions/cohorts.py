"""Cohorts: making them, their due days, who is in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.learning.models import Cohort, CohortMember, DueDate
from app.platform import audit
from app.platform.db import db
from app.teaching import queries
from app.teaching.models import CourseMessage, EnrolmentCode, Invitation
from app.teaching.queries import TaughtCourse


class NameTaken(Exception):  # noqa: N818 - an answer to the person, not a programmer's error
    """Another cohort of the course has this name."""


@dataclass(frozen=True, slots=True)
class CohortDetails:
    """What is typed of a cohort. `units`: unit → its due day, None for none; a unit that is missing stays as it is."""

    name: str
    starts_on: date | None
    ends_on: date | None
    due_on: date | None
    is_reminded: bool
    units: Mapping[int, date | None]


def make_cohort(course: TaughtCourse, given: CohortDetails, by: Person, now: datetime) -> Cohort:
    """Add a cohort to a course. Raises NameTaken."""
    cohort = Cohort(course_id=course.id, made_at=now, made_by_id=by.id)
    _fill(cohort, given)
    _note("made cohort", cohort, by, now)
    return cohort


def change_cohort(cohort: Cohort, given: CohortDetails, by: Person, now: datetime) -> None:
    """Change it; its members see the new days at once. Raises NameTaken."""
    _fill(cohort, given)
    _note("changed cohort", cohort, by, now)


def _note(action: str, cohort: Cohort, by: Person, now: datetime) -> None:
    subject, course = f"cohort:{cohort.id}", cohort.course_id
    audit.record(action, subject, now, person_id=by.id, course_id=course, name=cohort.name)


def _fill(cohort: Cohort, given: CohortDetails) -> None:
    try:
        with db.session.begin_nested():
            cohort.name, cohort.is_reminded = given.name, given.is_reminded
            cohort.starts_on, cohort.ends_on, cohort.due_on = given.starts_on, given.ends_on, given.due_on
            db.session.add(cohort)
    except IntegrityError as error:
        raise NameTaken from error
    db.session.execute(delete(DueDate).where(DueDate.cohort_id == cohort.id, DueDate.unit_id.in_(given.units)))
    db.session.add_all(
        DueDate(cohort_id=cohort.id, unit_id=unit, due_on=day) for unit, day in given.units.items() if day
    )


def delete_cohort(cohort: Cohort, by: Person, now: datetime) -> None:
    """Take it away with its due days. Its students stay in the course; its codes and invitations lead there still.

    Who was in it and what was due stays in the audit log; what was written to it keeps its name.
    """
    members = db.session.scalars(select(CohortMember.enrolment_id).where(CohortMember.cohort_id == cohort.id)).all()
    due = {str(unit): str(day) for unit, day in queries.due_days_of(cohort.id).items()}
    for table in (EnrolmentCode, Invitation, CourseMessage):
        db.session.execute(update(table).where(table.cohort_id == cohort.id).values(cohort_id=None))
    for part in (CohortMember, DueDate):
        db.session.execute(delete(part).where(part.cohort_id == cohort.id))
    db.session.delete(cohort)
    audit.record(
        "deleted cohort", f"cohort:{cohort.id}", now, person_id=by.id, course_id=cohort.course_id, name=cohort.name,
        enrolments=list(members), due_on=str(cohort.due_on or ""), due=due,
    )  # fmt: skip


def move_members(
    course: TaughtCourse, enrolments: Sequence[int], cohort_id: int | None, by: Person, now: datetime
) -> int:
    """Put these enrolments of the course into a cohort of it (None: into none); returns how many were moved.

    Raises LookupError when the cohort is of another course.
    """
    if cohort_id is not None and queries.cohort_in(course.id, cohort_id) is None:
        raise LookupError("no such cohort")
    db.session.execute(delete(CohortMember).where(CohortMember.enrolment_id.in_(enrolments)))
    if cohort_id is not None:
        db.session.add_all(
            CohortMember(enrolment_id=one, cohort_id=cohort_id, course_id=course.id, since=now) for one in enrolments
        )
    subject = f"cohort:{cohort_id}" if cohort_id else f"course:{course.key}"
    audit.record("moved students", subject, now, person_id=by.id, course_id=course.id, enrolments=list(enrolments))
    return len(enrolments)
