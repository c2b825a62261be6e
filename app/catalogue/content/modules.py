"""Read one module of a course from its files: lessons, quiz, questions, figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.catalogue.content.fields import Fields, open_fields
from app.catalogue.content.front_matter import read_toml, split_front_matter
from app.catalogue.content.parts import (
    FigureFile,
    LessonFile,
    ModuleFolder,
    Objective,
    Place,
    QuestionFile,
    QuizFile,
)
from app.catalogue.content.problems import Findings
from app.catalogue.content.questions import read_question
from app.catalogue.content.quizzes import read_quiz


@dataclass(frozen=True, slots=True)
class Entry:
    """A file whose name says what it is: kind, path, text, module folder, number and slug ("" and 0 where none)."""

    kind: str
    path: str
    text: str
    folder: str
    number: int
    slug: str


def read_module(folder: str, entries: Iterable[Entry], findings: Findings) -> ModuleFolder | None:
    """Read a module; None when its module.toml cannot be read. Faults are added to `findings`."""
    inside = sorted(entries, key=lambda entry: (entry.number, entry.slug))
    lessons = [_read_lesson(entry, findings) for entry in inside if entry.kind == "lesson"]
    questions = [_read_question(entry, findings) for entry in inside if entry.kind == "question"]
    figures = [_read_figure(entry) for entry in inside if entry.kind == "figure"]
    quiz = next((_read_quiz(entry, findings) for entry in inside if entry.kind == "quiz"), None)
    front = next((entry.text for entry in inside if entry.kind == "module"), None)
    fields = open_fields(read_toml, front, f"{folder}/module.toml", findings)
    if fields is None:
        return None
    number, _, slug = folder.partition("-")
    # The final test teaches nothing of its own; every other module says what one can do after it.
    teaches = "objectives" in fields.table or any(entry.kind in {"lesson", "question"} for entry in inside)
    module = ModuleFolder(
        number=int(number),
        slug=slug,
        id=fields.slug("id"),
        title=fields.text("title"),
        short=fields.text("short"),
        summary=fields.text("summary"),
        objectives=tuple(_read_objective(one) for one in (fields.tables("objectives") if teaches else ())),
        lessons=tuple(lesson for lesson in lessons if lesson),
        quiz=quiz,
        questions=tuple(question for question in questions if question),
        figures=tuple(figures),
        place=fields.place,
    )
    fields.close()
    return module


def _read_objective(fields: Fields) -> Objective:
    place = Place(fields.place.path, fields.place.keys.get(f"{fields.prefix}id", 1))
    objective = Objective(id=fields.slug("id"), text=fields.text("text"), place=place)
    fields.close()
    return objective


def _read_lesson(entry: Entry, findings: Findings) -> LessonFile | None:
    fields = open_fields(split_front_matter, entry.text, entry.path, findings)
    if fields is None:
        return None
    lesson = LessonFile(
        number=entry.number,
        slug=entry.slug,
        id=fields.slug("id"),
        title=fields.text("title"),
        objectives=fields.texts("objectives"),
        reviewed=fields.day("reviewed"),
        text=fields.markdown,
        place=fields.place,
    )
    fields.close()
    return lesson


def _read_quiz(entry: Entry, findings: Findings) -> QuizFile | None:
    fields = open_fields(read_toml, entry.text, entry.path, findings)
    if fields is None:
        return None
    return read_quiz(fields)


def _read_question(entry: Entry, findings: Findings) -> QuestionFile | None:
    return read_question(entry.slug, entry.text, entry.path, findings)


def _read_figure(entry: Entry) -> FigureFile:
    return FigureFile(slug=entry.slug, svg=entry.text.strip(), place=Place(entry.path))
