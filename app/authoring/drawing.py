"""A lesson of a draft as its reader would see it, by the reader's own pipeline, with what is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass

from app.authoring.labels import labels_for
from app.authoring.queries import Workbench
from app.catalogue.content.boxes import LessonPage
from app.catalogue.content.labels import ENGLISH
from app.catalogue.content.lesson import draw_lesson
from app.catalogue.content.parts import LessonFile, ModuleFolder
from app.catalogue.content.problems import Problem


@dataclass(frozen=True, slots=True)
class Drawn:
    """The page, how long it takes to read, its anchors with the words behind them, and its faults."""

    html: str
    words: int
    minutes: int
    plain: dict[str, str]
    problems: list[Problem]


def draw(bench: Workbench, module: ModuleFolder, lesson: LessonFile, link: Callable[[str], str] = str) -> Drawn:
    """Render a lesson of the draft. Faults do not stop it. `link` turns a link in the course into an address."""
    figures = {figure.name: figure.svg for figure in module.figures}
    terms, labels = (bench.course.terms, labels_for(bench.course.language)) if bench.course else ({}, ENGLISH)
    page = LessonPage(
        sources=bench.sources, read_figure=figures.__getitem__, link=link, labels=labels, glossary=terms
    )  # fmt: skip
    drawn = draw_lesson(lesson, page)
    return Drawn(drawn.html, drawn.words, drawn.minutes, dict(drawn.plain), page.problems)
