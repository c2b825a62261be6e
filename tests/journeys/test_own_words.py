"""Mia answers in her own words, Ben marks it: by keyboard alone, without a script, and for whoever hears the page."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.assessment.models import ManualMark
from app.platform.db import db
from tests.axe import axe_faults
from tests.essays import OWN_WORDS, own_words
from tests.journeys import stories
from tests.journeys.answering import ESSAY, events_of, expect_saved, place_of
from tests.journeys.sites import Site
from tests.journeys.test_keyboard import press, press_button, tab_to
from tests.people import BEN, Someone

MIA = Someone("Mia Rossi", "mia@example.org")
HIGHER = {"width": 1000, "height": 760}  # a text area is taller than what a very low window leaves of it
QUIZ = f"/learn/{OWN_WORDS}/quiz/strokes"


@pytest.fixture(scope="module", autouse=True)
def course(site: Site) -> None:
    """A text, two single choices and an essay; Mia takes it."""
    stories.enrol(site.app, MIA, own_words(site.app))


def at_the_essay(page: Page, attempt: str) -> None:
    """Open the page that asks for words."""
    for number in (2, 3, 4):
        page.goto(f"{attempt}/{number}")
        if page.get_by_role("textbox", name="Your answer").count():
            return


def marks(site: Site) -> list[ManualMark]:
    with site.app.app_context():
        return list(db.session.scalars(select(ManualMark).order_by(ManualMark.id)))


def test_words_are_saved_while_they_are_typed_and_marked_by_keyboard(site: Site, open_as: Callable[..., Page]):
    page = open_as(MIA, viewport=HIGHER)
    page.goto(QUIZ)
    press_button(page, "Start the quiz")
    page.wait_for_url("**/1")
    expect(page.get_by_role("heading", level=1)).to_have_text("Read this and continue")
    press_button(page, "Continue")
    page.wait_for_url("**/2#question")
    attempt, _ = place_of(page)
    at_the_essay(page, f"/attempts/{attempt}")
    field = page.get_by_label("Your answer")
    expect(field).to_have_value("I say:")
    expect(field).to_have_accessible_description("5 to 20 words.")
    tab_to(page, lambda found: found.type == "textarea")
    page.keyboard.press("Control+End")
    page.keyboard.type(" see a physician today, please.\nIt cannot wait.")
    expect_saved(page)
    saved = events_of(site.app, *place_of(page))
    assert saved[-1] == {"text": "I say: see a physician today, please.\nIt cannot wait."}
    press_button(page, "Check answers")
    page.wait_for_url("**/check")
    press_button(page, "Submit quiz")
    expect(page.get_by_role("heading", level=1)).to_have_text("Provisional result")

    page = open_as(BEN, viewport=HIGHER)
    page.goto("/studio")
    press_button(page, "Mark 1 answer")
    page.wait_for_url("**/studio/marking")
    press_button(page, "Mark the oldest")
    page.wait_for_url("**/studio/marking/*/*")
    tab_to(page, lambda found: found.name == "points-1")
    press(page, "Space")
    press(page, "ArrowDown")
    tab_to(page, lambda found: found.name == "points-2")
    press(page, "Space")
    tab_to(page, lambda found: found.name == "comment")
    page.keyboard.type("Name the sign, too.")
    press_button(page, "Save and next")
    expect(page.get_by_text("Nothing to mark")).to_be_visible()
    assert [(one.points, one.comment) for one in marks(site)] == [([1, 0], "Name the sign, too.")]


def test_all_of_it_works_without_javascript(site: Site, open_as: Callable[..., Page]):
    page = open_as(MIA, java_script_enabled=False)
    page.goto(QUIZ)
    page.get_by_role("button", name=re.compile("Try again|Start the quiz")).click()
    page.get_by_role("button", name="Continue", exact=True).click()
    told = page.get_by_text("Your answer has 1 word; at least 5 are asked for.")
    for _ in range(3):
        if is_essay := page.get_by_role("textbox", name="Your answer").count() > 0:
            page.get_by_label("Your answer").fill("Short.")
        page.get_by_role("button", name="Save and continue").click()
        expect(told).to_have_count(int(is_essay))
    page.get_by_role("button", name="Submit quiz").click()
    expect(page.get_by_text("Provisional: one answer is being marked by hand.")).to_be_visible()

    page = open_as(BEN, java_script_enabled=False)
    page.goto("/studio/marking")
    page.get_by_role("link", name="Mark the oldest").click()
    for name, points in (("Names the sign", "2"), ("Refers today", "1")):
        page.get_by_role("group", name=name).get_by_label(points, exact=True).check()
    page.get_by_role("button", name="Save and next").click()
    expect(page.get_by_text("Marked.", exact=True)).to_be_visible()


def test_a_mark_that_is_not_whole_is_told_in_a_way_everybody_gets(
    site: Site, open_as: Callable[..., Page], complaints: list[str]
):
    stories.take(site.app, MIA, OWN_WORDS, "strokes")
    page = open_as(BEN, reduced_motion="reduce")
    page.goto("/studio/marking")
    page.get_by_role("link", name="Mark the oldest").click()
    expect(page.locator("main .typed")).to_have_text(ESSAY, use_inner_text=True)
    page.get_by_role("button", name="Save and next").click()
    page.get_by_role("alert").get_by_role("link", name="Give points for “Names the sign”.").click()
    expect(page.get_by_role("group", name="Names the sign")).to_be_focused()
    assert not axe_faults(page)
    complaints.clear()  # the browser notes the 422
