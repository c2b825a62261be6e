"""Enrolling, completing a unit."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.catalogue.models import CourseRevision
from app.catalogue.rules import Admission
from app.learning.models import Completion, Enrolment, ReadingTime
from app.learning.queries import enrolment_of
from app.learning.rules import seconds_believed
from app.platform import audit
from app.platform.db import db


class NotOpen(Exception):  # noqa: N818 - an answer to the person, not a programmer's error
    """The course is not open to everybody."""


def start(person: Person, revision: CourseRevision, now: datetime) -> Enrolment:
    """Begin a course without being invited, or go on with it. Raises NotOpen."""
    found = enrolment_of(person.id, revision.course.slug)
    if found is None and revision.course.admission != Admission.OPEN:
        raise NotOpen
    return found or enrol(person, revision, now)


def enrol(person: Person, revision: CourseRevision, now: datetime) -> Enrolment:
    """Enrol on the newest revision; somebody already enrolled keeps what they have."""
    found = enrolment_of(person.id, revision.course.slug)
    if found:
        return found
    enrolment = Enrolment(
        person_id=person.id, course_id=revision.course_id, course=revision.course, revision=revision, enrolled_at=now
    )
    try:
        with db.session.begin_nested():
            db.session.add(enrolment)
    except IntegrityError:  # another tab was faster
        return _found_now(person, revision)
    audit.record("enrolled", f"course:{revision.course.key}", now, person_id=person.id, revision=revision.number)
    return enrolment


def enrol_again(enrolment: Enrolment, revision: CourseRevision, now: datetime) -> Enrolment:
    """Begin the course anew, on its newest revision, beside what was done before; that stays as it is.

    Whoever was in the course once needs no second invitation. Raises NotOpen for a course that takes nobody.
    """
    if revision.course.admission == Admission.CLOSED:
        raise NotOpen
    enrolment.ended_at = now
    db.session.flush()
    return enrol(enrolment.person, revision, now)


def _found_now(person: Person, revision: CourseRevision) -> Enrolment:
    found = enrolment_of(person.id, revision.course.slug)
    if found is None:
        raise LookupError("the enrolment that stood in the way is gone")
    return found


def move_to(enrolment: Enrolment, revision: CourseRevision, now: datetime) -> None:
    """Go on with a newer revision. What is done stays done; a unit that is new is to be done."""
    if revision.course_id != enrolment.course_id or revision.number <= enrolment.revision.number:
        return
    before, enrolment.revision = enrolment.revision.number, revision
    audit.record(
        "moved to revision", f"enrolment:{enrolment.id}", now, person_id=enrolment.person_id,
        course_id=enrolment.course_id, before=before, revision=revision.number,
    )  # fmt: skip


def complete_unit(enrolment_id: int, unit_id: int, now: datetime) -> None:
    """Write the line in the ledger; a unit that is done stays done since its first time."""
    if db.session.get(Completion, (enrolment_id, unit_id)):
        return
    try:
        with db.session.begin_nested():
            db.session.add(Completion(enrolment_id=enrolment_id, unit_id=unit_id, completed_at=now))
    except IntegrityError:
        return


def note_reading(enrolment_id: int, unit_id: int, told: int, now: datetime) -> None:
    """Add to the time that somebody has read a lesson, as far as it can be believed; never an error to anybody."""
    found = db.session.get(ReadingTime, (enrolment_id, unit_id), with_for_update=True)
    seconds = seconds_believed(told, (now - found.told_at).total_seconds() if found else None)
    if not seconds:
        return
    if found:
        found.seconds, found.told_at = found.seconds + seconds, now
        return
    try:
        with db.session.begin_nested():
            db.session.add(ReadingTime(enrolment_id=enrolment_id, unit_id=unit_id, seconds=seconds, told_at=now))
    except IntegrityError:  # another window was faster: its time is the same time
        return
