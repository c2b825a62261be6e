"""Giving a student something beyond the rules of a quiz, and telling them, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.accounts.models import Person
from app.assessment import actions
from app.assessment.models import Allowance, Attempt
from app.assessment.rules import TimeFactor
from app.platform import mail
from app.platform.languages import speaking
from app.reporting import letters, queries

DOUBLE_CLICK = timedelta(minutes=1)  # the same from the same person within it is a form that was sent twice


@dataclass(frozen=True, slots=True)
class Giving:
    """Who gives, why, when, and the address at which the student finds the quiz. The student's place is locked."""

    place: queries.StudentQuiz
    by: Person
    reason: str
    now: datetime
    href: str


def give_time(giving: Giving, factor: TimeFactor) -> None:
    """Agree with the student on longer time at every quiz."""
    student = giving.place.enrolment.person
    _give(
        giving,
        actions.time_for(student, factor),
        lambda: actions.allow_time(student, factor, giving.reason, giving.by, giving.now),
    )


def give_attempt(giving: Giving) -> None:
    """Give one more attempt at the quiz."""
    enrolment, unit_id = giving.place.enrolment, giving.place.revision.unit_id
    _give(
        giving,
        actions.attempt_for(enrolment, unit_id),
        lambda: actions.allow_attempt(enrolment, unit_id, giving.reason, giving.by, giving.now),
    )


def give_minutes(giving: Giving, attempt: Attempt, minutes: int) -> None:
    """Give a running attempt more time. The row must be locked. Raises assessment's NoTimeToAdd."""
    _give(
        giving,
        actions.for_attempt("minutes", attempt, minutes),
        lambda: actions.allow_minutes(attempt, minutes, giving.reason, giving.by, giving.now),
        attempt,
    )


def give_reopening(giving: Giving, attempt: Attempt, minutes: int) -> None:
    """Open an attempt again. The row must be locked. Raises assessment's CannotReopen."""
    _give(
        giving,
        actions.for_attempt("reopened", attempt, minutes),
        lambda: actions.reopen_attempt(attempt, minutes, giving.reason, giving.by, giving.now),
        attempt,
    )


def _give(giving: Giving, like: Allowance, allow: Callable[[], Allowance], attempt: Attempt | None = None) -> None:
    """Give it once, however often the form is sent within a minute, and tell the student."""
    like.reason, like.given_by_id = giving.reason, giving.by.id
    if queries.was_given(like, giving.now - DOUBLE_CLICK):
        return
    given, student = allow(), giving.place.enrolment.person
    with speaking(student.language):
        subject, text = letters.of_allowance(student, giving.place.revision.title, given, giving.href, attempt)
        mail.queue(student.email, subject, text, giving.now)
