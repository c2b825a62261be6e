"""Ben drags lessons and modules to their place; what is not saved goes back, and that is said."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from app.accounts.queries import person_by_id
from app.authoring import actions, queries
from app.platform import clock
from app.platform.transactions import writing
from tests.drafting import files, opened
from tests.journeys.sites import SHIPPED, Site
from tests.people import BEN, add

STUDIO = f"/studio/{SHIPPED}"


LONG = ".module:has(li[data-drag] + li[data-drag])"  # one with several lessons


def written(site: Site) -> None:
    """The course is open in Ben's studio, and its first module has three lessons."""
    opened(site.app, SHIPPED)
    number = add(site.app, BEN)
    for title in ("In between", "At the end"):
        with site.app.app_context(), writing():
            ben = person_by_id(number)
            assert ben is not None
            bench = queries.workbench(ben, SHIPPED, to_change=True)
            assert bench is not None
            now = clock.now()
            actions.add_lesson(bench, actions.folder_of(bench.modules[0]), title, ben, now, now.date())


def lessons(page: Page) -> Locator:
    return page.locator(LONG).first.locator("li[data-drag] > p > a")


def drag(page: Page, item: Locator, below: Locator) -> None:
    """By the grip, until the pointer is near the lower edge of another."""
    item.locator(".grip").first.scroll_into_view_if_needed()
    grip, end = item.locator(".grip").first.bounding_box(), below.bounding_box()
    assert grip is not None
    assert end is not None
    page.mouse.move(grip["x"] + 10, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + 30, end["y"] + end["height"] - 4, steps=6)


def test_what_is_dragged_is_moved_and_said_or_goes_back_and_that_is_said(
    site: Site, open_as: Callable[..., Page], complaints: list[str]
):
    written(site)
    page = open_as(BEN, viewport={"width": 1280, "height": 1400})
    page.goto(STUDIO)
    first, second, *_rest = before = lessons(page).all_text_contents()
    items = page.locator(LONG).first.locator("li[data-drag]")
    drag(page, items.nth(0), items.nth(1))
    expect(items.nth(0)).to_have_class("dragged")
    page.keyboard.press("Escape")
    page.mouse.up()
    assert lessons(page).all_text_contents() == before
    drag(page, items.nth(0), items.nth(1))
    page.mouse.up()
    expect(page.get_by_role("status")).to_have_text(f"“{first}” is number 2 of {len(before)} now.")
    assert lessons(page).all_text_contents()[:2] == [second, first]
    page.reload()
    assert lessons(page).all_text_contents()[:2] == [second, first]

    page.context.set_offline(True)
    drag(page, items.nth(0), items.nth(1))
    page.mouse.up()
    expect(page.get_by_role("alert")).to_contain_text("It was put back: there is no connection.")
    assert lessons(page).all_text_contents()[:2] == [second, first]
    page.context.set_offline(False)

    other = open_as(BEN)
    other.goto(STUDIO)
    other.get_by_role("button", name=f"Move up: {first}").click()
    drag(page, items.nth(0), items.nth(1))
    page.mouse.up()
    expect(page.get_by_role("alert")).to_contain_text("It was put back. That is not in the course any more.")
    page.reload()
    assert lessons(page).all_text_contents() == before
    complaints.clear()  # the browser's own words on what did not come through, which was meant


def test_a_finger_drags_a_module_on_a_phone(site: Site, open_as: Callable[..., Page]):
    opened(site.app, SHIPPED)
    page = open_as(BEN, viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(STUDIO)
    names = [path.partition("/")[0] for path in files(site.app, SHIPPED) if path.endswith("/module.toml")]
    items = page.locator(".module[data-drag]")
    items.nth(0).locator("h2 .grip").scroll_into_view_if_needed()
    grip = items.nth(0).locator("h2 .grip").bounding_box()
    assert grip is not None
    assert grip["width"] >= 44
    assert grip["height"] >= 44
    x, y = grip["x"] + 20, grip["y"] + 20
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in places]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", (x, y))
    touch("touchMove", (x, y + 30))
    touch("touchMove", (x, 840))  # at the lower edge the page scrolls under the finger
    page.wait_for_function("() => document.querySelectorAll('.module')[1].matches('.drop-before, .drop-after') || "
                           "document.querySelectorAll('.module')[2].matches('.drop-before, .drop-after')")  # fmt: skip
    touch("touchEnd")
    expect(page.get_by_role("status")).to_contain_text("now.")
    after = [path.partition("/")[0] for path in files(site.app, SHIPPED) if path.endswith("/module.toml")]
    assert sorted(after) != sorted(names)
