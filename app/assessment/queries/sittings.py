"""Finding attempts and answers: always one person's own."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from app.assessment.models import Answer, AnswerEvent, Attempt, Question, QuizRevision
from app.catalogue.models import CourseRevision
from app.learning.models import Enrolment
from app.platform.db import db

# Statements are built once: putting one together takes longer than running it.
ATTEMPTS_AT = (
    select(Attempt)
    .where(Attempt.enrolment_id == bindparam("enrolment"), Attempt.unit_id == bindparam("unit"))
    .order_by(Attempt.number)
)


def attempts_at(enrolment_id: int, unit_id: int) -> Sequence[Attempt]:
    """A student's attempts at a quiz, first to last."""
    return db.session.scalars(ATTEMPTS_AT, {"enrolment": enrolment_id, "unit": unit_id}).all()


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


_PLACE = (
    select(Answer, Attempt)
    .join(Attempt, Attempt.id == Answer.attempt_id)
    .join(Attempt.enrolment)
    .join(Attempt.revision)
    .join(Answer.question)
    .where(Attempt.public_id == bindparam("attempt"), Answer.number == bindparam("number"))
    .where(Enrolment.person_id == bindparam("person"))
)
OWN_ANSWER = _PLACE.join(Enrolment.course).join(Enrolment.revision).options(contains_eager(Answer.question), *_SITTING)
# Only what a save needs. Both rows: PostgreSQL reads again only what it locks, and a save that waited must see the
# answer as it is now.
OWN_ANSWER_TO_CHANGE = (
    _PLACE.options(contains_eager(Answer.question).load_only(Question.kind, Question.spec))
    .options(contains_eager(Attempt.revision).load_only(QuizRevision.shuffle, QuizRevision.preset, QuizRevision.more))
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
