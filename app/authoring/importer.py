"""Course folder → rooms: read, checked whole, rendered, and only then published."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from app.accounts.policies.queries import published_policies
from app.assessment.actions import QuestionText, publish_quiz_revision
from app.assessment.grading import KINDS
from app.assessment.kinds.base import ContentError
from app.authoring.labels import labels_for
from app.authoring.rules import answer_faults
from app.catalogue import queries as catalogue
from app.catalogue.actions import Edition, Rendered, publish_course_revision
from app.catalogue.content.boards import load_boards
from app.catalogue.content.citations import cited
from app.catalogue.content.course import parse_course
from app.catalogue.content.coverage import Outline, coverage
from app.catalogue.content.details import Details
from app.catalogue.content.folder import load
from app.catalogue.content.lesson import render_lesson
from app.catalogue.content.markdown import render
from app.catalogue.content.parts import CourseFolder, LessonFile, ModuleFolder, QuestionFile, QuizFile, SourceFile
from app.catalogue.content.plates import read_plate
from app.catalogue.content.problems import ContentProblems, Problem
from app.catalogue.content.profiles import Provider, profile_faults
from app.catalogue.content.scenes import drawn, pictured, prefix_of, scene_in
from app.catalogue.content.sheet import sheet_of
from app.catalogue.content.sources import parse_sources
from app.catalogue.content.words import all_words
from app.platform.settings import CONTACT_UNKNOWN, PROVIDER_UNNAMED, Settings
from app.platform.site import Site, current_site

SOURCES = "sources"
PICTURE = "picture"
NOBODY = Provider()


@dataclass(frozen=True, slots=True)
class Checked:
    """A course folder without a fault, ready to be published."""

    edition: Edition
    questions: Mapping[str, tuple[QuestionText, ...]]  # by the key of their quiz
    details: Details


class Pictures(NamedTuple):
    """The pictures of a question as SVG, in order: those of its scene, those of its Why."""

    scene: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. `key`: the id of the course."""

    key: str
    title: str
    revision: int
    is_new: bool


def check_course(path: Path, provider: Provider = NOBODY) -> Checked:
    """Read a course folder and the sources beside it. Raises ContentProblems with everything that is wrong.

    The problems name their files from the folder that holds both. A course that names a board's profile must have all
    that the profile asks for, of itself and of the `provider`.
    """
    with _inside(SOURCES):
        source_files = load(path.parent / SOURCES)
    with _inside(path.name):
        files = load(path)
    return check_files(path.name, files, source_files, provider)


def check_files(
    slug: str, files: Mapping[str, str], source_files: Mapping[str, str], provider: Provider = NOBODY
) -> Checked:
    """The same from files that were read: path in the folder → text. Raises ContentProblems."""
    with _inside(SOURCES):
        sources = parse_sources(source_files)
    with _inside(slug):
        folder = parse_course(slug, files, sources)
        questions = _read_kinds(folder, sources)
        if lacking := [*profile_faults(folder, provider)]:
            raise ContentProblems(lacking)
    lessons = {one.id: _rendered(folder, module, one, sources) for module in folder.modules for one in module.lessons}
    used = {lesson.slug: lessons[lesson.id].terms for lesson in folder.lessons}
    glossary = all_words(folder.glossary, sources, used) or None
    kept = {f"{slug}/{name}": text for name, text in files.items()} | _cited(source_files, files)
    details = _details(folder, lessons, cited(folder, files.values(), sources))
    return Checked(Edition(folder, lessons, kept, glossary, details.as_json()), questions, details)


def import_course(path: Path, by_id: int | None, now: datetime, provider: Provider = NOBODY) -> Imported:
    """Publish a course folder: a new revision, or none when nothing changed. Raises ContentProblems."""
    return import_checked(check_course(path, provider), by_id, now)


def import_checked(checked: Checked, by_id: int | None, now: datetime) -> Imported:
    """Publish a course that was checked: the one way in, for folders and for the studio. Raises ContentProblems."""
    refuse_taken(checked.edition.folder)
    revision, is_new = publish_course_revision(checked.edition, by_id, now)
    units = catalogue.units_by_key(revision.course_id)
    for module in checked.edition.folder.modules:
        if module.quiz:
            publish_quiz_revision(units[module.quiz.id], module.quiz, checked.questions[module.quiz.id], now)
    return Imported(checked.edition.folder.id, revision.title, revision.number, is_new)


def provider_of(site: Site, data: Path, policies: Iterable[str]) -> Provider:
    """What the site knows of its provider; "" for what is not given yet. Raises ContentProblems for boards.toml.

    `data`: the folder in which that lies; `policies`: those that are published.
    """
    name, contact = site.provider, site.contact
    return Provider(
        "" if name == PROVIDER_UNNAMED else name, "" if contact == CONTACT_UNKNOWN else contact,
        load_boards(data), frozenset(policies),
    )  # fmt: skip


def provider_here(settings: Settings) -> Provider:
    """The same for the site as it is now."""
    return provider_of(current_site(), settings.data, published_policies())


@contextmanager
def _inside(folder: str) -> Iterator[None]:
    """Put the folder before the path of every problem found in it."""
    try:
        yield
    except ContentProblems as error:
        raise ContentProblems(replace(one, path=f"{folder}/{one.path}") for one in error.problems) from error


def refuse_taken(folder: CourseFolder) -> None:
    """Raise ContentProblems if an earlier publication stands in the way."""
    with _inside(folder.slug):
        if problems := [*_taken(folder)]:
            raise ContentProblems(problems)


def _taken(folder: CourseFolder) -> Iterator[Problem]:
    """An address that is another course's, an id that was another kind of unit's."""
    key = catalogue.key_at(folder.slug)
    if key not in {None, folder.id}:
        cure = f'rename the folder; if it is that same course, write id = "{key}" again'
        yield folder.place.problem("id", f'The address "{folder.slug}" is that of the course "{key}"', cure)
    course = catalogue.course_by_key(folder.id)
    before = {unit.key: unit.kind for unit in catalogue.units_by_key(course.id).values()} if course else {}
    now: list[tuple[LessonFile | QuizFile, str]] = [(lesson, "lesson") for lesson in folder.lessons]
    now += [(module.quiz, "quiz") for module in folder.modules if module.quiz]
    for part, kind in now:
        if (was := before.get(part.id, kind)) != kind:
            yield part.place.problem("id", f'The id "{part.id}" was that of a {was}', "give it one never used before")


def _read_kinds(folder: CourseFolder, sources: Mapping[str, SourceFile]) -> dict[str, tuple[QuestionText, ...]]:
    """Each quiz's questions with their kind's part read. Raises ContentProblems."""
    problems: list[Problem] = []
    texts = {
        question.id: _question(question, module, sources, folder.slug, problems)
        for module in folder.modules
        for question in module.questions
    }
    if problems:
        raise ContentProblems(problems)
    return {
        module.quiz.id: tuple(replace(texts[question.id], topic=topic) for topic, question in folder.bank_of(module))
        for module in folder.modules
        if module.quiz
    }


def _question(
    file: QuestionFile,
    module: ModuleFolder,
    sources: Mapping[str, SourceFile],
    course: str,
    problems: list[Problem],
) -> QuestionText:
    kind = KINDS.get(file.kind)
    if kind is None:
        problems.append(file.place.problem("kind", f'There is no kind "{file.kind}"', f"use one of {', '.join(KINDS)}"))
        return QuestionText(file, {}, "")
    problems.extend(_misuse(file))
    drawing = _drawing(file, module, problems) if PICTURE in kind.OPTIONS else {}
    try:
        spec = kind.dump(kind.read(file.body_lines, {**file.extras, **drawing}))
        problems.extend(answer_faults(file))
    except ContentError as error:
        problems.append(Problem(file.path, error.line, error.message.rstrip("."), error.cure.rstrip(".")))
        spec = {}
    shown = pictures_of(file, module, problems)
    # A result is shown at another address than the lessons, so links inside the course are written out.
    why = render(file.why, sources, lambda target: f"/learn/{course}/{target}")
    return QuestionText(file, spec, pictured(why, shown.why), pictures=shown.scene)


def read_spec(file: QuestionFile, module: ModuleFolder) -> Any:
    """What a question's kind makes of it, with its drawing: for trying a draft. Raises ContentError."""
    kind, problems = KINDS.get(file.kind), list[Problem]()
    if kind is None:
        raise ContentError(1, f'There is no kind "{file.kind}".', f"Use one of {', '.join(KINDS)}.")
    drawing = _drawing(file, module, problems) if PICTURE in kind.OPTIONS else {}
    if problems:
        raise ContentError(problems[0].line, problems[0].message, problems[0].cure)
    return kind.read(file.body_lines, {**file.extras, **drawing})


def pictures_of(file: QuestionFile, module: ModuleFolder, problems: list[Problem]) -> Pictures:
    """The pictures of a question; what is wrong with them goes into `problems`."""
    figures, folder = {one.name: one.svg for one in module.figures}, file.path.partition("/")[0]
    try:
        return Pictures(*(
            tuple(drawn(text, figures, prefix_of(file.id, part), folder))
            for part, text in (("scene", scene_in(file)), ("why", file.why))
        ))  # fmt: skip
    except ContentProblems as error:
        problems.extend(error.problems)
        return Pictures()


def _drawing(file: QuestionFile, module: ModuleFolder, problems: list[Problem]) -> dict[str, object]:
    """What a kind that asks about a picture is handed with its options: the drawing of the module that it names."""
    figure = next((one for one in module.figures if one.name == file.extras.get(PICTURE)), None)
    if figure is None:
        return {}  # no name at all: the kind says so
    name = f"plate-{sha256(file.id.encode()).hexdigest()[:10]}"  # the question's own id might tell
    try:
        plate = read_plate(figure.svg, f"{name}--", figure.path)
    except ContentProblems as error:
        problems.extend(error.problems)
        return {}
    return {"plate": {"name": name, **asdict(plate)}}


def _misuse(file: QuestionFile) -> list[Problem]:
    """What the kind itself forbids: practice kinds may not count, and its front matter takes only its own keys."""
    kind = KINDS[file.kind]
    found = [
        file.place.problem(key, f'"{key}" means nothing for {file.kind}', "take the line out")
        for key in file.extras
        if key not in kind.OPTIONS
    ]
    if kind.PRACTICE_ONLY and file.use != "practice":
        found.append(file.place.problem("use", f"{file.kind} is for practice only", 'write use = "practice"'))
    return found


def _rendered(
    folder: CourseFolder, module: ModuleFolder, lesson: LessonFile, sources: Mapping[str, SourceFile]
) -> Rendered:
    figures = {figure.name: figure.svg for figure in module.figures}
    labels = labels_for(folder.language)
    page = render_lesson(lesson, sources, figures.__getitem__, labels=labels, glossary=folder.terms)
    return Rendered(
        html=page.html,
        words=page.words,
        minutes=page.minutes,
        sections=[[section.anchor, section.title, section.level] for section in page.sections],
        anchors=section_titles(page.html, {section.anchor: section.title for section in page.sections}, lesson.title),
        references=[one.source.title for one in page.references],
        terms=page.terms,
    )


def _details(folder: CourseFolder, lessons: Mapping[str, Rendered], sources: tuple[SourceFile, ...]) -> Details:
    outlines = {
        lesson.slug: Outline(list(page.anchors), {anchor: title for anchor, title, _ in page.sections})
        for lesson in folder.lessons
        for page in [lessons[lesson.id]]
    }
    return Details(coverage(folder, outlines), sheet_of(folder, sum(page.words for page in lessons.values())), sources)


def section_titles(html: str, sections: Mapping[str, str], title: str) -> dict[str, str]:
    """Each anchor of a page with the title of the section it stands in; before the first section, the page's own."""
    found, current = {}, title
    for anchor in re.findall(r'\bid="([^"]+)"', html):
        current = sections.get(anchor, current)
        found[anchor] = current
    return found


def _cited(source_files: Mapping[str, str], files: Mapping[str, str]) -> dict[str, str]:
    """The files of the sources that the course names anywhere; the others belong to other courses."""
    whole = "\n".join(files.values())
    named = set(re.findall(r"[a-z0-9-]+", whole))
    return {f"{SOURCES}/{name}": text for name, text in source_files.items() if name.removesuffix(".toml") in named}
