"""Where a student stands."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import contains_eager

from app.catalogue.models import Course, CourseRevision, Lesson, Module, Placement
from app.catalogue.queries import OutlineUnit, outline_of
from app.learning.models import CohortMember, Completion, DueDate, Enrolment
from app.learning.rules import is_complete, next_unit, onward, required_of
from app.platform.db import db

# How the renderer begins what stands below a lesson's text; no author can write a section.
WORDS, REFERENCES = '<section class="words">', '<section class="references">'


@dataclass(frozen=True, slots=True)
class Reading:
    """A lesson as one student opens it."""

    enrolment_id: int
    revision_id: int
    course_slug: str
    course_title: str
    language: str
    unit_id: int
    slug: str
    title: str
    minutes: int
    module_title: str
    module_objectives: list[Any]
    html: str
    sections: list[Any]
    objectives: list[Any]
    reviewed_on: date
    due_on: date | None  # for the reader's cohort

    @property
    def goals(self) -> list[str]:
        """What the lesson's own objectives say, in the module's words."""
        return [goal["text"] for goal in self.module_objectives if goal["id"] in self.objectives]

    @property
    def text(self) -> str:
        """The page down to its references: the text, and the words of the glossary that it links."""
        return self.html.partition(REFERENCES)[0]

    @property
    def references(self) -> str:
        """The list of references; "" when nothing is cited."""
        return "".join(self.html.partition(REFERENCES)[1:])

    @property
    def has_words(self) -> bool:
        """Whether words are explained below the text."""
        return WORDS in self.html


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the glossary and the lessons that use it: title, and slug ("" where the reader may not open it)."""

    id: str
    term: str
    letter: str
    html: str
    lessons: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ModuleProgress:
    """A module with its units, as the course home lists it."""

    slug: str
    title: str
    units: list[OutlineUnit]
    is_earned: bool  # its quiz is passed, so its certificate may be claimed


@dataclass(frozen=True, slots=True)
class Progress:
    """The outline of an enrolment's revision and what of it is done."""

    outline: Sequence[OutlineUnit]
    done: frozenset[int]

    @property
    def next(self) -> OutlineUnit | None:
        """What *Continue* opens."""
        return next_unit(self.outline, self.done)

    @property
    def is_complete(self) -> bool:
        """Whether every unit that has to be is done."""
        return is_complete(self.outline, self.done)

    @property
    def modules(self) -> list[ModuleProgress]:
        """The outline by module."""
        by_module: dict[str, list[OutlineUnit]] = {}
        for unit in self.outline:
            by_module.setdefault(unit.module_key, []).append(unit)
        return [
            ModuleProgress(units[0].module_slug, units[0].module_title, units, self._is_earned(units))
            for units in by_module.values()
        ]

    def _is_earned(self, units: list[OutlineUnit]) -> bool:
        """The quiz is passed, and there is something to certify: a final test has no certificate of its own."""
        has_lesson = any(unit.kind == "lesson" for unit in units)
        return has_lesson and is_complete([unit for unit in units if unit.kind == "quiz"], self.done)

    @property
    def minutes_left(self) -> int:
        """Of reading and quizzes, about."""
        return sum(unit.minutes for unit in required_of(self.outline) if unit.unit_id not in self.done)

    @property
    def lessons(self) -> list[OutlineUnit]:
        """The lessons alone."""
        return [unit for unit in self.outline if unit.kind == "lesson"]

    @property
    def lessons_read(self) -> int:
        """How many lessons are marked as read."""
        return sum(unit.unit_id in self.done for unit in self.lessons)

    def onward(self, unit_id: int) -> OutlineUnit | None:
        """Where *Continue* leads from a unit: past what one may practice as one likes."""
        return onward(self.outline, unit_id)

    def after(self, unit_id: int) -> OutlineUnit | None:
        """The unit that follows in the outline."""
        ids = [unit.unit_id for unit in self.outline]
        place = ids.index(unit_id) + 1
        return self.outline[place] if place < len(ids) else None

    def before(self, unit_id: int) -> OutlineUnit | None:
        """The unit that stands before in the outline."""
        place = [unit.unit_id for unit in self.outline].index(unit_id)
        return self.outline[place - 1] if place else None


def enrolment_of(person_id: int, course_slug: str) -> Enrolment | None:
    """This person's present enrolment in the course at this address, with course and revision, in one statement."""
    return db.session.scalar(
        select(Enrolment)
        .join(Enrolment.course)
        .join(Enrolment.revision)
        .options(contains_eager(Enrolment.course), contains_eager(Enrolment.revision))
        .where(Enrolment.person_id == person_id, Course.slug == course_slug, Enrolment.ended_at.is_(None))
    )


def words_of(revision: CourseRevision, readable: Set[str]) -> list[Word]:
    """The glossary of a revision, alphabetical. `readable`: the slugs of the lessons that the reader may open."""
    titles = {unit.slug: unit.title for unit in outline_of(revision.id) if unit.kind == "lesson"}
    return [
        Word(word["id"], word["term"], word["letter"], word["html"],
             [(titles[slug], slug if slug in readable else "") for slug in word["lessons"]])
        for word in revision.glossary or []
    ]  # fmt: skip


# The two that every lesson page asks are built once: putting a statement together takes longer than running it.
READING = (
    select(Enrolment.id, Enrolment.revision_id, Course.slug, CourseRevision.title, CourseRevision.language,
           Placement.unit_id, Placement.slug, Placement.title, Placement.minutes, Module.title, Module.objectives,
           Lesson.html, Lesson.sections, Lesson.objectives, Lesson.reviewed_on, DueDate.due_on)
    .join(Course, Course.id == Enrolment.course_id)
    .join(CourseRevision, CourseRevision.id == Enrolment.revision_id)
    .join(Placement, Placement.revision_id == Enrolment.revision_id)
    .join(Module, Module.id == Placement.module_id)
    .join(Lesson, Lesson.id == Placement.lesson_id)
    .outerjoin(CohortMember, CohortMember.enrolment_id == Enrolment.id)
    .outerjoin(DueDate, and_(DueDate.cohort_id == CohortMember.cohort_id, DueDate.unit_id == Placement.unit_id))
    .where(Enrolment.person_id == bindparam("person"), Course.slug == bindparam("course"))
    .where(Placement.slug == bindparam("lesson"), Enrolment.ended_at.is_(None))
)  # fmt: skip
DONE = select(Completion.unit_id).where(Completion.enrolment_id == bindparam("enrolment"))


def reading_of(person_id: int, course_slug: str, lesson_slug: str) -> Reading | None:
    """The lesson at this address, if this person is enrolled in its course."""
    wanted = {"person": person_id, "course": course_slug, "lesson": lesson_slug}
    row = db.session.execute(READING, wanted).first()
    return None if row is None else Reading(*tuple(row))


def progress_of(enrolment_id: int, revision_id: int) -> Progress:
    """Two statements, however long the course."""
    done = db.session.scalars(DONE, {"enrolment": enrolment_id})
    return Progress(outline_of(revision_id), frozenset(done))


# `rules.required_of` for many enrolments at once: how many units count in each, and how many of those are done.
_COUNTS = (Placement.revision_id == Enrolment.revision_id, Placement.is_required)
UNITS = select(func.count()).select_from(Placement).where(*_COUNTS).correlate(Enrolment).scalar_subquery()
UNITS_DONE = (
    select(func.count()).select_from(Completion).join(Placement, Placement.unit_id == Completion.unit_id)
    .where(Completion.enrolment_id == Enrolment.id, *_COUNTS)
    .correlate(Enrolment).scalar_subquery()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MyCourse:
    """One line of *My courses*."""

    slug: str
    title: str
    units: int
    done: int
    enrolment_id: int
    language: str

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left."""
        return self.done >= self.units


def courses_of(person_id: int) -> list[MyCourse]:
    """A person's courses with their progress, newest first, in one statement."""
    rows = db.session.execute(
        select(Course.slug, CourseRevision.title, UNITS, UNITS_DONE, Enrolment.id, CourseRevision.language)
        .select_from(Enrolment)
        .join(Course, Course.id == Enrolment.course_id)
        .join(CourseRevision, CourseRevision.id == Enrolment.revision_id)
        .where(Enrolment.person_id == person_id, Enrolment.ended_at.is_(None))
        .order_by(Enrolment.enrolled_at.desc(), Enrolment.id.desc())
    )
    return [MyCourse(*row) for row in rows]
