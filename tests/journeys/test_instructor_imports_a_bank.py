"""Ben brings a bank with a picture and a question that has no place here; he sees it coming, and then as a student."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.drafting import opened
from tests.journeys.sites import Site
from tests.making import SLUG
from tests.moodle_files import ALT, pictured_bank
from tests.people import BEN

QUIZ = f"/studio/{SLUG}/quiz/strokes"
PHONE = {"width": 390, "height": 844}


def test_a_bank_is_looked_at_added_and_tried(site: Site, open_as: Callable[..., Page]):
    opened(site.app)
    page = open_as(BEN, viewport=PHONE, java_script_enabled=False)
    page.goto(QUIZ)
    page.get_by_role("link", name="Import questions").click()
    file = {"name": "bank.xml", "mimeType": "text/xml", "buffer": pictured_bank()}
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="Send and look").press("Enter")
    expect(page.get_by_text("2 questions can be added, 1 is refused.")).to_be_visible()
    expect(page.get_by_text('There is no room here for a question of the kind "coderunner".')).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="Add 2 questions").press("Enter")
    expect(page.get_by_text("2 questions were added.")).to_be_visible()
    page.get_by_role("link", name="See as student").click()
    picture = page.get_by_role("img", name=ALT)
    expect(picture).to_be_visible()
    box = picture.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    asked = page.get_by_role("group", name="Which stroke is this?")
    asked.get_by_label("Petrissage").check()
    page.get_by_role("button", name="Mark it").press("Enter")
    expect(page.get_by_text("It glides.")).to_be_visible()
