"""Jo cannot use a mouse: Tab, arrows, Space and Enter are enough, and he always sees where he is."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import stories
from tests.journeys.answering import Data, answer_at
from tests.journeys.sites import SHIPPED, Site
from tests.making import BODIES, COUNT, SLUG
from tests.people import Someone

JO = Someone("Jo Tanaka", "jo@example.org")
LOW = {"width": 1000, "height": 520}  # so low that something sticky would soon lie over the focus
# The ring of an option or a word is drawn around all of it.
FOCUS = """() => {
  const one = document.activeElement, shown = one.closest("label.opt, label.word") ?? one;
  const box = shown.getClientRects()[0];
  const { outlineStyle, outlineWidth } = getComputedStyle(shown);
  const found = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    id: one.id, type: one.type ?? "", name: one.name ?? "", value: one.value ?? "",
    words: (one.labels?.[0] ?? one).innerText.trim() || one.getAttribute("aria-label") || "",
    is_ringed: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
    is_seen: box.top >= 0 && box.bottom + 5 <= innerHeight
      && (shown.contains(found) || Boolean(found?.contains(shown))),
  };
}"""


@dataclass(frozen=True)
class Focus:
    """Where the focus is, what it reads, whether it shows, and whether nothing lies over it."""

    id: str
    type: str
    name: str
    value: str
    words: str
    is_ringed: bool
    is_seen: bool


def focus(page: Page) -> Focus:
    """Where the focus is now."""
    return Focus(**page.evaluate(FOCUS))


def press(page: Page, key: str) -> Focus:
    """Press a key; wherever the focus goes, it must show."""
    page.keyboard.press(key)
    found = focus(page)
    assert found.is_ringed, f"{page.url}: no ring on {found}"
    assert found.is_seen, f"{page.url}: hidden: {found}"
    return found


def tab_to(page: Page, is_there: Callable[[Focus], bool]) -> Focus:
    """Press Tab until the focus is there."""
    for _ in range(60):
        found = press(page, "Tab")
        if is_there(found):
            return found
    raise AssertionError(f"{page.url}: no way there by Tab")


def press_button(page: Page, words: str) -> None:
    """Go to a link or button by Tab, and press Enter."""
    tab_to(page, lambda found: found.words == words)
    page.keyboard.press("Enter")


def give_by_keyboard(page: Page, data: Data) -> None:
    """Answer without a mouse."""
    for name, value in data.items():
        found = tab_to(page, lambda found, name=name: found.name == name)
        if found.type == "checkbox":
            tick(page, found, value)
        elif found.type in ("radio", "select-one"):
            choose(page, found, str(value))
        else:
            page.keyboard.press("Control+A")  # a text to begin with makes way
            page.keyboard.type(value)


def tick(page: Page, found: Focus, values: list[int]) -> None:
    """Tick boxes with Space; Tab goes from one to the next."""
    name = found.name
    while found.name == name:
        if int(found.value) in values:
            page.keyboard.press("Space")
        found = press(page, "Tab")
    press(page, "Shift+Tab")


def choose(page: Page, found: Focus, value: str) -> None:
    """Choose with the arrows; Space takes the first radio button."""
    if found.type == "radio":
        found = press(page, "Space")
    while found.value != value:
        found = press(page, "ArrowDown")


def test_a_whole_quiz_is_taken_by_keyboard(site: Site, open_as: Callable[..., Page]):
    stories.enrol(site.app, JO, SLUG)
    page = open_as(JO, viewport=LOW)
    page.goto(f"/learn/{SLUG}/quiz/strokes")
    press_button(page, "Start the quiz")
    page.wait_for_url("**/1")
    kinds = set()
    for number in range(1, COUNT + 1):
        kind, data = answer_at(site.app, page)
        kinds.add(kind)
        give_by_keyboard(page, data)
        press_button(page, "Save and continue")
        page.wait_for_url(re.compile(rf"/({number + 1}|check)(#question)?$"))
        if number < COUNT:
            expect(page.locator("#question")).to_be_focused()
            assert focus(page).is_seen
            expect(page.locator(".qbar")).to_be_in_viewport()
    assert kinds == set(BODIES)
    press_button(page, "Submit quiz")
    expect(page.get_by_role("heading", level=1)).to_have_text("You passed")
    expect(page.locator(".score")).to_have_text(f"{COUNT} of {COUNT}")


@pytest.mark.parametrize(
    "address", ["/", "/sign-in", f"/learn/{SHIPPED}/opening-strokes", f"/learn/{SLUG}/quiz/strokes"]
)
def test_the_first_stop_skips_to_the_content(site: Site, open_as: Callable[..., Page], address: str):
    for course in (SHIPPED, SLUG):
        stories.enrol(site.app, JO, course)
    page = open_as(None if address == "/sign-in" else JO, viewport=LOW)
    page.goto(address)
    assert press(page, "Tab").words == "Skip to main content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main").locator("*:focus")).to_have_count(1)


def test_every_stop_of_a_lesson_shows_and_none_is_a_trap(site: Site, open_as: Callable[..., Page]):
    stories.enrol(site.app, JO, SHIPPED)
    page = open_as(JO, viewport=LOW, reduced_motion="reduce")
    page.goto(f"/learn/{SHIPPED}/opening-strokes")
    stops = [press(page, "Tab").words]
    while stops[-1] != "Privacy":
        stops.append(press(page, "Tab").words)
        assert len(stops) < 200, "the end of the page cannot be reached"
    order = [stops.index(words) for words in ("Effleurage quiz", "Read the description", "Mark as read and continue")]
    assert order == sorted(order)
    tab_back = [press(page, "Shift+Tab").words for _ in range(5)]
    assert tab_back == stops[-6:-1][::-1]


def test_an_error_summary_gets_the_focus_and_leads_to_the_field(open_page: Callable[..., Page], complaints: list[str]):
    page = open_page(viewport=LOW)
    page.goto("/register")
    tab_to(page, lambda found: found.id == "name")
    page.keyboard.type("Jo Tanaka")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    assert focus(page).is_seen
    assert focus(page).words.startswith("There is a problem")
    press_button(page, "Enter your email address.")
    expect(page.get_by_label("Email address")).to_be_focused()
    assert focus(page).is_seen
    expect(page.get_by_label("Email address")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Your name")).to_have_value("Jo Tanaka")
    complaints.clear()  # the browser notes the 422
