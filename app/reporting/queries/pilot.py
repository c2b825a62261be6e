"""How long those took who finished a revision."""

from sqlalchemy import exists, func, select

from app.accounts.models import Person
from app.accounts.rules import Role
from app.catalogue.models import Placement
from app.certificates.models import Certificate
from app.certificates.queries import COURSE
from app.learning.models import Enrolment, ReadingTime
from app.platform.db import db

NEWEST = 1_000  # people: enough for a median


def minutes_read(revision_id: int) -> list[float]:
    """Of each student with a certificate of this very revision, the minutes they read its lessons, newest first.

    Not of lessons that nobody has to read, and nothing of somebody whose browser told nothing: what was not measured is
    not short.
    """
    # Asked of each, newest first, until there are enough: a list of all who finished would be made for nothing.
    finished = exists().where(
        Certificate.enrolment_id == Enrolment.id, Certificate.scope == COURSE, Certificate.issue == 1
    )
    rows = db.session.execute(
        select(func.sum(ReadingTime.seconds))
        .join(Enrolment, Enrolment.id == ReadingTime.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Placement, (Placement.revision_id == revision_id) & (Placement.unit_id == ReadingTime.unit_id))
        .where(Placement.is_required)
        .where(Enrolment.revision_id == revision_id, Person.role == Role.STUDENT.value, finished)
        .group_by(Enrolment.id)
        .order_by(Enrolment.id.desc())
        .limit(NEWEST)
    )
    return [row[0] / 60 for row in rows]
