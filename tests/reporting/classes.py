"""A class of students, made at once."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from app.accounts.actions import add_person
from app.accounts.queries import person_by_email
from app.accounts.rules import Role
from app.assessment.actions import start_attempt, submit_attempt
from app.assessment.kinds.base import Response
from app.assessment.models import Question
from app.assessment.queries import paper_of, quiz_at
from app.catalogue.queries import latest_revision
from app.learning.actions import enrol
from app.platform import clock
from app.platform.transactions import writing
from tests.making import SLUG


def a_class(app: Flask, *names: str, attempts: int = 0, first: int = 0) -> None:
    """Enrol students, the first of `names` first; each hands in so many empty papers. `first`: of their addresses."""
    now = clock.now() - timedelta(days=1)
    with app.app_context(), writing():
        for place, name in enumerate(names, first):
            person = add_person(f"s{place}@example.org", name, Role.STUDENT, now)
            enrol(person, latest_revision(SLUG), now + timedelta(seconds=place))
            for _ in range(attempts):
                quiz = quiz_at(person.id, SLUG, "strokes")
                submit_attempt(start_attempt(quiz.enrolment, quiz.revision, now), now)


def numbered(count: int) -> list[str]:
    """Names for a class of so many."""
    return [f"Student {number:02}" for number in range(count)]


def sits(app: Flask, place: int, answer_of: Callable[[Question], Response | None], **changes: object) -> int:
    """Student number `place` hands in an attempt with these responses; returns the person's id.

    `course`, `quiz`: other than the small one; `role`: of a person who is new; `submit=False` leaves it open.
    """
    now, course = clock.now() - timedelta(hours=1), str(changes.get("course", SLUG))
    role, email = changes.get("role", Role.STUDENT), f"s{place}@example.org"
    with app.app_context(), writing():
        person = person_by_email(email) or add_person(email, f"Student {place:02}", Role(str(role)), now)
        if quiz_at(person.id, course, str(changes.get("quiz", "strokes"))) is None:
            enrol(person, latest_revision(course), now)
        quiz = quiz_at(person.id, course, str(changes.get("quiz", "strokes")))
        attempt = start_attempt(quiz.enrolment, quiz.revision, now)
        for answer in paper_of(attempt.id):
            answer.response = answer_of(answer.question)
        if changes.get("submit", True):
            submit_attempt(attempt, now)
        return person.id
