"""Finding quizzes, attempts and answers: always one person's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import contains_eager, joinedload

from app.assessment.models import Answer, AnswerEvent, Attempt, Question, QuizQuestion, QuizRevision
from app.catalogue.models import Course, CourseRevision, Lesson, Module, Placement, Unit
from app.learning.models import Enrolment
from app.platform.db import db

# What a quiz draws of its bank: a final has questions of its own, so that nobody has met them in a quiz before.
DRAWN = case((QuizRevision.preset == "final", "final"), else_="quiz")


@dataclass(frozen=True, slots=True)
class QuizPlace:
    """A quiz as it stands in one student's course."""

    enrolment: Enrolment
    revision: QuizRevision
    slug: str
    module_slug: str
    module_title: str
    bank: int

    @property
    def questions(self) -> int:
        """How many questions an attempt has."""
        return min(self.revision.draw, self.bank)


# The statements of a sitting are built once: putting one together takes longer than running it.
BANK_SIZE = (
    select(func.count()).select_from(QuizQuestion).join(Question, Question.id == QuizQuestion.question_id)
    .where(QuizQuestion.quiz_revision_id == QuizRevision.id, Question.use == DRAWN).scalar_subquery()
)  # fmt: skip
QUIZ_AT = (
    select(Enrolment, QuizRevision, Placement.slug, Module.slug, Module.title, BANK_SIZE)
    .join(Course, Course.id == Enrolment.course_id)
    .join(CourseRevision, CourseRevision.id == Enrolment.revision_id)
    .join(Placement, Placement.revision_id == Enrolment.revision_id)
    .join(Module, Module.id == Placement.module_id)
    .join(Unit, Unit.id == Placement.unit_id)
    .join(QuizRevision, QuizRevision.unit_id == Unit.id)
    .options(contains_eager(Enrolment.course), contains_eager(Enrolment.revision))
    .where(Enrolment.person_id == bindparam("person"), Course.slug == bindparam("course"))
    .where(Placement.slug == bindparam("quiz"), Unit.kind == "quiz")
    .order_by(QuizRevision.number.desc())
    .limit(1)
)


def quiz_at(person_id: int, course_slug: str, quiz_slug: str) -> QuizPlace | None:
    """The newest revision of the quiz at this address, if the person is enrolled in its course."""
    row = db.session.execute(QUIZ_AT, {"person": person_id, "course": course_slug, "quiz": quiz_slug}).first()
    return None if row is None else QuizPlace(*row)


def quiz_of(attempt: Attempt) -> tuple[str, str, str]:
    """Address, module address and module title of an attempt's quiz, in its enrolment's revision."""
    row = db.session.execute(
        select(Placement.slug, Module.slug, Module.title)
        .join(Module, Module.id == Placement.module_id)
        .where(Placement.revision_id == attempt.enrolment.revision_id, Placement.unit_id == attempt.unit_id)
    ).one()
    return row[0], row[1], row[2]


ATTEMPTS_AT = (
    select(Attempt)
    .where(Attempt.enrolment_id == bindparam("enrolment"), Attempt.unit_id == bindparam("unit"))
    .order_by(Attempt.number)
)


def attempts_at(enrolment_id: int, unit_id: int) -> Sequence[Attempt]:
    """A student's attempts at a quiz, first to last."""
    return db.session.scalars(ATTEMPTS_AT, {"enrolment": enrolment_id, "unit": unit_id}).all()


SEEN = (
    select(Answer.question_id)
    .join(Attempt, Attempt.id == Answer.attempt_id)
    .where(Attempt.enrolment_id == bindparam("enrolment"), Attempt.unit_id == bindparam("unit"))
)


def questions_seen(enrolment_id: int, unit_id: int) -> set[int]:
    """Questions this student has had in earlier attempts at the quiz."""
    return set(db.session.scalars(SEEN, {"enrolment": enrolment_id, "unit": unit_id}))


BANK = (
    select(Question.id, Question.key, QuizQuestion.topic, Question.points)
    .join(QuizQuestion, QuizQuestion.question_id == Question.id)
    .join(QuizRevision, QuizRevision.id == QuizQuestion.quiz_revision_id)
    .where(QuizRevision.id == bindparam("quiz"), Question.use == DRAWN)
    .order_by(Question.key)
)


@dataclass(frozen=True, slots=True)
class BankLine:
    """What drawing asks of a question."""

    id: int
    key: str
    topic: str
    points: int


def bank_of(quiz_revision_id: int) -> list[BankLine]:
    """The questions a quiz may draw, by key."""
    return [BankLine(*row) for row in db.session.execute(BANK, {"quiz": quiz_revision_id})]


_SITTING = (
    contains_eager(Attempt.enrolment).contains_eager(Enrolment.course),
    contains_eager(Attempt.enrolment).contains_eager(Enrolment.revision).defer(CourseRevision.front),
    contains_eager(Attempt.revision),
)
OWN_ATTEMPT = (
    select(Attempt)
    .join(Attempt.enrolment)
    .join(Enrolment.course)
    .join(Enrolment.revision)
    .join(Attempt.revision)
    .options(*_SITTING)
    .where(Attempt.public_id == bindparam("attempt"), Enrolment.person_id == bindparam("person"))
)
OWN_ATTEMPT_TO_CHANGE = OWN_ATTEMPT.with_for_update(of=Attempt)


def own_attempt(person_id: int, public_id: str, *, to_change: bool = False) -> Attempt | None:
    """This person's attempt with its course and quiz, in one statement. `to_change` locks the row (PostgreSQL)."""
    wanted = {"attempt": public_id, "person": person_id}
    return db.session.scalar(OWN_ATTEMPT_TO_CHANGE if to_change else OWN_ATTEMPT, wanted)


OWN_ANSWER = (
    select(Answer, Attempt)
    .join(Attempt, Attempt.id == Answer.attempt_id)
    .join(Attempt.enrolment)
    .join(Enrolment.course)
    .join(Enrolment.revision)
    .join(Attempt.revision)
    .join(Answer.question)
    .options(contains_eager(Answer.question), *_SITTING)
    .where(Attempt.public_id == bindparam("attempt"), Answer.number == bindparam("number"))
    .where(Enrolment.person_id == bindparam("person"))
)
# Only what a save needs. Both rows: PostgreSQL reads again only what it locks, and a save that waited must see the
# answer as it is now.
OWN_ANSWER_TO_CHANGE = (
    select(Answer, Attempt)
    .join(Attempt, Attempt.id == Answer.attempt_id)
    .join(Attempt.enrolment)
    .join(Attempt.revision)
    .join(Answer.question)
    .options(contains_eager(Answer.question).load_only(Question.kind, Question.spec))
    .options(contains_eager(Attempt.revision).load_only(QuizRevision.shuffle))
    .where(Attempt.public_id == bindparam("attempt"), Answer.number == bindparam("number"))
    .where(Enrolment.person_id == bindparam("person"))
    .with_for_update(of=[Attempt, Answer])
)
EVENT = select(AnswerEvent).where(
    AnswerEvent.attempt_id == bindparam("attempt"), AnswerEvent.operation == bindparam("operation")
)


def own_answer(
    person_id: int, public_id: str, number: int, *, to_change: bool = False
) -> tuple[Answer, Attempt] | None:
    """One place on this person's paper, with question, attempt, quiz and course, in one statement."""
    wanted = {"person": person_id, "attempt": public_id, "number": number}
    row = db.session.execute(OWN_ANSWER_TO_CHANGE if to_change else OWN_ANSWER, wanted).one_or_none()
    return None if row is None else (row[0], row[1])


PAPER = (
    select(Answer)
    .where(Answer.attempt_id == bindparam("attempt"))
    .options(joinedload(Answer.question))
    .order_by(Answer.number)
)
LENGTH = select(func.count()).select_from(Answer).where(Answer.attempt_id == bindparam("attempt"))


def paper_of(attempt_id: int) -> Sequence[Answer]:
    """Every place on the paper, in order, with its question."""
    return db.session.scalars(PAPER, {"attempt": attempt_id}).all()


def length_of(attempt_id: int) -> int:
    """How many questions the paper has."""
    return db.session.scalar(LENGTH, {"attempt": attempt_id}) or 0


def event_of(attempt_id: int, operation: str) -> AnswerEvent | None:
    """The save that carried this operation id, if it came before."""
    return db.session.scalar(EVENT, {"attempt": attempt_id, "operation": operation})


def latest_quiz_revision(unit_id: int) -> QuizRevision | None:
    """The newest revision of a quiz."""
    found = select(QuizRevision).where(QuizRevision.unit_id == unit_id).order_by(QuizRevision.number.desc()).limit(1)
    return db.session.scalar(found)


def question_version(course_id: int, key: str, content_hash: str) -> Question | None:
    """Exactly this version of a question, if it was ever published."""
    return db.session.scalar(
        select(Question).where(
            Question.course_id == course_id, Question.key == key, Question.content_hash == content_hash
        )
    )


def passages_of(revision_id: int) -> dict[str, tuple[str, str, dict[str, str]]]:
    """Lesson slug → its title, module title and the section title of each anchor; for *Read the passage*."""
    rows = db.session.execute(
        select(Placement.slug, Placement.title, Module.short, Lesson.anchors)
        .join(Lesson, Lesson.id == Placement.lesson_id)
        .join(Module, Module.id == Placement.module_id)
        .where(Placement.revision_id == revision_id)
    )
    return {slug: (title, module, anchors) for slug, title, module, anchors in rows}
