"""Which enrolments of a course a roster shows, and in which order: conditions, so that no list of numbers is sent.

Two kinds: what an index answers for any class (`conditions`), and what is looked up student by student (`facts`).
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta, tzinfo

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true

from app.accounts.models import Person
from app.accounts.queries import is_called
from app.assessment.models import Attempt
from app.catalogue.models import Placement, Unit
from app.certificates.models import Certificate, Revocation
from app.certificates.queries import COURSE
from app.learning.models import CohortMember, Completion, Enrolment
from app.learning.queries import UNITS, UNITS_DONE
from app.platform import searching
from app.platform.paging import Order
from app.reporting.rules import BY_NAME, Progress, Sort, Wanted

Condition = ColumnElement[bool]


def conditions(course_id: int, wanted: Wanted, zone: tzinfo) -> Iterator[Condition]:
    """What an enrolment must be, as far as an index knows it."""
    yield from (Enrolment.course_id == course_id, Enrolment.ended_at.is_(None))
    if wanted.search.strip():
        yield is_called(wanted.search.strip(), Enrolment.person_id)
    if wanted.progress is Progress.WAITING:
        yield _waiting()
    if wanted.cohort is not None:
        yield _in_cohort(wanted.cohort) if wanted.cohort else ~_in_cohort()
    if wanted.since:
        yield Enrolment.enrolled_at >= datetime.combine(wanted.since, time.min, zone).astimezone(UTC)
    if wanted.until:
        after = datetime.combine(wanted.until, time.min, zone) + timedelta(days=1)
        yield Enrolment.enrolled_at < after.astimezone(UTC)


def facts(wanted: Wanted) -> Iterator[Condition]:
    """What must have become of it: read from units done, attempts and certificates, some microseconds a student."""
    if wanted.progress in PROGRESS:
        yield PROGRESS[wanted.progress]()
    if wanted.passed is not None:
        yield _passed(wanted.quiz) if wanted.passed else ~_passed(wanted.quiz)
    if wanted.certificate is not None:
        yield has_certificate() if wanted.certificate else ~has_certificate()


def order(sort: Sort) -> Order:
    """What comes first; a number decides where nothing else does, so that pages stay apart.

    An order by scores is made elsewhere (`ranking`): fractions are exact, and no database can compare them.
    """
    return ORDERS[sort]()


def order_of_few(sort: Sort) -> Order:
    """The same for students who were found already, in words of which no index knows.

    Else SQLite would go through all people in the order of their names again, to save itself the sorting of fifty.
    """
    falls = sort is Sort.NAME_BACK
    return Order((func.lower(Person.name), Person.id), falls) if sort in BY_NAME else order(sort)


def has_certificate() -> Condition:
    """Whether the whole course is certified, by a certificate that was not withdrawn."""
    return exists(
        select(Certificate.id)
        .outerjoin(Revocation, Revocation.certificate_id == Certificate.id)
        .where(Certificate.enrolment_id == Enrolment.id, Certificate.scope == COURSE)
        .where(Revocation.certificate_id.is_(None))
        .correlate(Enrolment)
    )


def _in_cohort(number: int | None = None) -> Condition:
    """Whether they are in this cohort; None: in any."""
    here = () if number is None else (CohortMember.cohort_id == number,)
    member = select(CohortMember.enrolment_id).where(CohortMember.enrolment_id == Enrolment.id, *here)
    return exists(member.correlate(Enrolment))


def _attempted(*more: Condition) -> Condition:
    return exists(select(Attempt.id).where(Attempt.enrolment_id == Enrolment.id, *more).correlate(Enrolment))


def _waiting() -> Condition:
    """In the words of the index of the few attempts that wait (`Attempt`)."""
    return Enrolment.id.in_(
        select(Attempt.enrolment_id).where(Attempt.submitted_at.is_not(None), Attempt.passed.is_(None))
    )


def _begun() -> Condition:
    read = exists(select(Completion.unit_id).where(Completion.enrolment_id == Enrolment.id).correlate(Enrolment))
    return or_(read, _attempted())


def _all_done() -> Condition:
    return and_(UNITS > 0, UNITS_DONE >= UNITS)


PROGRESS: Mapping[Progress | None, Callable[[], Condition]] = {
    Progress.NEW: lambda: ~_begun(),
    Progress.UNDER_WAY: lambda: and_(_begun(), ~_all_done()),
    Progress.DONE: _all_done,
}


def _by_name(*, is_falling: bool = False) -> Order:
    return Order((searching.alphabetical(Person.name), Person.id), is_falling)


_BY_DAY = (Enrolment.enrolled_at, Enrolment.id)
ORDERS: Mapping[Sort, Callable[[], Order]] = {
    Sort.NEWEST: lambda: Order(_BY_DAY, is_falling=True),
    Sort.OLDEST: lambda: Order(_BY_DAY),
    Sort.NAME: _by_name,
    Sort.NAME_BACK: lambda: _by_name(is_falling=True),
    Sort.LEAST: lambda: Order((UNITS_DONE, Enrolment.id)),
    Sort.MOST: lambda: Order((-UNITS_DONE, Enrolment.id)),
    Sort.HIGHEST: lambda: Order((Enrolment.id,)),
    Sort.LOWEST: lambda: Order((Enrolment.id,)),
}


def _passed(quiz: str) -> Condition:
    """Whether the quiz at this address is passed; for "", whether every one that has to be passed is."""
    passed = exists(
        select(Attempt.id)
        .where(Attempt.enrolment_id == Enrolment.id, Attempt.unit_id == Placement.unit_id, Attempt.passed == true())
        .correlate(Enrolment, Placement)
    )
    asked = (
        select(Placement.id)
        .join(Unit, Unit.id == Placement.unit_id)
        .where(Placement.revision_id == Enrolment.revision_id, Unit.kind == "quiz", Placement.is_required)
        .correlate(Enrolment)
    )
    if quiz:
        return exists(asked.where(Placement.slug == quiz, passed))
    return and_(exists(asked), ~exists(asked.where(~passed)))
