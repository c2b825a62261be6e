"""Finding what a person has to mark: answers in the courses they teach, oldest first, and the marks they gave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager

from app.accounts.models import Person
from app.assessment.models import Answer, Attempt, ManualMark, Question, QuizRevision
from app.catalogue.models import CourseRevision
from app.catalogue.queries import is_course_open_to
from app.catalogue.rules import Right
from app.learning.models import Enrolment
from app.platform.db import db

AT_ONCE = 50  # answers a page lists


@dataclass(frozen=True, slots=True)
class Pile:
    """The answers to one question that wait."""

    question_id: int
    stem: str
    course: str
    quiz: str
    count: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """One answer that waits, or was marked: where it is, and since when. It says nothing of who wrote it."""

    attempt: str
    number: int
    stem: str
    quiz: str
    at: datetime


def piles(marker: Person) -> list[Pile]:
    """What waits for this marker, question by question, the longest wait first. Nobody sees their own."""
    rows = db.session.execute(
        select(
            Question.id, Question.stem, func.max(CourseRevision.title), func.max(QuizRevision.title), func.count(),
            func.min(Answer.waits_since),
        )
        .select_from(Answer)
        .join(Question, Question.id == Answer.question_id)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(QuizRevision, QuizRevision.id == Attempt.quiz_revision_id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(CourseRevision, CourseRevision.id == Enrolment.revision_id)
        .where(*_for(marker))
        .group_by(Question.id, Question.stem)
        .order_by(func.min(Answer.waits_since), Question.id)
    )  # fmt: skip
    return [Pile(*row) for row in rows]  # type: ignore[arg-type]  # never NULL here


def waiting(marker: Person, question_id: int | None = None, limit: int = AT_ONCE) -> list[Waiting]:
    """The answers that wait for this marker, oldest first; only those to one question, if it is named."""
    found = (
        select(Attempt.public_id, Answer.number, Question.stem, QuizRevision.title, Answer.waits_since)
        .select_from(Answer)
        .join(Question, Question.id == Answer.question_id)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(QuizRevision, QuizRevision.id == Attempt.quiz_revision_id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(*_for(marker))
        .order_by(Answer.waits_since, Attempt.id, Answer.number)
        .limit(limit)
    )
    if question_id is not None:
        found = found.where(Question.id == question_id)
    return [Waiting(*row) for row in db.session.execute(found)]  # type: ignore[arg-type]  # never NULL here


def _for(marker: Person) -> tuple[ColumnElement[bool], ...]:
    is_taught = is_course_open_to(marker, Right.TEACH, Enrolment.course_id)
    return Answer.waits_since.is_not(None), Enrolment.person_id != marker.id, is_taught


def waiting_count(marker: Person) -> int:
    """How many answers wait for this marker."""
    found = select(func.count()).select_from(Answer).join(Attempt, Attempt.id == Answer.attempt_id)
    return db.session.scalar(found.join(Enrolment, Enrolment.id == Attempt.enrolment_id).where(*_for(marker))) or 0


def marked_by(marker: Person, limit: int = 10) -> list[Waiting]:
    """What this marker marked last, each answer once, to look at again."""
    newest = func.max(ManualMark.marked_at)
    rows = db.session.execute(
        select(Attempt.public_id, Answer.number, Question.stem, QuizRevision.title, newest)
        .select_from(ManualMark)
        .join(Attempt, Attempt.id == ManualMark.attempt_id)
        .join(Answer, (Answer.attempt_id == ManualMark.attempt_id) & (Answer.number == ManualMark.number))
        .join(Question, Question.id == Answer.question_id)
        .join(QuizRevision, QuizRevision.id == Attempt.quiz_revision_id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(ManualMark.marked_by_id == marker.id, is_course_open_to(marker, Right.TEACH, Enrolment.course_id))
        .group_by(Attempt.public_id, Answer.number, Question.stem, QuizRevision.title)
        .order_by(newest.desc())
        .limit(limit)
    )
    return [Waiting(*row) for row in rows]


def answer_for_marker(
    marker: Person, public_id: str, number: int, *, to_change: bool = False
) -> tuple[Answer, Attempt] | None:
    """An answer in a course that the marker teaches, with question, quiz, course and student, in one statement.

    `to_change` locks it (PostgreSQL).
    """
    found = (
        select(Answer, Attempt)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(Attempt.enrolment)
        .join(Enrolment.person)
        .join(Enrolment.revision)
        .join(Attempt.revision)
        .join(Answer.question)
        .options(
            contains_eager(Answer.question),
            contains_eager(Attempt.enrolment).contains_eager(Enrolment.person),
            contains_eager(Attempt.enrolment).contains_eager(Enrolment.revision).defer(CourseRevision.front),
            contains_eager(Attempt.revision),
        )
        .where(Attempt.public_id == public_id, Answer.number == number)
        .where(is_course_open_to(marker, Right.TEACH, Enrolment.course_id))
    )
    if to_change:
        found = found.with_for_update(of=[Attempt, Answer])
    row = db.session.execute(found).one_or_none()
    return None if row is None else (row[0], row[1])


def marks_on(attempt_id: int) -> dict[int, ManualMark]:
    """The mark that counts for each answer of an attempt that a person marked: the newest, by its number."""
    given: Sequence[ManualMark] = db.session.scalars(
        select(ManualMark).where(ManualMark.attempt_id == attempt_id).order_by(ManualMark.turn)
    ).all()
    return {one.number: one for one in given}
