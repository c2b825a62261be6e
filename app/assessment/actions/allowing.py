"""What staff give a student beyond the rules: time, another attempt, an attempt opened again. Always with a reason."""

from datetime import datetime

from app.accounts.models import Person
from app.assessment import queries
from app.assessment.models import Allowance, Attempt
from app.assessment.rules import TimeFactor, deadline
from app.learning.models import Enrolment
from app.platform import audit
from app.platform.db import db


class CannotReopen(Exception):  # noqa: N818 - a rule, not a programmer's error
    """The attempt was passed, or another one is under way."""


def allow_time(person: Person, factor: TimeFactor, reason: str, by: Person, now: datetime) -> None:
    """Agree with a person on longer time, everywhere and at once: running attempts get their new end."""
    _add(Allowance(kind="time", person_id=person.id, value=factor.value), reason, by, now)
    for attempt in queries.running_attempts_of(person.id):
        extra = queries.extra_minutes_of(attempt.id)
        attempt.deadline_at = deadline(attempt.started_at, attempt.revision.rules.minutes, factor, extra)


def allow_attempt(enrolment: Enrolment, unit_id: int, reason: str, by: Person, now: datetime) -> None:
    """Give one more attempt at a quiz."""
    given = Allowance(
        kind="attempt", person_id=enrolment.person_id, enrolment_id=enrolment.id, unit_id=unit_id, value="1"
    )
    _add(given, reason, by, now)


def allow_minutes(attempt: Attempt, minutes: int, reason: str, by: Person, now: datetime) -> None:
    """Give a running attempt more time. The row must be locked."""
    person_id = attempt.enrolment.person_id
    _add(Allowance(kind="minutes", person_id=person_id, attempt_id=attempt.id, value=str(minutes)), reason, by, now)
    attempt.deadline_at = _deadline(attempt)


def reopen_attempt(attempt: Attempt, minutes: int, reason: str, by: Person, now: datetime) -> None:
    """Let a student go on with an attempt that was handed in and not passed. The row must be locked.

    `minutes`: how much time from now on, where the quiz has a limit. Raises CannotReopen.
    """
    if attempt.is_open or attempt.passed or queries.has_running(attempt.enrolment_id, attempt.unit_id):
        raise CannotReopen
    person_id = attempt.enrolment.person_id
    _add(Allowance(kind="reopened", person_id=person_id, attempt_id=attempt.id, value=str(minutes)), reason, by, now)
    for answer in queries.paper_of(attempt.id):
        answer.earned = None
    attempt.submitted_at = attempt.closed_by = attempt.earned = attempt.passed = None
    if attempt.deadline_at:
        attempt.deadline_at = deadline(now, minutes, TimeFactor.NORMAL)


def _deadline(attempt: Attempt) -> datetime | None:
    factor = queries.time_factor_of(attempt.enrolment.person_id, attempt.revision)
    extra = queries.extra_minutes_of(attempt.id)
    return deadline(attempt.started_at, attempt.revision.rules.minutes, factor, extra)


def _add(allowance: Allowance, reason: str, by: Person, now: datetime) -> None:
    allowance.reason, allowance.given_by_id, allowance.given_at = reason, by.id, now
    db.session.add(allowance)
    db.session.flush()
    audit.record(
        "allowed", f"person:{allowance.person_id}", now,
        person_id=by.id, kind=allowance.kind, value=allowance.value, reason=reason,
    )  # fmt: skip
