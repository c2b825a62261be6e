"""What staff give a student beyond the rules: time, another attempt, an attempt opened again. Always with a reason."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.assessment import queries
from app.assessment.models import Allowance, Attempt
from app.assessment.rules import TimeFactor
from app.learning.models import Enrolment
from app.platform import audit
from app.platform.db import db


class CannotReopen(Exception):  # noqa: N818 - a rule, not a programmer's error
    """The attempt was passed, is under way, or another one was begun after it."""


class NoTimeToAdd(Exception):  # noqa: N818 - a rule, not a programmer's error
    """The attempt was handed in, or has no limit."""


def allow_time(person: Person, factor: TimeFactor, reason: str, by: Person, now: datetime) -> Allowance:
    """Agree with a person on longer time, everywhere and at once: running attempts get their new end.

    Less time than before counts from the next attempt on.
    """
    given = _add(time_for(person, factor), reason, by, now)
    for attempt in queries.running_attempts_of(person.id):
        attempt.deadline_at = _deadline(attempt)
    return given


def allow_attempt(enrolment: Enrolment, unit_id: int, reason: str, by: Person, now: datetime) -> Allowance:
    """Give one more attempt at a quiz."""
    return _add(attempt_for(enrolment, unit_id), reason, by, now)


def allow_minutes(attempt: Attempt, minutes: int, reason: str, by: Person, now: datetime) -> Allowance:
    """Give a running attempt more time. The row must be locked. Raises NoTimeToAdd."""
    if not attempt.is_open or attempt.deadline_at is None:
        raise NoTimeToAdd
    given = _add(for_attempt("minutes", attempt, minutes), reason, by, now)
    attempt.deadline_at = _deadline(attempt)
    return given


def reopen_attempt(attempt: Attempt, minutes: int, reason: str, by: Person, now: datetime) -> Allowance:
    """Let a student go on with an attempt that was handed in and not passed. The row must be locked.

    `minutes`: how much time from now on, where the quiz has a limit. Raises CannotReopen.
    """
    if attempt.is_open or attempt.passed or not queries.is_newest(attempt):
        raise CannotReopen
    given = _add(for_attempt("reopened", attempt, minutes), reason, by, now)
    for answer in queries.paper_of(attempt.id):
        answer.earned = answer.waits_since = None
    attempt.deadline_at = _deadline(attempt)
    attempt.submitted_at = attempt.closed_by = attempt.earned = attempt.passed = None
    try:
        db.session.flush()
    except IntegrityError as error:  # the student has just begun another one
        raise CannotReopen from error
    return given


def time_for(person: Person, factor: TimeFactor) -> Allowance:
    """Longer time for a person, not given yet: without a reason, not in the database."""
    return Allowance(kind="time", person_id=person.id, value=factor.value)


def attempt_for(enrolment: Enrolment, unit_id: int) -> Allowance:
    """One more attempt at a quiz, not given yet."""
    return Allowance(
        kind="attempt", person_id=enrolment.person_id, enrolment_id=enrolment.id, unit_id=unit_id, value="1"
    )


def for_attempt(kind: str, attempt: Attempt, minutes: int) -> Allowance:
    """More time for an attempt (`kind` "minutes"), or the attempt opened again ("reopened"), not given yet."""
    return Allowance(kind=kind, person_id=attempt.enrolment.person_id, attempt_id=attempt.id, value=str(minutes))


def _deadline(attempt: Attempt) -> datetime | None:
    return queries.end_after(attempt, queries.given_to(attempt))


def _add(allowance: Allowance, reason: str, by: Person, now: datetime) -> Allowance:
    allowance.reason, allowance.given_by_id, allowance.given_at = reason, by.id, now
    db.session.add(allowance)
    db.session.flush()
    audit.record(
        "allowed", f"person:{allowance.person_id}", now,
        person_id=by.id, kind=allowance.kind, value=allowance.value, reason=reason,
    )  # fmt: skip
    return allowance
