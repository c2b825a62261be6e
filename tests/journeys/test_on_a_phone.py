"""Ana has a phone: what the pages do there that they do not on a screen (that they fit: test_every_page.py)."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys import stories
from tests.journeys.sites import SHIPPED, Site
from tests.layout import PHONE, SCREEN
from tests.people import Someone


def test_the_outline_is_closed_at_first_and_opens_at_a_touch(site: Site, open_as: Callable[..., Page]):
    ida = Someone("Ida Moreau", "ida@example.org")
    stories.enrol(site.app, ida, SHIPPED)
    page = open_as(ida, viewport=PHONE, has_touch=True)
    page.goto(f"/learn/{SHIPPED}/opening-strokes")
    outline = page.locator("nav", has=page.get_by_role("link", name="Effleurage quiz")).locator("visible=true")
    expect(page.get_by_role("link", name="Trigger points quiz").locator("visible=true")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    page.get_by_text("0 of 9 lessons read").locator("visible=true").tap()
    expect(outline.get_by_role("link", name="Trigger points quiz").first).to_be_visible()
    page.set_viewport_size(SCREEN)
    page.reload()
    expect(page.get_by_role("link", name="Trigger points quiz").locator("visible=true")).to_have_count(1)
