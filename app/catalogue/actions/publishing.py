"""Publishing a course revision."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from app.catalogue import queries
from app.catalogue.content.certificate import certificate_front
from app.catalogue.content.evaluation import evaluation_front
from app.catalogue.content.parts import CourseFolder, LessonFile, ModuleFolder, QuizFile
from app.catalogue.models import Course, CourseRevision, Lesson, Module, Placement, RevisionFile, Unit
from app.platform import audit
from app.platform.db import db

MINUTES_A_QUESTION = 1


@dataclass(frozen=True, slots=True)
class Rendered:
    """A lesson ready to be shown: `sections` lists [anchor, title, level], `anchors` maps anchor → section title.

    `terms` are the words of the glossary that it links.
    """

    html: str
    words: int
    minutes: int
    sections: list[list[Any]]
    anchors: dict[str, str]
    references: list[str]
    terms: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything a publication needs: the folder, its lessons rendered (by lesson id), and its files as they are.

    `glossary` is what the page of all words shows, None without a glossary; `details` what the course details show.
    """

    folder: CourseFolder
    lessons: Mapping[str, Rendered]
    files: Mapping[str, str]
    glossary: list[Any] | None
    details: dict[str, Any]

    @property
    def content_hash(self) -> str:
        """The same for the same files."""
        return sha256(json.dumps(sorted(self.files.items())).encode()).hexdigest()


def publish_course_revision(edition: Edition, by_id: int | None, now: datetime) -> tuple[CourseRevision, bool]:
    """Add the next revision; unchanged files make none. Returns the revision and whether it is new."""
    course = _course(edition.folder, now)
    newest = queries.latest_revision(course.slug)
    if newest and newest.content_hash == edition.content_hash:
        _refresh(newest, edition)
        return newest, False
    revision = _revision(course, edition, newest.number + 1 if newest else 1, by_id, now)
    db.session.add(revision)
    db.session.flush()
    db.session.add_all(
        RevisionFile(revision_id=revision.id, path=path, text=text) for path, text in edition.files.items()
    )
    units = queries.units_by_key(course.id)
    position = 1
    for number, module in enumerate(edition.folder.modules, start=1):
        position = _place(revision, module, number, position, units, edition)
    audit.record("published course", f"course:{course.key}", now, person_id=by_id, revision=revision.number)
    return revision, True


def _course(folder: CourseFolder, now: datetime) -> Course:
    course = queries.course_by_key(folder.id)
    if course is None:
        course = Course(key=folder.id, slug=folder.slug, added_at=now)
        db.session.add(course)
        db.session.flush()
    course.slug = folder.slug  # an author may rename the folder
    return course


def _revision(course: Course, edition: Edition, number: int, by_id: int | None, now: datetime) -> CourseRevision:
    folder, lessons = edition.folder, edition.lessons.values()
    return CourseRevision(
        course=course, number=number, content_hash=edition.content_hash, published_at=now, published_by_id=by_id,
        title=folder.title, subtitle=folder.subtitle, summary=folder.summary.strip(),
        minutes=sum(lesson.minutes for lesson in lessons) + folder.questions_asked * MINUTES_A_QUESTION,
        words=sum(lesson.words for lesson in lessons), front=_front(edition),
        glossary=edition.glossary, details=edition.details,
    )  # fmt: skip


def _front(edition: Edition) -> dict[str, Any]:
    folder = edition.folder
    return {
        "audience": folder.audience, "prerequisites": folder.prerequisites, "format": folder.format,
        "language": folder.language, "author": folder.author, "reviewer": folder.reviewer,
        "instructor": folder.instructor, "credentials": folder.credentials,
        "category": folder.category, "pass_mark": folder.pass_mark, "hours": folder.hours.claimed,
        "objectives": list(folder.objectives), "disclosure": folder.disclosure.strip(), "limits": folder.limits.strip(),
        "released": folder.released.isoformat(), "reviewed": folder.reviewed.isoformat(),
        "expires": folder.expires.isoformat(),
        "certificate": certificate_front(folder), "evaluation": evaluation_front(folder.evaluation),
        "references": sorted({line for lesson in edition.lessons.values() for line in lesson.references}),
    }  # fmt: skip


def _place(
    revision: CourseRevision, source: ModuleFolder, number: int, first: int, units: dict[str, Unit], edition: Edition
) -> int:
    """Place a module's lessons and its quiz from position `first` on; returns the next free position."""
    module = _module(revision, source, number)
    placements = [_lesson_placement(revision, lesson, units, edition.lessons[lesson.id]) for lesson in source.lessons]
    if source.quiz:
        placements.append(_quiz_placement(revision, source.quiz, source.slug, units))
    for position, placement in enumerate(placements, start=first):
        placement.revision_id, placement.module_id, placement.position = revision.id, module.id, position
    db.session.add_all(placements)
    return first + len(placements)


def _module(revision: CourseRevision, source: ModuleFolder, number: int) -> Module:
    module = Module(
        revision_id=revision.id, key=source.id, slug=source.slug, position=number, title=source.title,
        short=source.short, summary=source.summary.strip(),
        objectives=[{"id": goal.id, "text": goal.text} for goal in source.objectives],
    )  # fmt: skip
    db.session.add(module)
    db.session.flush()
    return module


def _lesson_placement(
    revision: CourseRevision, lesson: LessonFile, units: dict[str, Unit], rendered: Rendered
) -> Placement:
    unit = _unit(revision.course_id, lesson.id, "lesson", units)
    text = _lesson(unit, lesson, rendered)
    return Placement(unit_id=unit.id, lesson_id=text.id, slug=lesson.slug, title=lesson.title, minutes=rendered.minutes)


def _quiz_placement(revision: CourseRevision, quiz: QuizFile, slug: str, units: dict[str, Unit]) -> Placement:
    unit, minutes = _unit(revision.course_id, quiz.id, "quiz", units), quiz.draw * MINUTES_A_QUESTION
    return Placement(
        unit_id=unit.id,
        slug=slug,
        title=quiz.title,
        minutes=minutes,
        attempts=quiz.attempts,
        pass_mark=quiz.pass_mark,
        is_required=quiz.required,
    )


def _unit(course_id: int, key: str, kind: str, units: dict[str, Unit]) -> Unit:
    if key not in units:
        units[key] = Unit(course_id=course_id, key=key, kind=kind)
        db.session.add(units[key])
        db.session.flush()
    return units[key]


def _lesson(unit: Unit, source: LessonFile, rendered: Rendered) -> Lesson:
    """The lesson's text, the one that is there already if nothing about it changed."""
    # The page itself is hashed: the same Markdown with another figure or source is another text.
    content_hash = sha256(json.dumps([source.title, list(source.objectives), rendered.html]).encode()).hexdigest()
    found = queries.lesson_of(unit.id, content_hash)
    if found:
        return found
    lesson = Lesson(
        unit_id=unit.id, content_hash=content_hash, html=rendered.html, sections=rendered.sections,
        anchors=rendered.anchors, objectives=list(source.objectives), words=rendered.words, reviewed_on=source.reviewed,
    )  # fmt: skip
    db.session.add(lesson)
    db.session.flush()
    return lesson


def _refresh(revision: CourseRevision, edition: Edition) -> None:
    """Give an unchanged revision, its lessons and its glossary, what a newer program makes of the same files."""
    if revision.glossary != edition.glossary:
        revision.glossary = edition.glossary
    if revision.details != edition.details:
        revision.details = edition.details
    for unit_key, lesson in queries.lessons_by_unit_key(revision.id).items():
        rendered = edition.lessons.get(unit_key)
        if rendered and lesson.html != rendered.html:
            lesson.html, lesson.sections, lesson.anchors = rendered.html, rendered.sections, rendered.anchors
