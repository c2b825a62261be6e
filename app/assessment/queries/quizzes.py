"""Finding quizzes, their banks, and the passages their questions rest on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, case, func, or_, select
from sqlalchemy.orm import contains_eager

from app.assessment.models import Answer, Attempt, Question, QuizQuestion, QuizRevision
from app.catalogue.content.parts import DRAWN, pool_labels
from app.catalogue.models import Course, CourseRevision, Lesson, Module, Placement, Unit
from app.catalogue.queries import teaches
from app.learning.models import Enrolment
from app.platform.db import db

IS_DRAWN = or_(*((QuizRevision.preset == preset) & Question.use.in_(uses) for preset, uses in DRAWN.items()))


@dataclass(frozen=True, slots=True)
class QuizPlace:
    """A quiz as it stands in one student's course."""

    enrolment: Enrolment
    revision: QuizRevision
    slug: str
    module_slug: str
    module_title: str
    is_required: bool
    bank: int

    @property
    def questions(self) -> int:
        """How many questions an attempt has."""
        return min(self.revision.draw, self.bank)


# The statements of a sitting are built once: putting one together takes longer than running it.
BANK_SIZE = (
    select(func.count()).select_from(QuizQuestion).join(Question, Question.id == QuizQuestion.question_id)
    .where(QuizQuestion.quiz_revision_id == QuizRevision.id, IS_DRAWN, Question.points > 0)
    .scalar_subquery()
)  # fmt: skip
QUIZ_AT = (
    select(Enrolment, QuizRevision, Placement.slug, Module.slug, Module.title, Placement.is_required, BANK_SIZE)
    .join(Course, Course.id == Enrolment.course_id)
    .join(CourseRevision, CourseRevision.id == Enrolment.revision_id)
    .join(Placement, Placement.revision_id == Enrolment.revision_id)
    .join(Module, Module.id == Placement.module_id)
    .join(Unit, Unit.id == Placement.unit_id)
    .join(QuizRevision, QuizRevision.unit_id == Unit.id)
    .options(contains_eager(Enrolment.course), contains_eager(Enrolment.revision))
    .where(Enrolment.person_id == bindparam("person"), Course.slug == bindparam("course"))
    .where(Placement.slug == bindparam("quiz"), Unit.kind == "quiz", Enrolment.ended_at.is_(None))
    .order_by(QuizRevision.number.desc())
    .limit(1)
)


def quiz_at(person_id: int, course_slug: str, quiz_slug: str) -> QuizPlace | None:
    """The newest revision of the quiz at this address, if the person is enrolled in its course."""
    row = db.session.execute(QUIZ_AT, {"person": person_id, "course": course_slug, "quiz": quiz_slug}).first()
    return None if row is None else QuizPlace(*row)


class QuizHome(NamedTuple):
    """Where the quiz of an attempt stands. `certifies`: whether passing it earns the certificate of its module."""

    slug: str
    module_slug: str
    module_title: str
    is_required: bool
    certifies: bool


QUIZ_OF = (
    select(Placement.slug, Module.slug, Module.title, Placement.is_required, Placement.is_required & teaches())
    .join(Module, Module.id == Placement.module_id)
    .where(Placement.unit_id == bindparam("unit"))
    # Who has changed to a revision without this quiz still finds the attempts at it.
    .order_by(case((Placement.revision_id == bindparam("revision"), 0), else_=1), Placement.id.desc())
    .limit(1)
)


def quiz_of(attempt: Attempt) -> QuizHome:
    """Where an attempt's quiz stands in its enrolment's revision."""
    row = db.session.execute(QUIZ_OF, {"unit": attempt.unit_id, "revision": attempt.enrolment.revision_id}).one()
    return QuizHome(*row)


SEEN = (
    select(Answer.question_id)
    .join(Attempt, Attempt.id == Answer.attempt_id)
    .where(Attempt.enrolment_id == bindparam("enrolment"), Attempt.unit_id == bindparam("unit"))
)


def questions_seen(enrolment_id: int, unit_id: int) -> set[int]:
    """Questions this student has had in earlier attempts at the quiz."""
    return set(db.session.scalars(SEEN, {"enrolment": enrolment_id, "unit": unit_id}))


BANK = (
    select(Question.id, Question.key, QuizQuestion.topic, Question.points, Question.objective, Question.tags)
    .join(QuizQuestion, QuizQuestion.question_id == Question.id)
    .join(QuizRevision, QuizRevision.id == QuizQuestion.quiz_revision_id)
    .where(QuizRevision.id == bindparam("quiz"), IS_DRAWN)
    .order_by(Question.key)
)


@dataclass(frozen=True, slots=True)
class BankLine:
    """What drawing asks of a question."""

    id: int
    key: str
    topic: str
    points: int
    objective: str
    tags: list[str]

    @property
    def labels(self) -> frozenset[str]:
        """What a pool may ask for."""
        return pool_labels(self.objective, self.tags)


def bank_of(quiz_revision_id: int) -> list[BankLine]:
    """The questions a quiz may draw, by key."""
    return [BankLine(*row) for row in db.session.execute(BANK, {"quiz": quiz_revision_id})]


def latest_quiz_revision(unit_id: int) -> QuizRevision | None:
    """The newest revision of a quiz."""
    found = select(QuizRevision).where(QuizRevision.unit_id == unit_id).order_by(QuizRevision.number.desc()).limit(1)
    return db.session.scalar(found)


def question_versions(course_id: int, hashes: Iterable[str]) -> dict[tuple[str, str], Question]:
    """Of these versions of questions those that were ever published, by their key and content hash."""
    asked = select(Question).where(Question.course_id == course_id, Question.content_hash.in_(hashes))
    return {(found.key, found.content_hash): found for found in db.session.scalars(asked)}


def passages_of(revision_id: int) -> dict[str, tuple[str, str, dict[str, str]]]:
    """Lesson slug → its title, module title and the section title of each anchor; for *Read the passage*."""
    rows = db.session.execute(
        select(Placement.slug, Placement.title, Module.short, Lesson.anchors)
        .join(Lesson, Lesson.id == Placement.lesson_id)
        .join(Module, Module.id == Placement.module_id)
        .where(Placement.revision_id == revision_id)
    )
    return {slug: (title, module, anchors) for slug, title, module, anchors in rows}


def goals_of(revision_id: int) -> dict[str, str]:
    """What each objective of a course says, by its id."""
    listed = db.session.scalars(select(Module.objectives).where(Module.revision_id == revision_id))
    return {goal["id"]: goal["text"] for goals in listed for goal in goals}
