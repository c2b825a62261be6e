"""Finding drafts, what is in them, and what was in them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import Boolean, func, select, type_coerce
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.assessment.models import Answer, Question
from app.authoring.models import BankUpload, Draft, DraftFile, DraftText
from app.catalogue.content import sources as source_files
from app.catalogue.content.course import read_parts
from app.catalogue.content.parts import CourseFolder, LessonFile, ModuleFolder, QuestionFile, SourceFile
from app.catalogue.content.problems import Findings
from app.catalogue.models import Course
from app.catalogue.queries import is_open_to
from app.catalogue.rules import Right
from app.platform.db import db

FRONT = "course.toml"
SOURCES = "sources/"


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft as the studio lists it. `published`: the number of the revision it is based on, if any."""

    slug: str
    title: str
    changed_at: datetime
    published: int | None


@dataclass(frozen=True)
class Workbench:
    """A draft with the files that are in it now, by path; what they say is read once, as far as it can be read.

    `may_teach`: whether whoever opened it may also see the students of the course.
    """

    draft: Draft
    files: Mapping[str, DraftFile]
    may_teach: bool

    @property
    def slug(self) -> str:
        """The address of the course."""
        return self.draft.slug

    @property
    def texts(self) -> dict[str, str]:
        """The files of the course's own folder: path → text."""
        return {path: file.text for path, file in self.files.items() if not path.startswith(SOURCES)}

    @property
    def source_texts(self) -> dict[str, str]:
        """The files of the folder of sources: name → text."""
        return {path.removeprefix(SOURCES): one.text for path, one in self.files.items() if path.startswith(SOURCES)}

    @property
    def versions(self) -> dict[str, int]:
        """The version of each file: the same as long as nobody saves anything."""
        return {path: file.version for path, file in self.files.items()}

    @cached_property
    def read(self) -> tuple[CourseFolder | None, Findings]:
        """The course as far as it can be read, and the faults of single files."""
        return read_parts(self.slug, self.texts)

    @property
    def course(self) -> CourseFolder | None:
        """The course; None when its front matter cannot be read."""
        return self.read[0]

    @property
    def title(self) -> str:
        """What the course is called."""
        return (self.course and self.course.title) or title_in(self.files[FRONT].text if FRONT in self.files else "")

    @property
    def modules(self) -> tuple[ModuleFolder, ...]:
        """The modules that can be read, in order."""
        return self.course.modules if self.course else ()

    @cached_property
    def sources(self) -> dict[str, SourceFile]:
        """The sources that can be read, by slug."""
        return source_files.read_parts(self.source_texts)[0]

    def module(self, slug: str) -> ModuleFolder | None:
        """The module at this address."""
        return next((one for one in self.modules if one.slug == slug), None)

    def lesson(self, slug: str) -> tuple[ModuleFolder, LessonFile] | None:
        """The lesson at this address, with its module."""
        found = ((module, lesson) for module in self.modules for lesson in module.lessons if lesson.slug == slug)
        return next(found, None)

    def question(self, key: str) -> tuple[ModuleFolder, QuestionFile] | None:
        """The question with this id, with its module."""
        found = ((module, one) for module in self.modules for one in module.questions if one.id == key)
        return next(found, None)


def title_in(text: str) -> str:
    """The title in the text of a `course.toml`; the word for none where it cannot be read."""
    try:
        return str(tomllib.loads(text).get("title") or "…")
    except (ValueError, RecursionError):
        return "…"


def drafts_of(person: Person) -> list[DraftLine]:
    """The drafts that somebody may edit, by title."""
    rows = db.session.execute(
        select(Draft, DraftFile.text, DraftFile.changed_at)
        .join(DraftFile, DraftFile.draft_id == Draft.id)
        .where(DraftFile.path == FRONT, DraftFile.removal.is_(None), is_open_to(person, Right.EDIT, Draft.key))
        .options(joinedload(Draft.based_on))
    )
    lines = [
        DraftLine(draft.slug, title_in(text), changed_at, draft.based_on.number if draft.based_on else None)
        for draft, text, changed_at in rows
    ]
    return sorted(lines, key=lambda line: line.title.casefold())


def workbench(person: Person, slug: str, *, to_change: bool = False) -> Workbench | None:
    """The draft at this address; None when there is none, or none of this person's. `to_change` waits for others."""
    may_teach = type_coerce(is_open_to(person, Right.TEACH, Draft.key), Boolean)
    statement = select(Draft, may_teach).where(Draft.slug == slug, is_open_to(person, Right.EDIT, Draft.key))
    statement = statement.options(joinedload(Draft.based_on))
    found = db.session.execute(statement.with_for_update(of=Draft) if to_change else statement).first()
    return Workbench(found[0], files_of(found[0].id, again=to_change), found[1]) if found else None


def files_of(draft_id: int, *, again: bool = False) -> dict[str, DraftFile]:
    """The files that are in a draft now, by path. `again`: even those that this request has read before."""
    rows = db.session.scalars(
        select(DraftFile)
        .where(DraftFile.draft_id == draft_id, DraftFile.removal.is_(None))
        .order_by(DraftFile.path)
        .execution_options(populate_existing=again)
    )
    return {file.path: file for file in rows}


def removed_from(draft_id: int) -> dict[str, list[DraftFile]]:
    """What was removed and can be put back, newest first: the files of each step."""
    rows = db.session.scalars(
        select(DraftFile)
        .where(DraftFile.draft_id == draft_id, DraftFile.removal.is_not(None))
        .order_by(DraftFile.removed_at.desc(), DraftFile.path)
    )
    found: dict[str, list[DraftFile]] = {}
    for file in rows:
        found.setdefault(str(file.removal), []).append(file)
    return found


def draft_with(key: str, slug: str) -> Draft | None:
    """The draft of a course, or one that has its address."""
    return db.session.scalar(select(Draft).where((Draft.key == key) | (Draft.slug == slug)))


def slugs_taken() -> set[str]:
    """Every address that a course or a draft has."""
    return {*db.session.scalars(select(Draft.slug)), *db.session.scalars(select(Course.slug))}


def uploads_of(person: Person, draft: Draft, module: str) -> list[BankUpload]:
    """The bank that somebody sent for a quiz and has not decided on yet: one, or none."""
    mine = (BankUpload.person_id == person.id, BankUpload.draft_id == draft.id, BankUpload.module == module)
    return list(db.session.scalars(select(BankUpload).where(*mine)))


def upload_of(person: Person, draft: Draft, module: str, public_id: str) -> BankUpload | None:
    """The bank at this address; None when there is none, or none of this person's."""
    return next((one for one in uploads_of(person, draft, module) if one.public_id == public_id), None)


def answered_count(course_key: str, question_key: str) -> int:
    """How many attempts had an answer to a question, in any of its versions."""
    found = db.session.scalar(
        select(func.count())
        .select_from(Answer)
        .join(Question, Question.id == Answer.question_id)
        .join(Course, Course.id == Question.course_id)
        .where(Course.key == course_key, Question.key == question_key, Answer.response.is_not(None))
    )
    return found or 0


def texts_of(file: DraftFile) -> list[DraftText]:
    """The history of a file, newest first."""
    return list(
        db.session.scalars(
            select(DraftText)
            .where(DraftText.file_id == file.id)
            .options(joinedload(DraftText.saved_by))
            .order_by(DraftText.version.desc())
        )
    )
