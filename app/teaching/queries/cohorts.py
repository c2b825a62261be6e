"""Cohorts, who is in them, and what is due when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select

from app.accounts.models import Person
from app.learning.models import Cohort, CohortMember, DueDate, Enrolment
from app.platform.db import db
from app.teaching.models import CourseMessage, EnrolmentCode, Invitation

PAGE = 50


@dataclass(frozen=True, slots=True)
class CohortLine:
    """A cohort as the list shows it."""

    id: int
    name: str
    starts_on: date | None
    ends_on: date | None
    due_on: date | None
    members: int
    due_days: int


@dataclass(frozen=True, slots=True)
class Membership:
    """A student on the page of a cohort, or among those in none."""

    enrolment_id: int
    name: str
    email: str
    enrolled_at: datetime


class Losses(NamedTuple):
    """What goes with a cohort, in numbers. `due_days`: the whole course's too; `ways`: that still lead into it."""

    members: int
    due_days: int
    ways: int
    messages: int


@dataclass(frozen=True, slots=True)
class Unsorted:
    """Those who are in no cohort, in the place of one."""

    id: int = 0
    name: str = ""


def cohorts_of(course_id: int) -> tuple[list[CohortLine], int]:
    """The cohorts of a course, newest first, and how many of its students are in none. Two statements."""
    members = select(func.count()).select_from(CohortMember).join(Enrolment, Enrolment.id == CohortMember.enrolment_id)
    members = members.where(CohortMember.cohort_id == Cohort.id, Enrolment.ended_at.is_(None))
    due_days = select(func.count()).select_from(DueDate).where(DueDate.cohort_id == Cohort.id)
    rows = db.session.execute(
        select(
            Cohort.id, Cohort.name, Cohort.starts_on, Cohort.ends_on, Cohort.due_on,
            members.scalar_subquery(), due_days.scalar_subquery(),
        )
        .where(Cohort.course_id == course_id)
        .order_by(Cohort.id.desc())
    )  # fmt: skip
    return [CohortLine(*row) for row in rows], _count(course_id, None)


def losses_of(cohort: Cohort, now: datetime) -> Losses:
    """What would go with a cohort now. One statement."""
    codes = select(func.count()).where(
        EnrolmentCode.cohort_id == cohort.id, EnrolmentCode.ended_at.is_(None),
        or_(EnrolmentCode.expires_at.is_(None), EnrolmentCode.expires_at > now),
        or_(EnrolmentCode.most_uses.is_(None), EnrolmentCode.uses < EnrolmentCode.most_uses),
    )  # fmt: skip
    invitations = select(func.count()).where(
        Invitation.cohort_id == cohort.id, Invitation.ended_at.is_(None), Invitation.expires_at > now,
        or_(Invitation.email.is_(None), Invitation.uses == 0),
    )  # fmt: skip
    messages = select(func.count()).where(CourseMessage.cohort_id == cohort.id)
    days = select(func.count()).where(DueDate.cohort_id == cohort.id)
    members = _in_cohort(select(func.count(Enrolment.id)).select_from(Enrolment), cohort.course_id, cohort.id)
    asked = [one.scalar_subquery() for one in (members, days, codes, invitations, messages)]
    found = db.session.execute(select(*asked)).one()
    return Losses(found[0], found[1] + (cohort.due_on is not None), found[2] + found[3], found[4])


def names_of_cohorts(course_id: int) -> dict[int, str]:
    """Number → name, newest first, for a list to choose from."""
    rows = db.session.execute(
        select(Cohort.id, Cohort.name).where(Cohort.course_id == course_id).order_by(Cohort.id.desc())
    )
    return {row.id: row.name for row in rows}


def cohort_in(course_id: int, number: int) -> Cohort | None:
    """A cohort of this course."""
    return db.session.scalar(select(Cohort).where(Cohort.course_id == course_id, Cohort.id == number))


def due_days_of(cohort_id: int) -> dict[int, date]:
    """Unit → day."""
    rows = db.session.execute(select(DueDate.unit_id, DueDate.due_on).where(DueDate.cohort_id == cohort_id))
    return {row.unit_id: row.due_on for row in rows}


def members_of(course_id: int, cohort_id: int | None, *, page: int) -> tuple[list[Membership], int]:
    """A page of the students of a cohort (None: of none), by name; and how many there are in all."""
    columns = select(Enrolment.id, Person.name, Person.email, Enrolment.enrolled_at)
    found = _in_cohort(columns.join(Person, Person.id == Enrolment.person_id), course_id, cohort_id)
    found = found.order_by(Person.name, Enrolment.id).limit(PAGE).offset((page - 1) * PAGE)
    return [Membership(*row) for row in db.session.execute(found)], _count(course_id, cohort_id)


def enrolments_in(course_id: int, cohort_id: int | None) -> Sequence[int]:
    """Everybody in a cohort (None: in none)."""
    return db.session.scalars(_in_cohort(select(Enrolment.id), course_id, cohort_id)).all()


def enrolments_among(course_id: int, cohort_id: int | None, chosen: Sequence[int]) -> Sequence[int]:
    """Those of the chosen who are in a cohort (None: in none) of this course."""
    found = _in_cohort(select(Enrolment.id), course_id, cohort_id)
    return db.session.scalars(found.where(Enrolment.id.in_(chosen))).all()


def _in_cohort(found: Select[*tuple[Any, ...]], course_id: int, cohort_id: int | None) -> Select[*tuple[Any, ...]]:
    """Narrow a statement over Enrolment."""
    here: ColumnElement[bool] = (
        CohortMember.cohort_id.is_(None) if cohort_id is None else CohortMember.cohort_id == cohort_id
    )
    joined = found.outerjoin(CohortMember, CohortMember.enrolment_id == Enrolment.id)
    return joined.where(Enrolment.course_id == course_id, Enrolment.ended_at.is_(None), here)


def _count(course_id: int, cohort_id: int | None) -> int:
    counted = select(func.count(Enrolment.id)).select_from(Enrolment)
    return db.session.scalar(_in_cohort(counted, course_id, cohort_id)) or 0
