"""Ben puts a picture above a question: what is to be seen comes first, in words."""

import io
from pathlib import Path

from flask import Flask

from app.authoring.rules.boxes import with_picture, worded, wordless
from tests.authoring.writing import STUDIO, writing
from tests.browser import Browser, Page
from tests.drafting import files
from tests.making import DRAWING
from tests.moodle_files import png

QUESTION = f"{STUDIO}/quiz/strokes/questions/q-single-choice-1"
WORDS = "A back, with [a hand] on it"


def sent(browser: Browser, data: bytes, words: str = WORDS, status: int = 200) -> Page:
    """Ben fills in the form and sends a file."""
    page = browser.get(QUESTION).follow("Add a picture above the question")
    token = page.find("//main//input[@name='csrf_token']").get("value")
    fields = {"csrf_token": token, "words": words, "picture": (io.BytesIO(data), "IMG_1.png")}
    return browser.post(page.address, fields, status)


def test_it_stands_above_the_question_and_publishing_asks_for_nothing(app: Flask, tmp_path: Path):
    browser = writing(app, tmp_path).browser
    page = sent(browser, png()).says("The picture stands above the question.")
    assert page.heading == "Edit a question"
    assert page.tree.xpath("//*[@class='stem']//*[local-name()='title']/text()") == [WORDS]
    text = files(app)["1-strokes/questions/single-choice.md"]
    assert "\n![A back, with \\[a hand\\] on it](figures/a-back-with-a-hand-on-it.svg)\n\nWhich hands begin?\n" in text
    publish = browser.get(f"{STUDIO}/publish").says_not("What stops publishing")
    publish.submit("Publish", summary="A picture.").says("Published as revision 2.")


def test_without_words_or_a_picture_nothing_is_changed(app: Flask, tmp_path: Path):
    browser = writing(app, tmp_path).browser
    before = files(app)
    wrong = sent(browser, png(), words="", status=422).says("Say in words what the picture shows")
    assert wrong.find("//*[@role='alert']//a").get("href") == "#words"
    sent(browser, b"nothing", status=422).says("This is no picture")
    assert files(app) == before


def test_a_drawing_stands_above_what_is_asked_last(app: Flask, tmp_path: Path):
    browser = writing(app, tmp_path).browser
    sent(browser, DRAWING.encode(), "The first")
    sent(browser, DRAWING.encode(), "The second")
    tried = browser.get(f"{STUDIO}/quiz/strokes/try").tree
    assert tried.xpath("//*[@class='stem']//*[local-name()='title']/text()") == ["The first", "The second"]


def test_words_find_the_pictures_that_have_none() -> None:
    stem = "![](figures/a.svg)\n\n![b](figures/b.svg)\n\n![ ](figures/c.svg)\n\nWhat?"
    assert wordless(stem) == ["figures/a.svg", "figures/c.svg"]
    assert wordless(worded(stem, ["", "A * star"])) == ["figures/a.svg"]
    assert worded(stem, ["A [hand]"]).startswith("![A \\[hand\\]](figures/a.svg)\n\n![b]")
    assert with_picture("What?", "figures/a.svg", "A hand") == "![A hand](figures/a.svg)\n\nWhat?"
