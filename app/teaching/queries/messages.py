"""What was written to students, and to whom something would go."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.learning.models import CohortMember, Enrolment
from app.platform.db import db
from app.teaching.models import CourseMessage

NEWEST = 100
Recipient = tuple[str, str, str | None]  # address, name, language


def messages_of(course_id: int) -> Sequence[CourseMessage]:
    """The newest messages of a course, with their sender."""
    return db.session.scalars(
        select(CourseMessage)
        .where(CourseMessage.course_id == course_id)
        .options(joinedload(CourseMessage.sent_by))
        .order_by(CourseMessage.id.desc())
        .limit(NEWEST)
    ).all()


def recipients_of(course_id: int, cohort_id: int | None) -> list[Recipient]:
    """Address, name and language of everybody in a course, or in one of its cohorts, whose account works; by name."""
    found = (
        select(Person.email, Person.name, Person.language)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.course_id == course_id, Enrolment.ended_at.is_(None), Person.active)
    )
    if cohort_id is not None:
        found = found.join(CohortMember, CohortMember.enrolment_id == Enrolment.id)
        found = found.where(CohortMember.cohort_id == cohort_id)
    rows = db.session.execute(found.order_by(Person.name, Person.id))
    return [(row.email, row.name, row.language) for row in rows]


def sent_with(operation: str) -> CourseMessage | None:
    """The message that this form sent."""
    return db.session.scalar(select(CourseMessage).where(CourseMessage.operation == operation))
