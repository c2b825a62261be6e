"""Noa has a phone of 390 pixels and a keyboard on it: she claims, prints, and a board checks what she printed."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys import stories
from tests.journeys.sites import Site
from tests.journeys.test_keyboard import focus, press
from tests.layout import PHONE, SIDEWAYS
from tests.making import SLUG
from tests.people import Someone

NOA = Someone("Noa Ben-Ami", "noa-claims@example.org")
MOST_STEPS = 80


def reach(page: Page, words: str) -> None:
    """Tab until the focus reads so."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        found = focus(page)
        assert found.is_ringed, f"{page.url}: no ring on {found}"
        is_shown = found.is_seen or found.type == "textarea"  # of a tall one only its first lines are scrolled to
        assert is_shown, f"{page.url}: hidden: {found}"
        if found.words.startswith(words):
            return
    raise AssertionError(f"{words!r} cannot be reached by keyboard at {page.url}")


def go(page: Page, words: str, heading: str) -> None:
    """Reach a link or a button and press Enter; the page with this heading follows, and fits the phone."""
    reach(page, words)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert page.evaluate(SIDEWAYS) == []


def test_licence_evaluation_claim_print_and_check(site: Site, open_as: Callable[..., Page]):
    stories.enrol(site.app, NOA, SLUG)
    stories.finish(site.app, NOA, SLUG)
    page = open_as(NOA, viewport=PHONE)
    page.goto("/account/licences")
    reach(page, "State")
    page.keyboard.type("Flor")
    reach(page, "License number")
    page.keyboard.type("MA12345")
    go(page, "Add license", "Licenses")
    expect(page.get_by_role("row").nth(1)).to_contain_text("Florida, Massage therapy: MA12345")

    page.goto(f"/learn/{SLUG}")
    go(page, "Claim your certificate", "Claim your certificate")
    go(page, "Evaluate the course", "Evaluate the course")
    for _ in range(8):  # seven statements and the level
        while press(page, "Tab").type != "radio":
            pass
        press(page, "Space")
    reach(page, "About how many minutes")
    page.keyboard.type("55")
    go(page, "Send and go on", "Claim your certificate")
    reach(page, "I attest to this.")
    page.keyboard.press("Space")
    assert focus(page).words.startswith("I attest")
    go(page, "Issue my certificate", "Certificate of Achievement")
    expect(page.locator(".cert")).to_contain_text("Florida, Massage therapy: MA12345")

    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Email me the PDF")).to_be_hidden()
    expect(page.locator(".cert .name")).to_be_visible()
    page.emulate_media(media="screen")
    address = page.locator(".proof a").get_attribute("href") or ""
    board = open_as(None, viewport=PHONE)
    board.goto(address)
    expect(board.get_by_role("heading", level=1)).to_have_text("This certificate is valid")
    expect(board.get_by_role("main")).to_contain_text("Florida, Massage therapy: MA12345")
    assert NOA.email not in board.content()
    assert board.evaluate(SIDEWAYS) == []
