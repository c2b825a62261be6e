"""Ana has a phone, 390 pixels wide, or an old one with 320; and she may have doubled the size of her text."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import pages, stories
from tests.journeys.sites import SHIPPED, Site
from tests.people import Someone

PHONE, OLD_PHONE = {"width": 390, "height": 844}, {"width": 320, "height": 568}
SCREEN = {"width": 1280, "height": 800}
FINGER = 44  # pixels (WCAG 2.2 asks for 24; Apple's and our own rule is 44)

# What sticks out to the right makes the whole page wobble under a thumb.
SIDEWAYS = """() => {
  const over = document.scrollingElement.scrollWidth - innerWidth;
  if (over <= 0) return [];
  const isOut = (one) => one.getBoundingClientRect().right > innerWidth + 1;
  const out = [...document.querySelectorAll("body *")].filter(isOut);
  return [`${over} px too wide: ${out.slice(0, 3).map((one) => one.outerHTML.slice(0, 90)).join(" | ")}`];
}"""
TARGETS = "button, .btn, label.opt, select, input, textarea, main summary"
SMALL_TARGETS = f"""() => [...document.querySelectorAll("{TARGETS}")]
  .filter((one) => one.checkVisibility() && !one.matches("[type=hidden], label input, .description summary"))
  .filter((one) => one.getBoundingClientRect().height < {FINGER})
  .map((one) => `${{one.getBoundingClientRect().height}} px high: ${{one.outerHTML.slice(0, 90)}}`)"""
# Text that its box cuts off. What can be scrolled is not lost.
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((one) => {
    const { overflowX, overflowY, textOverflow } = getComputedStyle(one);
    const cuts = (one.scrollWidth > one.clientWidth + 1 && ["hidden", "clip"].includes(overflowX))
      || (one.scrollHeight > one.clientHeight + 1 && ["hidden", "clip"].includes(overflowY));
    return cuts && one.innerText && one.checkVisibility() && !one.closest(".visually-hidden, thead, caption, svg");
  }).map((one) => `cut off: ${one.outerHTML.slice(0, 120)}`)"""


@pytest.fixture(params=pages.PEOPLE)
def book(
    request: pytest.FixtureRequest, site: Site, open_as: Callable[..., Page], complaints: list[str]
) -> Iterator[Page]:
    """Opens page after page as one of the people; to be iterated."""
    someone, addresses_of = pages.PEOPLE[request.param]
    addresses = addresses_of(site.app)
    page = open_as(someone, viewport=PHONE)

    def turn() -> Iterator[Page]:
        for address in addresses:
            page.goto(address)
            yield page

    yield turn()
    complaints.clear()  # the browser notes each 403 and 404


def faults(page: Page, *checks: str) -> list[str]:
    """What the checks find on the page as it is shown now."""
    return [f"{page.url}: {fault}" for check in checks for fault in page.evaluate(check)]


def test_no_page_scrolls_sideways_targets_fit_a_finger_and_twice_the_text_loses_nothing(book: Iterator[Page]):
    found = []
    for page in book:
        page.set_viewport_size(OLD_PHONE)
        found += faults(page, SIDEWAYS)
        page.set_viewport_size(PHONE)
        found += faults(page, SIDEWAYS, SMALL_TARGETS, CUT_OFF)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        for size in (PHONE, SCREEN):
            page.set_viewport_size(size)
            found += faults(page, SIDEWAYS, CUT_OFF)
    assert not found


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
