"""Ben reads a gradebook that is wider and longer than his screen: by keyboard, with names and heads in view."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys import stories
from tests.journeys.sites import SHIPPED, Site
from tests.people import BEN, Someone

SMALL = {"width": 760, "height": 460}
# The names stay at the left edge of the region, the heads at its upper edge.
STAYS = """(region) => {
  const place = (one) => region.querySelector(one).getBoundingClientRect(), edge = region.getBoundingClientRect();
  const off = [place("tbody tr:last-child th").left - edge.left, place("thead th:last-child").top - edge.top];
  return off.map(Math.round);
}"""


def test_names_and_heads_stay_in_view_and_no_focus_is_under_them(site: Site, open_as: Callable[..., Page]):
    for number in range(12):
        stories.enrol(site.app, Someone(f"Student {number:02}", f"s{number}@example.org"), SHIPPED)
    page = open_as(BEN, viewport=SMALL)
    page.goto(f"/studio/{SHIPPED}/roster?sort=name")
    region = page.get_by_role("region", name="Students with their best results")
    region.focus()
    assert region.evaluate("one => one.scrollWidth > one.clientWidth && one.scrollHeight > one.clientHeight")
    page.keyboard.press("End")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.activeElement.scrollLeft > 100 && document.activeElement.scrollTop > 100")
    left, top = region.evaluate(STAYS)
    assert (left, top in (0, 1)) == (0, True)
    last = region.get_by_role("row").nth(6).get_by_role("link").nth(3)
    last.focus()
    box, name = last.bounding_box(), region.locator("tbody tr:nth-child(6) th").bounding_box()
    assert box["x"] >= name["x"] + name["width"], "the focus is not under the names"
    expect(last).to_be_in_viewport()
