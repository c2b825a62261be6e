"""What a new course, module, lesson or quiz holds before its author has written anything. Pure."""

from dataclasses import replace
from datetime import date

from app.catalogue.content.parts import CourseFolder, Hours, LessonFile, ModuleFolder, Objective, QuizFile
from app.catalogue.content.placeholders import PLACEHOLDER
from app.catalogue.content.remarks import review_due
from app.catalogue.content.writer import write_front, write_lesson, write_module, write_quiz

TO_FILL = PLACEHOLDER.capitalize()
LIMITS = "This course teaches theory. Hands-on skill is not taught or assessed. No board approval is claimed."
PASS_MARK = 75
PRACTICE_DRAW = 10


def new_course(id_: str, slug: str, title: str, objective: str, author: str, today: date) -> str:
    """The front matter of a course that only has a title; what the author has not said is marked to be filled in."""
    return write_front(
        CourseFolder(
            slug=slug, id=id_, title=title, subtitle=TO_FILL, summary=TO_FILL, audience=TO_FILL,
            prerequisites="None.", format="Home study", language="en", author=author, instructor=author,
            credentials=TO_FILL, category="Massage theory", pass_mark=PASS_MARK,
            hours=Hours(method="ncbtmb-words", claimed="0"), objectives=(objective,), disclosure=TO_FILL,
            limits=LIMITS, released=today, reviewed=today, expires=review_due(today), changes="", modules=(),
        )
    )  # fmt: skip


def new_module(id_: str, title: str, objective_id: str, objective: str) -> str:
    """A module with one objective."""
    goals = (Objective(id=objective_id, text=objective),)
    return write_module(_module(id_, title, goals))


def new_test(id_: str, title: str) -> str:
    """The module of a final test, or of mixed practice: it teaches nothing, so it has no objectives."""
    return write_module(_module(id_, title, ()))


def _module(id_: str, title: str, goals: tuple[Objective, ...]) -> ModuleFolder:
    return ModuleFolder(
        number=0, slug="", id=id_, title=title, short=title[:80].strip(), summary=title, objectives=goals,
        lessons=(), quiz=None, questions=(), figures=(),
    )  # fmt: skip


def new_lesson(id_: str, title: str, objectives: tuple[str, ...], today: date) -> str:
    """A lesson without a text."""
    lesson = LessonFile(number=0, slug="", id=id_, title=title, objectives=objectives, reviewed=today, text="")
    return f"{write_lesson(lesson).rstrip()}\n"


def new_quiz(id_: str, title: str, intro: str, preset: str, pass_mark: int, bank: int = 0) -> str:
    """A quiz whose bank has so many questions: it draws all that are and will be, until its author says otherwise."""
    return write_quiz(replace(_quiz(id_, title, intro, preset, pass_mark), draw=max(1, bank)))


def new_practice(id_: str, title: str, intro: str, pass_mark: int, bank: int) -> str:
    """Practice over a whole course that has so many questions for it."""
    quiz = _quiz(id_, title, intro, "practice", pass_mark)
    return write_quiz(replace(quiz, draw=max(1, min(bank, PRACTICE_DRAW)), required=False, more={"certainty": True}))


def _quiz(id_: str, title: str, intro: str, preset: str, pass_mark: int) -> QuizFile:
    return QuizFile(
        id=id_, title=title, draw=1, pass_mark=pass_mark, attempts=0, shuffle=True, preset=preset, intro=intro
    )
