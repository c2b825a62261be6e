"""Ivo answers with his thumb on a phone: he points into a picture and taps words; with and without our script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import stories
from tests.journeys.answering import SAVED, events_of, place_of
from tests.journeys.sites import Site
from tests.making import COUNT, RIGHT, SLUG, STEMS
from tests.people import Someone

PHONE = {"width": 390, "height": 700}
FINGER = 24  # pixels; WCAG 2.5.8


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def has_script(request: pytest.FixtureRequest) -> bool:
    """Whether the browser runs scripts."""
    return request.param


@pytest.fixture
def open_kind(
    request: pytest.FixtureRequest, site: Site, open_as: Callable[..., Page], has_script: bool
) -> Callable[[str], Page]:
    """Opens a question of some kind on Ivo's phone."""
    ivo = Someone("Ivo Marek", f"ivo-{abs(hash(request.node.name))}@example.org")
    stories.enrol(site.app, ivo, SLUG)
    attempt = stories.take(site.app, ivo, SLUG, "strokes", answered=0, submit=False)

    def open_one(kind: str) -> Page:
        page = open_as(ivo, viewport=PHONE, java_script_enabled=has_script)
        for number in range(1, COUNT + 1):
            page.goto(f"{attempt}/{number}")
            if page.get_by_role("heading", name=STEMS[kind]).count():
                return page
        raise AssertionError(f"no {kind}")

    return open_one


def saved(site: Site, page: Page, has_script: bool) -> object:
    """The newest answer to the question on the page, after it was saved."""
    attempt, number = place_of(page)
    if has_script:
        expect(page.locator(".saved")).to_have_text(SAVED)
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url(re.compile(rf"/({number + 1}|check)(#question)?$"))
    return events_of(site.app, attempt, number)[-1]


def ground(one: Locator) -> str:
    """What a person sees of it: its colors."""
    return one.evaluate(
        "one => { const { backgroundColor, borderBottom, color } = getComputedStyle(one);"
        " return [backgroundColor, borderBottom, color].join() }"
    )


def is_fit_for_a_finger(targets: Locator) -> bool:
    """Whether every target is wide and high enough."""
    boxes = [target.bounding_box() for target in targets.all()]
    return len(boxes) > 1 and all(box and min(box["width"], box["height"]) >= FINGER for box in boxes)


def test_tapping_the_picture_chooses_the_place(site: Site, open_kind: Callable[[str], Page], has_script: bool):
    page = open_kind("hotspot")
    spots = page.locator("label.spot")
    assert is_fit_for_a_finger(spots)
    before = [ground(spot.locator("b")) for spot in spots.all()]
    page.locator(".spots").scroll_into_view_if_needed()
    top = page.evaluate("scrollY")
    spots.nth(1).click()
    expect(page.get_by_label("2. left of the waist", exact=True)).to_be_checked()
    after = [ground(spot.locator("b")) for spot in spots.all()]
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False], "the choice shows"
    if has_script:
        assert page.evaluate("scrollY") == top, "the picture stays where it is"
    assert saved(site, page, has_script) == RIGHT["hotspot"]


def test_a_spot_lies_where_its_region_is_drawn(open_kind: Callable[[str], Page]):
    page = open_kind("hotspot")
    drawn = page.locator(".spots ellipse").bounding_box()
    assert page.locator("label.spot").nth(1).bounding_box() == pytest.approx(drawn, abs=1)


def test_tapping_words_marks_them_and_tapping_again_takes_it_back(
    site: Site, open_kind: Callable[[str], Page], has_script: bool
):
    page = open_kind("mark-words")
    words = page.locator("label.word")
    assert is_fit_for_a_finger(words)
    plain = ground(words.first)
    for word in ("long", "deep", "light", "deep"):
        words.filter(has_text=word).click()
    expect(page.get_by_label("long", exact=True)).to_be_checked()
    expect(page.get_by_label("deep", exact=True)).not_to_be_checked()
    page.mouse.move(0, 0)
    expect(words.first).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    assert ground(words.first) != plain == ground(words.filter(has_text="fast"))
    assert saved(site, page, has_script) == RIGHT["mark-words"]
