"""Who of a list has an account here, and who takes the course already."""

from collections.abc import Collection

from sqlalchemy import select

from app.accounts.models import Person
from app.learning.models import Enrolment
from app.platform.db import db


def accounts_with(emails: Collection[str]) -> dict[str, Person]:
    """The people with these addresses (in small letters; a thousand at most), by address."""
    found = db.session.scalars(select(Person).where(Person.email.in_(emails)))
    return {person.email: person for person in found}


def enrolled_among(course_id: int, people: Collection[int]) -> set[int]:
    """Those of these people (a thousand at most) who take the course now."""
    found = select(Enrolment.person_id).where(Enrolment.course_id == course_id, Enrolment.ended_at.is_(None))
    return set(db.session.scalars(found.where(Enrolment.person_id.in_(people))))
