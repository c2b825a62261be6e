"""One student's place at one quiz, for those who teach."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, case, select
from sqlalchemy.orm import contains_eager

from app.accounts.models import Person
from app.assessment.models import Allowance, Attempt, QuizRevision
from app.catalogue.models import Course, CourseRevision, Module, Placement, Unit
from app.catalogue.queries import is_course_open_to
from app.catalogue.rules import Right
from app.learning.models import Enrolment
from app.platform.db import alias_of, db


@dataclass(frozen=True, slots=True)
class StudentQuiz:
    """A quiz, its newest revision, as one student has it; `address` is the slug that quiz has in this course now.

    `own_address`: in the student's revision of the course, None where that has no such quiz.
    """

    enrolment: Enrolment
    revision: QuizRevision
    address: str
    own_address: str | None


@dataclass(frozen=True, slots=True)
class QuizOfCourse:
    """A quiz in the list of a student's quizzes."""

    unit_id: int
    slug: str
    title: str
    module_title: str
    is_required: bool


_ANY, _OWN = alias_of(CourseRevision), alias_of(Placement)
_PLACE = (
    contains_eager(Enrolment.person),
    contains_eager(Enrolment.course),
    contains_eager(Enrolment.revision).defer(CourseRevision.front),
)
# The address of any revision of the course finds the quiz; the student's own comes first.
STUDENT_QUIZ = (
    select(Enrolment, QuizRevision, Placement.slug, _OWN.slug)
    .join(Enrolment.person)
    .join(Enrolment.course)
    .join(Enrolment.revision)
    .join(_ANY, _ANY.course_id == Course.id)
    .join(Placement, Placement.revision_id == _ANY.id)
    .join(Unit, Unit.id == Placement.unit_id)
    .join(QuizRevision, QuizRevision.unit_id == Unit.id)
    .outerjoin(_OWN, (_OWN.revision_id == Enrolment.revision_id) & (_OWN.unit_id == Unit.id))
    .options(*_PLACE)
    .where(Enrolment.person_id == bindparam("person"), Course.slug == bindparam("course"))
    .where(Placement.slug == bindparam("quiz"), Unit.kind == "quiz", Enrolment.ended_at.is_(None))
    .order_by(case((_ANY.id == Enrolment.revision_id, 0), else_=1), _ANY.number.desc(), QuizRevision.number.desc())
    .limit(1)
)
# A share of the key is left to others: whoever hands in writes rows that name the enrolment.
STUDENT_QUIZ_TO_CHANGE = STUDENT_QUIZ.with_for_update(of=Enrolment, key_share=True)
ATTEMPT = (
    select(Attempt)
    .join(Attempt.enrolment)
    .join(Enrolment.person)
    .join(Enrolment.course)
    .join(Enrolment.revision)
    .join(Attempt.revision)
    .options(
        contains_eager(Attempt.revision),
        contains_eager(Attempt.enrolment).options(*_PLACE),
    )
    .where(Attempt.public_id == bindparam("attempt"))
)  # fmt: skip
# What was read before the lock may be older than the row.
ATTEMPT_TO_CHANGE = ATTEMPT.with_for_update(of=Attempt).execution_options(populate_existing=True)


def student_quiz(course_slug: str, person_id: int, quiz_slug: str, *, to_change: bool = False) -> StudentQuiz | None:
    """Somebody's place at the quiz of a course they are enrolled in. `to_change`: nobody else gives them anything."""
    wanted = {"person": person_id, "course": course_slug, "quiz": quiz_slug}
    row = db.session.execute(STUDENT_QUIZ_TO_CHANGE if to_change else STUDENT_QUIZ, wanted).first()
    return None if row is None else StudentQuiz(*row)


def attempt_for_staff(reader: Person, public_id: str, *, to_change: bool = False) -> Attempt | None:
    """An attempt with its student, course and quiz, if the reader teaches the course. `to_change` locks the row."""
    found = ATTEMPT_TO_CHANGE if to_change else ATTEMPT
    found = found.where(is_course_open_to(reader, Right.TEACH, Enrolment.course_id))
    return db.session.scalar(found, {"attempt": public_id})


def student_of(course_slug: str, person_id: int) -> Enrolment | None:
    """Somebody's enrolment, with person and course."""
    found = select(Enrolment).join(Enrolment.person).join(Enrolment.course).join(Enrolment.revision).options(*_PLACE)
    mine = found.where(Enrolment.person_id == person_id, Course.slug == course_slug)
    return db.session.scalar(mine.where(Enrolment.ended_at.is_(None)))


def quizzes_of_student(enrolment: Enrolment) -> list[QuizOfCourse]:
    """The quizzes of a student's revision of the course, in order."""
    rows = db.session.execute(
        select(Placement.unit_id, Placement.slug, Placement.title, Module.title, Placement.is_required)
        .join(Unit, Unit.id == Placement.unit_id)
        .join(Module, Module.id == Placement.module_id)
        .where(Placement.revision_id == enrolment.revision_id, Unit.kind == "quiz")
        .order_by(Placement.position)
    )
    return [QuizOfCourse(*row) for row in rows]


def attempts_of_student(enrolment_id: int) -> Sequence[Attempt]:
    """All of a student's attempts in a course, by quiz, first to last."""
    found = select(Attempt).where(Attempt.enrolment_id == enrolment_id).order_by(Attempt.unit_id, Attempt.number)
    return db.session.scalars(found).all()


def names_of(people: Iterable[int | None]) -> dict[int, str]:
    """What these people are called."""
    wanted = {one for one in people if one is not None}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {row[0]: row[1] for row in rows}


def was_given(like: Allowance, since: datetime) -> bool:
    """Whether the very same was given, by the same person and with the same words, after `since`."""
    same = ("kind", "value", "person_id", "enrolment_id", "unit_id", "attempt_id", "reason", "given_by_id")
    conditions = [getattr(Allowance, name) == getattr(like, name) for name in same]
    return db.session.scalar(select(Allowance.id).where(*conditions, Allowance.given_at > since).limit(1)) is not None
