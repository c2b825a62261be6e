"""A lesson made of a text, its page, and what is wrong with it."""

from datetime import date
from hashlib import sha256

from app.catalogue.content.boxes import LessonPage
from app.catalogue.content.lesson import RenderedLesson, draw_lesson, render_lesson
from app.catalogue.content.parts import LessonFile, Place
from tests.catalogue.tiny_course import sources


def lesson(text: str) -> LessonFile:
    """A lesson with this text, which begins on line 8 of its file."""
    return LessonFile(
        number=1, slug="x", id="l-x", title="Title", objectives=(), reviewed=date(2026, 11, 21), text=text,
        place=Place("1-m/1-x.md", 8),
    )  # fmt: skip


def drawing(name: str) -> str:
    """A drawing with the name in it."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>{name}</title></svg>'


def rendered(text: str) -> RenderedLesson:
    """The page of a lesson with this text."""
    return render_lesson(lesson(text), sources(), drawing)


def faults(text: str) -> list[tuple[int, str]]:
    """Line and message of what is wrong with a lesson."""
    page = LessonPage(sources=sources(), read_figure=drawing)
    draw_lesson(lesson(text), page)
    assert all(problem.path == "1-m/1-x.md" and problem.cure for problem in page.problems)
    return [(problem.line, problem.message) for problem in page.problems]


def made_of(words: str) -> str:
    """The id made of these words."""
    return f"p-{sha256(words.encode()).hexdigest()[:8]}"
