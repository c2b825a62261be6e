"""Ben has never written a course: he makes one with a picture, a quiz and a final; Ana earns its certificate."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.journeys.student import Student
from tests.journeys.writer import Writer
from tests.people import ANA, BEN

pytestmark = pytest.mark.sqlite_only  # what databases do differently is tried elsewhere; this is long
COURSE, MODULE, LESSON = "Slow hands", "First module", "Begin with the breath"
PASSAGE = "begin-with-the-breath#wait-for-one-slow"
TEXT = """Wait for one slow breath before the first stroke [@{source}].

## Pressure

Begin light [@{source}].
"""
SHOWS = "Two hands lie flat beside the spine, the thumbs towards it."


def writes_the_lesson(ben: Writer, source: str) -> None:
    """The page for readers is drawn beside the text, which is saved while he types; the toolbar writes the format."""
    page = ben.page
    ben.follow("Outline")
    ben.fills(Title_of_the_lesson=LESSON)
    ben.press("Add the lesson")
    ben.reads(LESSON)
    text = page.get_by_role("textbox", name="Text")
    text.fill(TEXT.format(source=source))
    expect(page.locator(".preview .prose h2").first).to_have_text("Pressure")
    text.evaluate("text => text.setSelectionRange(3, 3)")
    ben.press("Name this paragraph")
    expect(text).to_have_value(
        f"{TEXT.format(source=source).strip()}\n".replace("].\n\n##", "]. {#wait-for-one-slow}\n\n##")
    )
    text.evaluate("text => text.setSelectionRange(text.value.length, text.value.length)")
    ben.press("Stop and refer")
    expect(page.locator(".preview .refer")).to_be_visible()
    ben.adds_a_picture(SHOWS)
    assert "{#wait-for-one-slow}" in text.input_value(), "what was typed was saved on the way to the picture"
    expect(page.locator(".preview figure svg")).to_be_visible()


def writes_the_quizzes(ben: Writer) -> None:
    """Ten questions in the quiz, two kept for the final test; both ask all of theirs without being told."""
    page = ben.page
    ben.follow(COURSE)
    ben.press("Add a quiz")
    ben.press("Add a question")
    page.get_by_label("Question", exact=True).fill("What should never come before the first stroke?")
    expect(page.locator("[data-advice]")).to_contain_text("asked in the negative")
    ben.asks("What comes before the first stroke?", ("One slow breath", "A firm press", "A cold towel"), PASSAGE)
    ben.press("Save and write the next one")
    expect(page.get_by_text("The question was added.")).to_be_visible()
    ben.follow("Quiz: First module")
    ben.pastes([f"What do you wait for with client {number}?" for number in range(9)], PASSAGE)
    expect(page.locator(".lead")).to_contain_text("Asks 10 questions")
    ben.pastes(["What comes first of all?", "What does a calm session begin with?"], PASSAGE, "final")
    ben.follow(COURSE)
    page.get_by_text("Add a final test").click()
    page.get_by_label("Title", exact=True).last.fill("The final test")
    ben.press("Add the final test")
    page.locator(".outline").get_by_role("link", name="The final test").click()
    expect(page.locator(".lead")).to_contain_text("Asks 2 questions")


def test_what_a_newcomer_writes_a_student_earns_a_certificate_for(app: Flask, open_page: Callable[..., Page]):
    ben = Writer(app, open_page(), BEN)
    ben.sign_in()
    ben.begins(COURSE, MODULE)
    writes_the_lesson(ben, ben.adds_a_source())
    writes_the_quizzes(ben)
    ben.follow(COURSE)
    ben.follow("Look and publish")
    ben.fills(What_changed="The first edition.")
    ben.press("Publish")
    expect(ben.page.get_by_text("Published as revision 1.")).to_be_visible()

    ana = Student(app, open_page(), ANA)
    ana.register()
    ana.start(COURSE)
    ana.follow(LESSON)
    expect(ana.page.get_by_role("img", name="Two hands")).to_be_visible()
    ana.press("Mark as read and continue")
    for _quiz in ("of the module", "final"):
        ana.take_quiz()
        ana.press("Submit quiz")
        ana.reads("You passed")
        ana.follow("Continue")
    ana.claim("Ana María Díaz-Łukasiewicz")
    expect(ana.page.locator(".cert .course")).to_have_text(COURSE)
