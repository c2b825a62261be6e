"""Ana's school blocks scripts, or the script did not arrive: every step of a learner works all the same."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.journeys.answering import answer_at, events_of, give, place_of
from tests.journeys.sites import SHIPPED, Site
from tests.journeys.student import Student
from tests.making import BODIES, COUNT
from tests.people import Someone

SHIPPED_TITLE = "Low Back Pain and Spasm: a massage series"
FAY = Someone("Fay Okonkwo", "fay@example.org")
GUS = Someone("Gus Lindqvist", "gus@example.org")


def test_every_step_and_every_kind_of_question_works_without_javascript(site: Site, open_page: Callable[..., Page]):
    fay = Student(site.app, open_page(java_script_enabled=False), FAY, has_script=False)
    page = fay.page
    fay.register()
    fay.start("Warm hands")
    fay.follow("How to begin")
    fay.press("Mark as read and continue")
    fay.take_quiz(wrong=1)
    assert fay.kinds == set(BODIES), "a kind of question was not met"

    page.get_by_role("link", name="Change question 2", exact=True).click()
    expect(page.locator(".saved")).to_have_text(re.compile(r"^Saved \d\d:\d\d:\d\d$"))
    fay.press("Flag for review")
    fay.press("Check answers")
    expect(page.get_by_role("listitem").filter(has_text="Flagged")).to_have_count(1)
    fay.press("Submit quiz")
    fay.reads("You passed")
    expect(page.locator(".score")).to_have_text(f"{COUNT - 1} of {COUNT}")
    page.locator("article.item").first.get_by_role("link", name=re.compile("^Read the passage")).click()
    marked = page.locator("#long-and-light").evaluate("one => getComputedStyle(one).backgroundColor")
    assert marked != page.locator("#warm").evaluate("one => getComputedStyle(one).backgroundColor")
    page.go_back()
    fay.follow("Continue")
    code = fay.claim(FAY.name)
    assert page.request.get(f"/certificates/{code}.pdf").body().startswith(b"%PDF")
    expect(page.get_by_role("button", name="Print")).to_be_hidden()  # it could do nothing
    page.goto("/certificates")
    fay.press("Sign out")
    page.goto("/certificates")
    fay.reads("Sign in")


def test_a_lesson_explains_itself_without_javascript(site: Site, open_page: Callable[..., Page]):
    gus = Student(site.app, open_page(java_script_enabled=False), GUS, has_script=False)
    gus.register()
    gus.start(SHIPPED_TITLE)
    gus.page.goto(f"/learn/{SHIPPED}/opening-strokes")
    gus.page.get_by_text("Read the description").click()
    expect(gus.page.get_by_text("The plate shows a person's back")).to_be_visible()
    check = gus.page.locator("section.check").first
    check.get_by_text("The moment", exact=True).click()
    expect(check.get_by_text("Opening the session fits")).to_be_visible()


def test_a_script_that_does_not_arrive_takes_nothing_away(
    site: Site, open_as: Callable[..., Page], complaints: list[str]
):
    page = open_as(Someone("Hal Berg", "hal@example.org"))
    page.route(re.compile(r"\.js(\?|$)"), refuse)
    hal = Student(site.app, page, GUS, has_script=False)
    page.goto("/courses")
    hal.follow("Warm hands")
    hal.press("Start this course")
    page.goto("/learn/warm-hands/quiz/strokes")
    hal.press("Start the quiz")
    page.wait_for_url("**/1")
    attempt, _ = place_of(page)
    _, data = answer_at(site.app, page)
    give(page, data)
    hal.press("Save and continue")
    page.wait_for_url("**/2#question")
    assert len(events_of(site.app, attempt, 1)) == 1
    complaints.clear()  # the browser notes the scripts that are missing


def refuse(route: Route) -> None:
    """Let a request fail as if the network had dropped it."""
    route.abort()
