"""Who is enrolled in a course, with what scores."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from sqlalchemy import func, or_, select

from app.accounts.models import Person
from app.assessment.models import Attempt
from app.catalogue.models import Course, CourseRevision, Module, Placement, Unit
from app.certificates.models import Certificate
from app.learning.models import Enrolment
from app.learning.queries import UNITS, UNITS_DONE
from app.platform.db import db

PAGE = 50


@dataclass(slots=True)
class RosterLine:
    """One student of a course. `best` maps the unit of a quiz to the best percentage, rounded down."""

    person_id: int
    name: str
    email: str
    enrolled_at: datetime
    done: int
    units: int
    certificates: int
    best: dict[int, int] = field(default_factory=dict)


class QuizColumn(NamedTuple):
    """A quiz that heads a column: its unit, what its module is called for short, and its address."""

    unit_id: int
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Roster:
    """A page of students, and the quizzes that head its columns: those that have to be passed."""

    title: str
    slug: str
    quizzes: Sequence[QuizColumn]
    lines: list[RosterLine]
    total: int


def roster(course_slug: str, *, search: str = "", page: int = 1, size: int | None = PAGE) -> Roster | None:
    """The students of a course, newest first; None when there is no such course. `size` None gives all of them."""
    course = db.session.execute(
        select(Course.id, Course.slug, CourseRevision.title, CourseRevision.id)
        .join(CourseRevision, CourseRevision.course_id == Course.id)
        .where(Course.slug == course_slug)
        .order_by(CourseRevision.number.desc())
        .limit(1)
    ).first()
    if course is None:
        return None
    course_id, slug, title, revision_id = course
    lines = _lines(course_id, search, page, size)
    _add_best_scores(lines)
    return Roster(title, slug, _quizzes(revision_id), list(lines.values()), _count(course_id, search))


def _matching(course_id: int, search: str) -> list[object]:
    wanted = search.strip()
    conditions: list[object] = [Enrolment.course_id == course_id, Enrolment.ended_at.is_(None)]
    if wanted:
        # SQLite, and PostgreSQL in the locale C, know capitals of ASCII only: Ł is found as it stands in names.
        forms = {wanted, wanted.lower(), wanted.title(), wanted.upper()}
        names = [Person.name.icontains(form, autoescape=True) for form in forms]
        conditions.append(or_(*names, Person.email.icontains(wanted, autoescape=True)))
    return conditions


def _count(course_id: int, search: str) -> int:
    found = select(func.count()).select_from(Enrolment).join(Person, Person.id == Enrolment.person_id)
    return db.session.scalar(found.where(*_matching(course_id, search))) or 0  # type: ignore[arg-type]


def _lines(course_id: int, search: str, page: int, size: int | None) -> dict[int, RosterLine]:
    issued = (
        select(func.count()).where(Certificate.enrolment_id == Enrolment.id, Certificate.issue == 1).scalar_subquery()
    )
    found = (
        select(Enrolment.id, Person.id, Person.name, Person.email, Enrolment.enrolled_at, UNITS_DONE, UNITS, issued)
        .join(Person, Person.id == Enrolment.person_id)
        .where(*_matching(course_id, search))  # type: ignore[arg-type]
        .order_by(Enrolment.enrolled_at.desc(), Enrolment.id.desc())
    )
    if size is not None:
        found = found.limit(size).offset((page - 1) * size)
    return {row[0]: RosterLine(*row[1:]) for row in db.session.execute(found)}


def _add_best_scores(lines: dict[int, RosterLine]) -> None:
    rows = db.session.execute(
        select(Attempt.enrolment_id, Attempt.unit_id, Attempt.earned, Attempt.possible).where(
            Attempt.enrolment_id.in_(lines), Attempt.passed.is_not(None), Attempt.possible > 0
        )
    )
    best: defaultdict[tuple[int, int], Fraction] = defaultdict(Fraction)
    for enrolment, unit, earned, possible in rows:
        best[enrolment, unit] = max(best[enrolment, unit], Fraction(earned or 0) / possible)
    for (enrolment, unit), share in best.items():
        lines[enrolment].best[unit] = int(share * 100)


def _quizzes(revision_id: int) -> Sequence[QuizColumn]:
    rows = db.session.execute(
        select(Unit.id, Module.short, Placement.slug)
        .join(Placement, Placement.unit_id == Unit.id)
        .join(Module, Module.id == Placement.module_id)
        .where(Placement.revision_id == revision_id, Unit.kind == "quiz", Placement.is_required)
        .order_by(Placement.position)
    )
    return [QuizColumn(*row) for row in rows]
