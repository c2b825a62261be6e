"""Coming into a course by a code or an invitation."""

from datetime import datetime

from sqlalchemy import ColumnElement, or_, update
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.catalogue.rules import Admission
from app.learning.actions import enrol
from app.learning.models import CohortMember, Enrolment
from app.learning.queries import enrolment_of
from app.platform import audit
from app.platform.db import db
from app.teaching.models import EnrolmentCode, Entry, Invitation
from app.teaching.queries import Way
from app.teaching.rules import Standing, standing


class NoWayIn(Exception):  # noqa: N818 - an answer to the person, not a programmer's error
    """It does not lead in any more. `standing`: why; None: the course takes nobody."""

    def __init__(self, reason: Standing | None) -> None:
        """`reason`: how the code or invitation stands."""
        super().__init__(reason)
        self.standing = reason


class ForSomebodyElse(Exception):  # noqa: N818
    """The invitation is for another address than the person's."""


def standing_of(way: Way, now: datetime) -> Standing:
    """How a code or an invitation stands."""
    key = way.key
    return standing(
        now, uses=key.uses, most_uses=way.most_uses, expires_at=key.expires_at, ended_at=key.ended_at
    )  # fmt: skip


def join(person: Person, way: Way, now: datetime) -> Enrolment:
    """Come in; into the cohort too, if it leads into one. Somebody who is in already keeps what they have.

    Raises NoWayIn, ForSomebodyElse; then nothing was used up.
    """
    if way.email is not None and way.email != person.email:
        raise ForSomebodyElse
    found = enrolment_of(person.id, way.revision.course.slug)
    if found and not _gains(found, way):
        return found
    if found is None and way.revision.course.admission == Admission.CLOSED:
        raise NoWayIn(None)
    try:
        with db.session.begin_nested():
            return _enter(person, way, found, now)
    except (IntegrityError, NoWayIn):  # perhaps their own other window was faster; then the place is given back
        enrolment = enrolment_of(person.id, way.revision.course.slug)
        if enrolment is None:
            raise
        return enrolment


def _gains(enrolment: Enrolment, way: Way) -> bool:
    """Whether somebody who takes the course gets anything by it: a cohort, and their own invitation put away."""
    if way.email is not None:
        return way.key.uses == 0
    is_in_cohort = db.session.get(CohortMember, enrolment.id) is not None
    return way.key.cohort_id is not None and not is_in_cohort and db.session.get(Entry, enrolment.id) is None


def _enter(person: Person, way: Way, found: Enrolment | None, now: datetime) -> Enrolment:
    if not _take_place(way, now):
        db.session.refresh(way.key)
        raise NoWayIn(standing_of(way, now))
    enrolment, key = found or enrol(person, way.revision, now), way.key
    entry = db.session.get(Entry, enrolment.id)
    if entry and way.email is None:
        raise NoWayIn(Standing.USED)  # by their other window, while this one waited for the count
    if entry is None:
        by = {"code_id": key.id} if isinstance(key, EnrolmentCode) else {"invitation_id": key.id}
        db.session.add(Entry(enrolment_id=enrolment.id, **by))
    if key.cohort_id is not None and db.session.get(CohortMember, enrolment.id) is None:
        db.session.add(
            CohortMember(enrolment_id=enrolment.id, cohort_id=key.cohort_id, course_id=key.course_id, since=now)
        )
    kind = "code" if isinstance(key, EnrolmentCode) else "invitation"
    subject, course = f"enrolment:{enrolment.id}", key.course_id
    audit.record(f"joined by {kind}", subject, now, person_id=person.id, course_id=course, number=key.id)
    return enrolment


def _take_place(way: Way, now: datetime) -> bool:
    """Count one use, if there is one left. Two people at the last place: the database lets one through."""
    model: type[EnrolmentCode] | type[Invitation] = type(way.key)
    is_left: ColumnElement[bool] = (
        or_(EnrolmentCode.most_uses.is_(None), EnrolmentCode.uses < EnrolmentCode.most_uses)
        if isinstance(way.key, EnrolmentCode)
        else or_(Invitation.email.is_(None), Invitation.uses == 0)
    )
    values = {"uses": model.uses + 1} | ({} if model is EnrolmentCode else {"used_at": now})
    taken = db.session.execute(
        update(model)
        .where(model.id == way.key.id, model.ended_at.is_(None), is_left)
        .where(or_(model.expires_at.is_(None), model.expires_at > now))
        .values(values)
        .execution_options(synchronize_session=False)
    )
    return bool(taken.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result has it
