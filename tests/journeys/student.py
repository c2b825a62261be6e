"""A newcomer's way through a course at a real browser, step by step; without JavaScript the words are the same."""

import re
from dataclasses import dataclass, field

from flask import Flask
from playwright.sync_api import Page, expect

from tests.journeys.answering import answer_at, expect_saved, give
from tests.people import PASSWORD, Someone


@dataclass
class Student:
    """Somebody in front of a browser. `has_script`: whether it runs our JavaScript."""

    app: Flask
    page: Page
    who: Someone
    has_script: bool = True
    kinds: set[str] = field(default_factory=set)  # of the questions met so far

    def __post_init__(self) -> None:
        """What is not there after ten seconds will not come."""
        self.page.set_default_timeout(10_000)

    def press(self, words: str) -> None:
        """Press the button that reads exactly so."""
        self.page.get_by_role("button", name=words, exact=True).click()

    def follow(self, words: str) -> None:
        """Follow the first link that reads exactly so."""
        self.page.get_by_role("link", name=words, exact=True).first.click()

    def reads(self, heading: str) -> None:
        """The page with this heading is there."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def register(self) -> None:
        """Make an account; nothing has to be confirmed, since no mail server is set."""
        self.page.goto("/")
        self.follow("Register")
        self.page.get_by_label("Your name").fill(self.who.name)
        self.page.get_by_label("Email").fill(self.who.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.press("Register")
        self.reads("My courses")

    def start(self, course: str) -> None:
        """Start a course from the catalogue."""
        self.follow("Catalogue")
        self.follow(course)
        self.press("Start this course")
        self.reads(course)

    def take_quiz(self, wrong: int = 0) -> None:
        """Start the quiz on the page and answer everything, question `wrong` wrongly; ends at the page to check."""
        self.press("Start the quiz")
        self.page.wait_for_url("**/1")
        while re.search(r"/\d+(#|$)", self.page.url):
            number = int(self.page.url.partition("#")[0].rpartition("/")[2])
            kind, data = answer_at(self.app, self.page, right=number != wrong)
            self.kinds.add(kind)
            give(self.page, data)
            if self.has_script:
                expect_saved(self.page)
            self.press("Save and continue")
            self.page.wait_for_url(re.compile(rf"/({number + 1}|check)(#question)?$"))
        self.reads("Check your answers")
        expect(self.page.get_by_text("Every question is answered.")).to_be_visible()

    def evaluate(self) -> None:
        """Answer the usual questions about the course: everything is agreed to."""
        self.follow("Evaluate the course")
        self.reads("Evaluate the course")
        for statement in self.page.get_by_role("group").all():
            statement.get_by_role("radio").first.check()
        self.page.get_by_label("About how many minutes").fill("55")
        self.press("Send and go on to my certificate")
        self.reads("Claim your certificate")

    def claim(self, name: str) -> str:
        """Claim the certificate on the page under a name, evaluating the course where that is asked; its code."""
        self.reads("Claim your certificate")
        if self.page.get_by_role("link", name="Evaluate the course").count():
            self.evaluate()
        self.page.get_by_label("Your name, exactly as on your license").fill(name)
        self.page.get_by_label("I attest to this.").check()
        self.press("Issue my certificate")
        self.reads("Certificate of Achievement")
        expect(self.page.locator(".cert .name")).to_have_text(name)
        return self.page.url.rpartition("/")[2]
