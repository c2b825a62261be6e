"""Leo reads a lesson: the page tells how long, and stops counting when he has put the phone down."""

from collections.abc import Callable

from playwright.sync_api import Page, Request
from sqlalchemy import select

from app.learning.models import ReadingTime
from tests.journeys import stories
from tests.journeys.sites import Site
from tests.making import SLUG
from tests.people import Someone
from tests.sitting import stored

LEO = Someone("Leo Marchetti", "leo@example.org")
MINUTE = 60_000


def is_telling(request: Request) -> bool:
    return request.url.endswith("/time")


def test_a_minute_of_reading_is_told_and_an_hour_of_absence_is_not(site: Site, open_as: Callable[..., Page]):
    stories.enrol(site.app, LEO, SLUG)
    page, told = open_as(LEO), []
    page.on("request", lambda request: told.append(request.url) if is_telling(request) else None)
    page.clock.install()
    page.goto(f"/learn/{SLUG}/begin")
    page.keyboard.press("Shift")  # and nothing that goes on by itself, as scrolling does
    with page.expect_event("requestfinished", is_telling):
        page.clock.run_for(MINUTE + 500)
    assert stored(site.app, select(ReadingTime.seconds)) == [60]
    before = len(told)
    page.clock.run_for(60 * MINUTE)
    assert len(told) == before, "nobody touched it"
    page.keyboard.press("Shift")
    with page.expect_event("requestfinished", is_telling):
        page.clock.run_for(MINUTE)
