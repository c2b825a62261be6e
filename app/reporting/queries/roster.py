"""Who is enrolled in a course, how far they are, how they stand at each quiz: as many statements for any class."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from itertools import islice
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
from app.reporting.queries import choosing, finding
from app.reporting.queries.finding import Part
from app.reporting.queries.ranking import share_reader
from app.reporting.rules import Cell, Sat, Sort, Wanted, cell_of
from app.teaching.queries import names_of_cohorts

PAGE = 50
PAGES = (PAGE, 100, 500)  # how many students a page may show
IN_A_FILE = 1_000  # students that are read at a time


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
    """A course whose students are listed, and the quizzes that head the columns: those that have to be passed.

    `cohorts`: number → name.
    """

    id: int
    slug: str
    title: str
    quizzes: Sequence[QuizColumn]
    cohorts: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Roster:
    """A page of students. `total`: how many there are on all pages; `part`: among whom, None for the whole class."""

    course: RosterCourse
    lines: list[RosterLine]
    total: int
    part: Part | None


def roster_course(slug: str) -> RosterCourse | None:
    """The published course at this address."""
    found = db.session.execute(
        select(Course.id, Course.slug, CourseRevision.title, CourseRevision.id)
        .join(CourseRevision, CourseRevision.course_id == Course.id)
        .where(Course.slug == slug)
        .order_by(CourseRevision.number.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    return RosterCourse(found[0], found[1], found[2], _quizzes(found[3]), names_of_cohorts(found[0]))


def roster(
    course: RosterCourse, wanted: Wanted, zone: tzinfo, *, page: int = 1, size: int = PAGE, part: int = 1
) -> Roster:
    """A page of the students of a course who fit; of a large class a part, where each has to be looked at.

    `zone`: in which the days of `wanted` are meant.
    """
    found = finding.a_page(course.id, wanted, zone, _ranking_unit(course, wanted), (page, size, part))
    lines = _lines(found.numbers, wanted.sort)
    if found.ranks is not None:
        lines = {one: lines[one] for one in found.ranks if one in lines}
    _add_all(lines)
    return Roster(course, list(lines.values()), found.total, found.part)


def roster_lines(course: RosterCourse, wanted: Wanted, zone: tzinfo) -> Iterator[RosterLine]:
    """All students of a course who fit, in order: found at once, and then read a thousand at a time."""
    return _in_turn(iter(finding.everybody(course.id, wanted, zone, _ranking_unit(course, wanted))))


def _in_turn(numbers: Iterator[int]) -> Iterator[RosterLine]:
    while ranks := list(islice(numbers, IN_A_FILE)):
        lines = _lines(_among(ranks), Sort.NEWEST)
        _add_all(lines)
        yield from (lines[one] for one in ranks if one in lines)


def _ranking_unit(course: RosterCourse, wanted: Wanted) -> int | None:
    """The quiz whose scores make the order, where one is asked for that the course has."""
    return next((quiz.unit_id for quiz in course.quizzes if quiz.slug == wanted.by), None)


def _among(enrolments: Sequence[int]) -> Select[int]:
    """Those of one page or piece: never more than it has, so they may be named."""
    return select(Enrolment.id).where(Enrolment.id.in_(enrolments))


def _add_all(lines: dict[int, RosterLine]) -> None:
    these = _among(list(lines)).subquery()
    _add_cells(lines, these)
    _add_certificates(lines, these)


def _lines(chosen: Select[int], sort: Sort) -> dict[int, RosterLine]:
    issued = (
        select(func.count()).where(Certificate.enrolment_id == Enrolment.id, Certificate.issue == 1).scalar_subquery()
    )
    found = (
        select(Enrolment.id, Person.id, Person.name, Person.email, Enrolment.enrolled_at, UNITS_DONE, UNITS,
               issued)
        .join(Enrolment.person)
        .where(Enrolment.id.in_(select(chosen.subquery().c.id)))
        .order_by(*choosing.order_of_few(sort).terms())
    )  # fmt: skip
    return {row[0]: RosterLine(*row[1:]) for row in db.session.execute(found)}


def _add_cells(lines: dict[int, RosterLine], chosen: Subquery) -> None:
    earned, share = type_coerce(Attempt.earned, String), share_reader()
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
