"""What somebody has, told before they delete their account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, exists, func, select

from app.accounts.models import Person
from app.accounts.rules import Role
from app.assessment.models import Attempt
from app.catalogue.models import CourseGrant
from app.catalogue.rules import Right
from app.certificates.models import Certificate
from app.learning.models import Enrolment
from app.platform.db import db
from app.platform.pages import local
from app.reporting.rules.leaving import kept_until


@dataclass(frozen=True, slots=True)
class Leaving:
    """What goes and what stays. `until`: the day until which the certificates' records stay at least, if there are any.

    `owns`: courses that need another owner first; `is_last_administrator`: nobody else could run the school.
    """

    places_gone: int
    attempts_kept: int
    certificates: int
    until: date | None
    owns: int
    is_last_administrator: bool


def leaving_of(person: Person) -> Leaving:
    """What would happen if this person deleted their account, in a constant number of statements."""
    kept = places_kept(person.id)
    gone = select(Enrolment.id).where(Enrolment.person_id == person.id, Enrolment.id.not_in(kept))
    attempts = select(Attempt.id).where(Attempt.enrolment_id.in_(kept))
    issued = select(Certificate).join(Certificate.enrolment).where(Enrolment.person_id == person.id)
    newest: datetime | None = db.session.scalar(issued.with_only_columns(func.max(Certificate.issued_at)))
    return Leaving(
        _counted(gone), _counted(attempts), _counted(issued.with_only_columns(Certificate.id)),
        kept_until(local(newest).date()) if newest else None, _counted(_owned(person.id)), _is_last(person),
    )  # fmt: skip


def places_kept(person_id: int) -> Select[int]:
    """The places in courses on which a certificate rests, withdrawn and replaced ones too."""
    rests = exists().where(Certificate.enrolment_id == Enrolment.id)
    return select(Enrolment.id).where(Enrolment.person_id == person_id, rests)


def accounts_of(person_id: int) -> Sequence[Person]:
    """The account, and all that became part of it."""
    found = select(Person.id).where(Person.id == person_id).cte(recursive=True)
    found = found.union_all(select(Person.id).join(found, Person.merged_into_id == found.c.id))
    return db.session.scalars(select(Person).where(Person.id.in_(select(found.c.id))).order_by(Person.id)).all()


def _owned(person_id: int) -> Select[int]:
    owns = (CourseGrant.person_id == person_id) & (CourseGrant.may == Right.OWN)
    return select(CourseGrant.id).where(owns, CourseGrant.ended_at.is_(None))


def _is_last(person: Person) -> bool:
    others = (Person.role == Role.ADMINISTRATOR.value) & Person.active & (Person.id != person.id)
    return person.own_role is Role.ADMINISTRATOR and not _counted(select(Person.id).where(others))


def _counted(found: Select[int]) -> int:
    return db.session.scalar(select(func.count()).select_from(found.subquery())) or 0
