"""Starting an attempt and handing it in."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from app.assessment import grading, queries
from app.assessment.grading import paper
from app.assessment.models import Answer, Attempt, QuizRevision
from app.assessment.rules import LEAST_OF_A_TOPIC, attempts_left
from app.learning.actions import complete_unit
from app.learning.models import Enrolment
from app.platform import audit, ids
from app.platform.db import db


class NoAttemptsLeft(Exception):  # noqa: N818 - a rule of the quiz, not a programmer's error
    """Every allowed attempt was used."""


def start_attempt(enrolment: Enrolment, quiz: QuizRevision, now: datetime) -> Attempt:
    """Start an attempt, or go on with the one that is open. Raises NoAttemptsLeft."""
    earlier = queries.attempts_at(enrolment.id, quiz.unit_id)
    if earlier and earlier[-1].is_open:
        return earlier[-1]
    if attempts_left(quiz.attempts_allowed, len(earlier)) == 0:
        raise NoAttemptsLeft
    try:
        with db.session.begin_nested():
            attempt = _new_attempt(enrolment, quiz, len(earlier) + 1, now)
    except IntegrityError:  # another tab was faster: theirs is the one
        return queries.attempts_at(enrolment.id, quiz.unit_id)[-1]
    audit.record("started attempt", f"attempt:{attempt.public_id}", now, person_id=enrolment.person_id)
    return attempt


def _new_attempt(enrolment: Enrolment, quiz: QuizRevision, number: int, now: datetime) -> Attempt:
    bank = {line.id: line for line in queries.bank_of(quiz.id)}
    entries = [paper.Entry(line.key, line.topic, line.id) for line in bank.values()]
    seed = ids.public_id()
    seen = queries.questions_seen(enrolment.id, quiz.unit_id)
    drawn = paper.draw(entries, quiz.draw, seed, seen, LEAST_OF_A_TOPIC.get(quiz.preset, 1))
    attempt = Attempt(
        public_id=ids.public_id(), enrolment=enrolment, unit_id=quiz.unit_id, revision=quiz, number=number, seed=seed,
        started_at=now, possible=sum(bank[question].points for question in drawn),
    )  # fmt: skip
    db.session.add(attempt)
    db.session.flush()
    db.session.add_all(
        Answer(attempt_id=attempt.id, number=place, question_id=question) for place, question in enumerate(drawn, 1)
    )
    return attempt


def submit_attempt(attempt: Attempt, now: datetime) -> None:
    """Hand in and mark, once: an attempt that was handed in before stays as it is. The row must be locked."""
    if not attempt.is_open:
        return
    answers = queries.paper_of(attempt.id)
    for answer, marked in zip(answers, mark(answers), strict=True):
        answer.earned = answer.question.points * marked.fraction
    attempt.earned = paper.total([answer.earned or 0 for answer in answers])
    attempt.passed = paper.passed(attempt.earned, attempt.possible, attempt.revision.pass_mark)
    attempt.submitted_at = now
    if attempt.passed:
        complete_unit(attempt.enrolment_id, attempt.unit_id, now)
    audit.record(
        "submitted attempt", f"attempt:{attempt.public_id}", now,
        person_id=attempt.enrolment.person_id, earned=str(attempt.earned), passed=attempt.passed,
    )  # fmt: skip


def mark(answers: Sequence[Answer]) -> list[grading.Marked]:
    """Mark what was saved on a paper."""
    return [grading.mark(answer.question.kind, answer.question.spec, answer.response) for answer in answers]
