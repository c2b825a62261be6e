"""Every corrected key of a course, and what each correction changed for whom."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.expression import ScalarSelect

from app.accounts.models import Person
from app.assessment.models import Attempt, Erratum, Question, QuizQuestion, QuizRevision, Regrade
from app.catalogue.models import Course, CourseRevision, Placement
from app.learning.models import Enrolment
from app.platform.db import db

MOST = 500


class CorrectedKey(NamedTuple):
    """A correction: of which version of which question, by whom, and how many results it changed.

    `quiz`: the address of a quiz whose newest revision has the question, None where none has.
    """

    erratum: Erratum
    question: Question
    by: str
    changed: int
    quiz: str | None


class Regraded(NamedTuple):
    """A result that a correction changed: the attempt (public id and number), and whose."""

    regrade: Regrade
    attempt: str
    number: int
    name: str
    email: str


def corrections_of(slug: str) -> list[CorrectedKey]:
    """The corrections in a course, newest first, five hundred at most."""
    changed = select(func.count()).where(Regrade.erratum_id == Erratum.id).scalar_subquery()
    rows = db.session.execute(
        select(Erratum, Question, Person.name, changed, _quiz())
        .join(Question, Question.id == Erratum.question_id)
        .join(Course, Course.id == Question.course_id)
        .join(Person, Person.id == Erratum.by_id)
        .where(Course.slug == slug)
        .order_by(Erratum.id.desc())
        .limit(MOST)
    )
    return [CorrectedKey(*row) for row in rows]


def _quiz() -> ScalarSelect[str]:
    """A quiz of the newest revision of the course that has ever asked the version that was corrected."""
    newest = select(func.max(CourseRevision.id)).where(CourseRevision.course_id == Course.id).scalar_subquery()
    return (
        select(func.min(Placement.slug))
        .join(QuizRevision, QuizRevision.unit_id == Placement.unit_id)
        .join(QuizQuestion, QuizQuestion.quiz_revision_id == QuizRevision.id)
        .where(QuizQuestion.question_id == Question.id, Placement.revision_id == newest)
        .correlate(Question, Course)
        .scalar_subquery()
    )


def regrades_of(slug: str) -> Iterator[tuple[CorrectedKey, Regraded | None]]:
    """Every correction in a course with each result that it changed, oldest first; once with None if none."""
    student = aliased(Person)
    rows = db.session.execute(
        select(Erratum, Question, Person.name, _quiz(), Regrade, Attempt.public_id, Attempt.number, student.name,
               student.email)
        .join(Question, Question.id == Erratum.question_id)
        .join(Course, Course.id == Question.course_id)
        .join(Person, Person.id == Erratum.by_id)
        .outerjoin(Regrade, Regrade.erratum_id == Erratum.id)
        .outerjoin(Attempt, Attempt.id == Regrade.attempt_id)
        .outerjoin(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .outerjoin(student, student.id == Enrolment.person_id)
        .where(Course.slug == slug)
        .order_by(Erratum.id, Regrade.attempt_id)
    )  # fmt: skip
    for row in rows:
        key = CorrectedKey(row[0], row[1], row[2], int(row[4] is not None), row[3])
        yield key, Regraded(row[4], row[5], row[6], row[7], row[8]) if row[4] else None
