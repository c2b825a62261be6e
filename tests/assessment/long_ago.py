"""Attempts of years past, made at once."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from app.assessment.models import Answer, Attempt, QuizQuestion, QuizRevision
from app.learning.models import Enrolment
from app.platform.db import db
from app.platform.transactions import writing
from tests.people import Someone, add

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def past_attempts(app: Flask, someone: Someone, number_of: int, first: int = 1) -> None:
    """Attempts that somebody handed in long ago, with their answers; they are numbered from `first` on."""
    number = add(app, someone)
    with app.app_context(), writing():
        enrolment = db.session.scalar(select(Enrolment).where(Enrolment.person_id == number))
        revision = db.session.scalar(select(QuizRevision))
        bank = db.session.scalars(select(QuizQuestion.question_id)).all()
        attempts = [past_attempt(enrolment, revision, place) for place in range(first, first + number_of)]
        db.session.add_all(attempts)
        db.session.flush()
        for attempt in attempts:
            answers = enumerate(bank[: revision.draw], start=1)
            db.session.add_all(
                Answer(attempt_id=attempt.id, number=at, question_id=one, earned=0) for at, one in answers
            )


def past_attempt(enrolment: Enrolment, revision: QuizRevision, number: int) -> Attempt:
    then = LONG_AGO + timedelta(hours=number)
    return Attempt(
        public_id=f"past-{enrolment.id}-{number}", seed="past", enrolment=enrolment, unit_id=revision.unit_id,
        revision=revision, number=number, started_at=then, submitted_at=then,
        closed_by="student", earned=0, possible=5, passed=False,
    )  # fmt: skip
