"""What a lesson's boxes are headed with: the words of the course's language, wherever it is read."""

from pathlib import Path

import pytest
from flask import Flask

from tests.browser import Browser, Page
from tests.drafting import opened
from tests.making import COURSE, LESSON, SLUG, course_files
from tests.people import ANA, BEN, signed_in
from tests.sitting import enrolled, publish

pytestmark = pytest.mark.sqlite_only  # about words on pages
BOXES = """
::: check
Which hands begin? {#asked}

- [ ] Cold ones
    > They startle.
- [x] Warm ones
    > As the lesson says.
:::

::: evidence contested | Warm hands heal. {#healing}
Nobody has looked.
:::
"""
ADDRESS = f"/learn/{SLUG}/begin"


def published(app: Flask, folder: Path, language: str) -> Browser:
    """Ana, who takes a course written in this language."""
    course = COURSE.replace('language = "en"', f'language = "{language}"')
    publish(app, folder, course_files(course=course, lesson=LESSON + BOXES))
    return enrolled(app, ANA)


def spoken(page: Page, words: str) -> str:
    """The language that a text of the page is marked with, by the nearest mark around it."""
    (found,) = page.tree.xpath("//main//*[normalize-space(text())=$words]", words=words)
    return str(found.xpath("string(ancestor-or-self::*[@lang][1]/@lang)"))


@pytest.mark.parametrize("reader", ["en", "es"])
def test_a_spanish_course_is_in_spanish_for_everybody(app: Flask, tmp_path: Path, reader: str):
    ana = published(app, tmp_path, "es-MX")
    ana.client.set_cookie("language", reader)
    page = ana.get(ADDRESS)
    page.says_not("Check yourself", "Evidence note", "Not this one", "References")
    for words in (
        "Comprueba lo que sabes",
        "Correcta",
        "Esta no",
        "Nota sobre la evidencia",
        "En discusión",
        "Referencias",
    ):
        assert spoken(page, words).partition("-")[0] == "es", words
    assert page.tree.xpath("//a[@aria-label='Volver al texto desde la fuente 1']")


def test_where_no_catalogue_has_the_words_they_are_english_and_marked(app: Flask, tmp_path: Path):
    page = published(app, tmp_path, "fr").get(ADDRESS)
    assert spoken(page, "Warm your hands first.") == "fr"
    for words in ("Check yourself", "Not this one", "Evidence note", "Contested", "References"):
        assert spoken(page, words) == "en", words


def test_the_studio_draws_them_alike(app: Flask, tmp_path: Path):
    published(app, tmp_path, "es")
    page = Browser(signed_in(app, BEN)).get(f"/studio/{opened(app)}/lessons/begin")
    page.says("Comprueba lo que sabes").says_not("Check yourself")
