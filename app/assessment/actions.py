"""Publishing quizzes, starting, answering and handing in attempts."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.assessment import grading, queries
from app.assessment.grading import paper
from app.assessment.models import Answer, AnswerEvent, Attempt, Question, QuizQuestion, QuizRevision
from app.assessment.rules import LEAST_OF_A_TOPIC, attempts_left
from app.catalogue.content.parts import QuestionFile, QuizFile
from app.catalogue.models import Unit
from app.learning.actions import complete_unit
from app.learning.models import Enrolment
from app.platform import audit, ids
from app.platform.db import db


class NoAttemptsLeft(Exception):  # noqa: N818 - a rule of the quiz, not a programmer's error
    """Every allowed attempt was used."""


class AlreadySubmitted(Exception):  # noqa: N818
    """The attempt was handed in; nothing about it changes any more."""


class ChangedElsewhere(Exception):  # noqa: N818
    """Another window saved a newer answer than the one this window knew."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save is answered with, once it is committed."""

    sequence: int
    at: datetime


@dataclass(frozen=True, slots=True)
class QuestionText:
    """A question ready to be published: its file, spec as JSON, rationale as HTML, and what the draw spreads over."""

    file: QuestionFile
    spec: dict[str, Any]
    why: str
    topic: str = ""


def publish_quiz_revision(unit: Unit, quiz: QuizFile, questions: Sequence[QuestionText], now: datetime) -> QuizRevision:
    """Add the next revision of a quiz with its bank; when nothing changed, the newest one stays."""
    rows = [_question(unit.course_id, question) for question in questions]
    rules: dict[str, Any] = {
        "title": quiz.title, "intro": quiz.intro.strip(), "preset": quiz.preset, "draw": quiz.draw,
        "pass_mark": quiz.pass_mark, "attempts_allowed": quiz.attempts, "shuffle": quiz.shuffle,
    }  # fmt: skip
    topics = {row.id: question.topic for row, question in zip(rows, questions, strict=True)}
    content_hash = _hash([rules, sorted([row.key, row.content_hash, topics[row.id]] for row in rows)])
    newest = queries.latest_quiz_revision(unit.id)
    if newest and newest.content_hash == content_hash:
        return newest
    number = newest.number + 1 if newest else 1
    revision = QuizRevision(unit_id=unit.id, number=number, content_hash=content_hash, published_at=now, **rules)
    db.session.add(revision)
    db.session.flush()
    bank = [QuizQuestion(quiz_revision_id=revision.id, question_id=id_, topic=topic) for id_, topic in topics.items()]
    db.session.add_all(bank)
    return revision


def _question(course_id: int, question: QuestionText) -> Question:
    """This version of the question: the one that is there already, or a new row."""
    file = question.file
    fields: dict[str, Any] = {
        "kind": file.kind, "points": file.points, "stem": file.stem, "spec": question.spec, "why": question.why,
        "objective": file.objective, "passage": file.passage, "use": file.use, "style": file.style,
    }  # fmt: skip
    content_hash = _hash(fields)
    found = queries.question_version(course_id, file.id, content_hash)
    if found:
        return found
    row = Question(course_id=course_id, key=file.id, content_hash=content_hash, **fields)
    db.session.add(row)
    db.session.flush()
    return row


def _hash(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


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


def save_answer(
    answer: Answer, attempt: Attempt, response: dict[str, Any], operation: str, known: int, now: datetime
) -> Saved:
    """Save one response. `operation` makes a repeated request harmless; `known` is the newest save the page had seen.

    Raises AlreadySubmitted and ChangedElsewhere; then nothing is changed.
    """
    if before := queries.event_of(attempt.id, operation):
        return Saved(before.sequence, before.received_at)
    if not attempt.is_open:
        raise AlreadySubmitted
    if _is_same(answer, response):
        return Saved(answer.sequence, answer.saved_at or now)
    if known < answer.sequence:
        raise ChangedElsewhere
    answer.response, answer.sequence, answer.saved_at = response, answer.sequence + 1, now
    db.session.add(
        AnswerEvent(
            attempt_id=attempt.id, number=answer.number, sequence=answer.sequence, response=response,
            operation=operation, received_at=now,
        )
    )  # fmt: skip
    return Saved(answer.sequence, now)


def _is_same(answer: Answer, response: dict[str, Any]) -> bool:
    """Whether a save changes nothing. Passing an open question by is no answer that a tab would miss."""
    if answer.response is None:
        return not grading.KINDS[answer.question.kind].is_answered(response)
    return response == answer.response


def flag_answer(answer: Answer, attempt: Attempt, *, flagged: bool) -> None:
    """Mark a question to come back to, or take the mark away. Raises AlreadySubmitted."""
    if not attempt.is_open:
        raise AlreadySubmitted
    answer.flagged = flagged


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
