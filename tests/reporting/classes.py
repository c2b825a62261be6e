"""A class of students, made at once."""

from datetime import timedelta

from flask import Flask

from app.accounts.actions import add_person
from app.accounts.rules import Role
from app.assessment.actions import start_attempt, submit_attempt
from app.assessment.queries import quiz_at
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
