"""What changed between two states of a course, as its students would notice it. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import Enum

from app.catalogue.content.parts import CourseFolder, LessonFile, ModuleFolder, Part, QuestionFile, QuizFile
from app.catalogue.content.scenes import question_of

NOT_FRONT = {"place", "changes", "facts", "glossary", "certificate", "evaluation", "modules"}


class Change(Enum):
    """What became of a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class What(Enum):
    """The parts of a course that change by themselves."""

    COURSE = "course"
    MODULE = "module"
    LESSON = "lesson"
    QUIZ = "quiz"
    QUESTION = "question"
    PICTURE = "picture"
    ORDER = "order"
    GLOSSARY = "glossary"
    CERTIFICATE = "certificate"
    EVALUATION = "evaluation"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Difference:
    """One part: what it is, what became of it, what it is called, and for a text how many words came and went."""

    what: What
    change: Change
    title: str
    key: str = ""
    words: int = 0


def differences(before: CourseFolder | None, after: CourseFolder) -> list[Difference]:
    """Every part that was added, removed or changed, in the order of the course."""
    if before is None:
        return [Difference(What.COURSE, Change.ADDED, after.title, after.id)]
    return [*_front(before, after), *_order(before, after), *_parts(before, after)]


def _front(before: CourseFolder, after: CourseFolder) -> Iterator[Difference]:
    names = [one.name for one in fields(after) if one.name not in NOT_FRONT]
    if any(getattr(before, name) != getattr(after, name) for name in names):
        yield Difference(What.COURSE, Change.CHANGED, after.title, after.id)
    for name in (What.GLOSSARY, What.CERTIFICATE, What.EVALUATION):
        if getattr(before, name.value) != getattr(after, name.value):
            yield Difference(name, Change.CHANGED, "", "")


def _order(before: CourseFolder, after: CourseFolder) -> Iterator[Difference]:
    """Whether what stayed stands in another order."""
    units = [
        [id_ for module in course.modules for id_ in (module.id, *(lesson.id for lesson in module.lessons))]
        for course in (before, after)
    ]
    stayed = set(units[0]) & set(units[1])
    if [one for one in units[0] if one in stayed] != [one for one in units[1] if one in stayed]:
        yield Difference(What.ORDER, Change.CHANGED, "", "")


def _parts(before: CourseFolder, after: CourseFolder) -> Iterator[Difference]:
    old, new = _named(before), _named(after)
    for name, (what, title, part) in new.items():
        if name not in old:
            yield Difference(what, Change.ADDED, title, name[1])
        elif old[name][2] != part:
            yield Difference(what, Change.CHANGED, title, name[1], _words(old[name][2], part))
    for name, (what, title, _part) in old.items():
        if name not in new:
            yield Difference(what, Change.REMOVED, title, name[1])


def _named(course: CourseFolder) -> Mapping[tuple[str, str], tuple[What, str, Part]]:
    """Each part by what it is and its id, apart from where it stands and from the parts in it."""
    found: dict[tuple[str, str], tuple[What, str, Part]] = {}
    for module in course.modules:
        bare: ModuleFolder = replace(module, number=0, lessons=(), quiz=None, questions=(), figures=())
        found["module", module.id] = (What.MODULE, module.title, bare)
        for lesson in module.lessons:
            found["lesson", lesson.id] = (What.LESSON, lesson.title, replace(lesson, number=0))
        if module.quiz:
            found["quiz", module.quiz.id] = (What.QUIZ, module.quiz.title, module.quiz)
        for question in module.questions:
            found["question", question.id] = (What.QUESTION, question_of(question.stem).partition("\n")[0], question)
        for figure in module.figures:
            found["picture", f"{module.id}/{figure.slug}"] = (What.PICTURE, figure.name, figure)
    return found


def _words(before: Part, after: Part) -> int:
    """How many words more a text has; below zero for fewer."""
    return len(_text(after).split()) - len(_text(before).split())


def _text(part: Part) -> str:
    if isinstance(part, LessonFile):
        return part.text
    if isinstance(part, QuestionFile):
        return f"{part.stem}\n{part.body}\n{part.why}"
    return part.intro if isinstance(part, QuizFile) else ""
