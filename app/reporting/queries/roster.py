"""Who is enrolled in a course, how far they are, how they stand at each quiz: six statements, whole class or not."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, String, Subquery, func, select, type_coerce

from app.accounts.models import Person
from app.assessment.models import Attempt
from app.catalogue.models import Course, CourseRevision, Module, Placement, Unit
from app.certificates.models import Certificate, Revocation
from app.certificates.queries import COURSE
from app.learning.models import Enrolment
from app.learning.queries import UNITS, UNITS_DONE
from app.platform.db import db
from app.reporting.queries import choosing
from app.reporting.rules import Cell, Sat, Wanted, cell_of

PAGE = 50
PAGES = (PAGE, 100, 500)  # how many students a page may show


class Issued(NamedTuple):
    """A certificate of the whole course: its code, and when it was issued."""

    code: str
    at: datetime


@dataclass(slots=True)
class RosterLine:
    """One student of a course. `cells` maps the unit of a quiz that was begun to how they stand.

    `certificates` counts those of modules too; `certificate` is that of the whole course, if it stands.
    """

    person_id: int
    name: str
    email: str
    enrolled_at: datetime
    done: int
    units: int
    certificates: int
    certificate: Issued | None = None
    cells: dict[int, Cell] = field(default_factory=dict)


class QuizColumn(NamedTuple):
    """A quiz that heads a column: its unit, what its module is called for short, and its address."""

    unit_id: int
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class RosterCourse:
    """A course whose students are listed, and the quizzes that head the columns: those that have to be passed."""

    id: int
    slug: str
    title: str
    quizzes: Sequence[QuizColumn]


@dataclass(frozen=True, slots=True)
class Roster:
    """A page of students. `total`: how many there are on all pages."""

    course: RosterCourse
    lines: list[RosterLine]
    total: int


def roster_course(slug: str) -> RosterCourse | None:
    """The published course at this address."""
    found = db.session.execute(
        select(Course.id, Course.slug, CourseRevision.title, CourseRevision.id)
        .join(CourseRevision, CourseRevision.course_id == Course.id)
        .where(Course.slug == slug)
        .order_by(CourseRevision.number.desc())
        .limit(1)
    ).first()
    return None if found is None else RosterCourse(found[0], found[1], found[2], _quizzes(found[3]))


def roster(course: RosterCourse, wanted: Wanted, zone: tzinfo, *, page: int = 1, size: int | None = PAGE) -> Roster:
    """The students of a course who fit. `size` None gives all of them at once.

    `zone`: in which the days of `wanted` are meant.
    """
    fitting = list(choosing.conditions(course.id, wanted, zone))
    chosen = select(Enrolment.id).join(Enrolment.person).where(*fitting).order_by(*choosing.order(wanted.sort))
    if size is not None:
        chosen = chosen.limit(size).offset((page - 1) * size)
    lines = _lines(chosen, wanted)
    _add_cells(lines, chosen.subquery())
    _add_certificates(lines, chosen.subquery())
    total = select(func.count()).select_from(Enrolment).join(Enrolment.person).where(*fitting)
    return Roster(course, list(lines.values()), db.session.scalar(total) or 0)


def _lines(chosen: Select[int], wanted: Wanted) -> dict[int, RosterLine]:
    issued = (
        select(func.count()).where(Certificate.enrolment_id == Enrolment.id, Certificate.issue == 1).scalar_subquery()
    )
    found = (
        select(Enrolment.id, Person.id, Person.name, Person.email, Enrolment.enrolled_at, UNITS_DONE, UNITS,
               issued)
        .join(Enrolment.person)
        .where(Enrolment.id.in_(select(chosen.subquery().c.id)))
        .order_by(*choosing.order(wanted.sort))
    )  # fmt: skip
    return {row[0]: RosterLine(*row[1:]) for row in db.session.execute(found)}


def _add_cells(lines: dict[int, RosterLine], chosen: Subquery) -> None:
    # Fractions stay texts until each different one is read once: a large class has few of them.
    earned, share = type_coerce(Attempt.earned, String), lru_cache(10_000)(_share)
    rows = db.session.execute(
        select(Attempt.enrolment_id, Attempt.unit_id, earned, Attempt.possible, Attempt.passed, Attempt.submitted_at)
        .join(chosen, chosen.c.id == Attempt.enrolment_id)
    )  # fmt: skip
    sat: defaultdict[tuple[int, int], list[Sat]] = defaultdict(list)
    for enrolment, unit, points, possible, passed, submitted_at in rows:
        sat[enrolment, unit].append(Sat(share(points, possible), passed, submitted_at is None))
    for (enrolment, unit), attempts in sat.items():
        if enrolment in lines:  # somebody may have enrolled between the two statements
            lines[enrolment].cells[unit] = cell_of(attempts)


def _share(earned: str | None, possible: int) -> Fraction | None:
    return Fraction(earned) / possible if earned is not None and possible else None


def _add_certificates(lines: dict[int, RosterLine], chosen: Subquery) -> None:
    rows: Any = db.session.execute(
        select(Certificate.enrolment_id, Certificate.code, Certificate.issued_at)
        .join(chosen, chosen.c.id == Certificate.enrolment_id)
        .outerjoin(Revocation, Revocation.certificate_id == Certificate.id)
        .where(Certificate.scope == COURSE, Revocation.certificate_id.is_(None))
        .order_by(Certificate.issue)
    )
    for enrolment, code, at in rows:  # the last issue is the one that says what is true
        if enrolment in lines:
            lines[enrolment].certificate = Issued(code, at)


def _quizzes(revision_id: int) -> Sequence[QuizColumn]:
    rows = db.session.execute(
        select(Unit.id, Module.short, Placement.slug)
        .join(Placement, Placement.unit_id == Unit.id)
        .join(Module, Module.id == Placement.module_id)
        .where(Placement.revision_id == revision_id, Unit.kind == "quiz", Placement.is_required)
        .order_by(Placement.position)
    )
    return [QuizColumn(*row) for row in rows]
