"""What Ben finds on the pages of an item analysis, and how students come to answer as they do."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask

from app.assessment.kinds.base import Response
from app.assessment.models import Question
from tests.browser import Browser, Page
from tests.making import RIGHT, SLUG, course_files
from tests.page_checks import words
from tests.people import BEN, signed_in
from tests.sitting import publish, quiz_toml

ANALYSIS = f"/studio/{SLUG}/quiz/strokes/analysis"


def right(question: Question) -> Response:
    """Knows it all."""
    return RIGHT[question.kind]


def chooses(*choices: int | None) -> Callable[[Question], Response]:
    """Answers the questions of `a_bank` in the order of their keys."""
    return lambda question: {"choice": choices[int(question.key.rpartition("-")[2]) - 1]}


def ben(app: Flask) -> Browser:
    """The browser of the instructor."""
    return Browser(signed_in(app, BEN))


def lines(page: Page) -> dict[str, list[str]]:
    """The cells of the first table, by the question that heads the line."""
    found = page.tree.xpath("(//main//table)[1]/tbody/tr")
    return {words(row[0]).partition(" q-")[0]: [words(cell) for cell in row[1:]] for row in found}


def table(page: Page, caption: str) -> list[list[str]]:
    """The cells of the table with this caption."""
    found = page.tree.xpath(f"//table[caption='{caption}']/tbody/tr")
    return [[words(cell) for cell in row] for row in found]


def publish_again(app: Flask, folder: Path, draw: int, *questions: tuple[str, str]) -> None:
    """The next revision of the course, with another bank."""
    files = course_files(quiz=quiz_toml(draw=draw)).items()
    kept = {name: text for name, text in files if "/questions/" not in name and "/figures/" not in name}
    publish(app, folder / "again", kept | dict(questions))
