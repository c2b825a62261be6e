"""Ben has never written a course here. He writes one with a lesson and a quiz, publishes it, and Ana takes it."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, expect

from tests.journeys.student import Student
from tests.people import ANA, BEN, PASSWORD, add

COURSE = "Slow hands"
LESSON = "Begin with the breath"
TEXT = """Wait for one slow breath before the first stroke [@{source}]. {{#breath}}

## Pressure {{#pressure}}

Begin light [@{source}]. {{#light}}
"""
QUESTIONS = (
    ("What comes before the first stroke?", ("One slow breath", "A firm press", "A cold towel")),
    ("How does the pressure begin?", ("Light", "Firm", "Sharp")),
)


class Writer(Student):
    """Somebody in front of the studio: the same steps, at other pages."""

    def sign_in(self) -> None:
        """By password, as everybody does."""
        add(self.app, self.who, PASSWORD)
        self.page.goto("/sign-in")
        self.page.get_by_label("Email").fill(self.who.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.press("Sign in")
        self.reads("My courses")

    def fills(self, **fields: str) -> None:
        """Fill in fields by the beginning of their labels (underscores are spaces)."""
        for label, text in fields.items():
            self.page.get_by_label(label.replace("_", " ")).first.fill(text)

    def asks(self, stem: str, options: tuple[str, ...], passage: str) -> None:
        """Write a question of single choice; the first option is right. Enter goes from option to option."""
        page = self.page
        page.get_by_label("Question", exact=True).fill(stem)
        page.locator("#option-1").fill(options[0])
        for option in options[1:]:
            page.keyboard.press("Enter")
            page.keyboard.type(option)
        page.locator("input[name=right]").first.check()
        for number in range(2, len(options) + 1):
            page.locator(f"#reply-{number}").fill("The lesson says otherwise.")
        page.get_by_label("Why the right answer is right").fill("It is what the lesson says.")
        page.get_by_label("Passage that it rests on").select_option(passage)


def adds_a_source(ben: Writer) -> str:
    """A publication; returns what it is cited as."""
    ben.follow("Sources")
    ben.fills(Title="A book on hands", Authors="Ruiz M", Publisher="Harbor Press", Year="2019")
    ben.fills(Web_address="https://example.org/hands")
    ben.press("Add the source")
    return ben.page.locator(".outline code").inner_text().strip("[@]")


def writes_the_lesson(ben: Writer, source: str) -> None:
    """The page for readers is drawn beside the text, and saved while he types."""
    page = ben.page
    ben.follow("Outline")
    ben.fills(Title_of_the_lesson=LESSON)
    ben.press("Add the lesson")
    ben.reads(LESSON)
    page.get_by_role("textbox", name="Text").fill(TEXT.format(source=source))
    expect(page.locator(".preview .prose h2").first).to_have_text("Pressure")
    expect(page.locator(".saved")).to_contain_text("Saved")
    page.reload()
    assert "one slow breath" in page.get_by_role("textbox", name="Text").input_value()


def writes_the_quiz(ben: Writer) -> None:
    """Two questions; the quiz asks both without being told."""
    ben.follow(COURSE)
    ben.press("Add a quiz")
    ben.press("Add a question")
    for stem, options in QUESTIONS:
        ben.reads("New question")
        ben.asks(stem, options, "begin-with-the-breath#breath")
        ben.press("Save and write the next one")
        expect(ben.page.get_by_text("The question was added.")).to_be_visible()
    ben.follow("Quiz: First module")
    expect(ben.page.locator(".lead")).to_contain_text("Asks 2 questions")


def test_what_an_instructor_writes_a_student_takes(app: Flask, open_page: Callable[..., Page]):
    ben = Writer(app, open_page(), BEN)
    ben.sign_in()
    ben.follow("Studio")
    ben.follow("Create a course")
    ben.fills(Title_of_the_course=COURSE, What_can_somebody_do="Begin a session")
    ben.press("Create the course")
    ben.reads(COURSE)
    ben.fills(Title_of_the_module="First module", What_can_somebody_do="Begin a session calmly")
    ben.press("Add the module")
    writes_the_lesson(ben, adds_a_source(ben))
    writes_the_quiz(ben)
    ben.follow(COURSE)
    ben.follow("Look and publish")
    ben.fills(What_changed="The first edition.")
    ben.press("Publish")
    expect(ben.page.get_by_text("Published as revision 1.")).to_be_visible()

    ana = Student(app, open_page(), ANA)
    ana.register()
    ana.start(COURSE)
    ana.follow(LESSON)
    expect(ana.page.get_by_text("Wait for one slow breath")).to_be_visible()
    ana.press("Mark as read and continue")
    ana.take_quiz()
    ana.press("Submit quiz")
    ana.reads("You passed")
