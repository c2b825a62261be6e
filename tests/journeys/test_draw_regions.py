"""Ben draws the regions of a hotspot question on its picture; what he draws is what he could have typed."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.drafting import files, opened
from tests.journeys.sites import Site
from tests.making import SLUG
from tests.people import BEN

ADD = f"/studio/{SLUG}/quiz/strokes/add?kind=hotspot"


def drags(page: Page, *corners: tuple[float, float]) -> None:
    """From one place of the picture to another, in parts of its width and height."""
    board = page.locator("[data-board]")
    board.scroll_into_view_if_needed()
    box = board.bounding_box()
    assert box is not None
    places = [(box["x"] + across * box["width"], box["y"] + down * box["height"]) for across, down in corners]
    page.mouse.move(*places[0])
    page.mouse.down()
    page.mouse.move(*places[1], steps=4)
    page.mouse.up()


def test_what_is_drawn_becomes_a_line_of_the_answers(site: Site, open_as: Callable[..., Page]):
    opened(site.app)
    page = open_as(BEN, viewport={"width": 1280, "height": 1600})
    page.goto(ADD)
    page.get_by_label("Question", exact=True).fill("Where does the second stroke begin?")
    answers = page.get_by_label("Answers")
    drags(page, (0.5, 0.1), (0.75, 0.3))
    expect(answers).to_have_value(re.compile(r"^- \[ \] where it is = rect 3(19|20|21) 5\d 1[56]\d 10\d$"))
    page.get_by_role("button", name="Ellipse").click()
    drags(page, (0.4, 0.5), (0.6, 0.7))
    drags(page, (0.1, 0.1), (0.11, 0.11))  # a slip
    expect(answers).to_have_value(re.compile(r"\n- \[ \] where it is = ellipse 3[12]\d 31\d 6\d 5\d$"))
    expect(page.locator("[data-overlay] > *")).to_have_count(2)
    answers.fill(
        "- [x] between the shoulders = rect 320 52 160 104\n"
        "- [ ] over the middle of the spine = ellipse 320 312 64 52\n    > That is where the first one ends."
    )
    expect(page.locator("[data-overlay] .right")).to_have_count(1)
    page.get_by_label("Passage that it rests on").select_option("begin#long-and-light")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The question was added.")).to_be_visible()
    (text,) = [text for text in files(site.app).values() if "Where does the second stroke begin?" in text]
    assert 'picture = "figures/back.svg"' in text
    assert "- [x] between the shoulders = rect 320 52 160 104" in text


def test_a_named_part_of_the_picture_is_picked(site: Site, open_as: Callable[..., Page]):
    opened(site.app)
    page = open_as(BEN)
    page.goto(ADD)
    page.get_by_text("Parts of this picture that have a name").click()
    page.get_by_role("button", name="Use as a region").click()
    expect(page.get_by_label("Answers")).to_have_value("- [ ] where it is = #low")
