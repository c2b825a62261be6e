"""A board has a certificate on its desk, and no account: it checks by code, or by serial number and family name."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app.platform import ids
from tests.journeys import stories
from tests.journeys.sites import Site
from tests.making import SLUG
from tests.people import Someone

# Two family names and letters that not every keyboard has: as printed, in capitals, or without the first of them.
EVA = Someone("Eva van der Łukasiewicz", "eva@example.org")


@pytest.fixture(scope="module")
def printed(site: Site) -> tuple[str, str]:
    """The code and the serial number on Eva's certificate."""
    stories.enrol(site.app, EVA, SLUG)
    stories.take(site.app, EVA, SLUG, "strokes")
    return stories.certify(site.app, EVA, SLUG, module="strokes")


@pytest.fixture
def board(browser_page: Page) -> Page:
    """Somebody without an account finds the form from the first page."""
    browser_page.goto("/")
    browser_page.get_by_role("main").get_by_role("link", name="Verify a certificate").click()
    return browser_page


def check(board: Page, code: str, family_name: str = "") -> None:
    """Type what the paper says."""
    board.get_by_label("Certificate code or serial number").fill(code)
    board.get_by_label("Family name").fill(family_name)
    board.get_by_role("button", name="Check", exact=True).click()


def expect_heading(board: Page, words: str) -> None:
    """The page with this heading is there."""
    expect(board.get_by_role("heading", level=1)).to_have_text(words)


def test_every_printed_field_is_shown_for_comparing(
    board: Page, printed: tuple[str, str], site: Site, open_as: Callable[..., Page]
):
    code, serial = printed
    check(board, ids.grouped(code))
    expect_heading(board, "This certificate is valid")
    paper = open_as(EVA)
    paper.goto(f"/certificates/{code}")
    facts = paper.locator(".cert dd, .cert .name, .cert .course, .cert h1, .cert .cap").all_inner_texts()
    assert {EVA.name, serial} < set(facts)
    shown = board.get_by_role("main").inner_text()
    assert [fact for fact in facts if fact not in shown] == []
    assert EVA.email not in shown, "the verification page tells more than the paper"


def test_the_code_may_be_typed_as_people_type(board: Page, printed: tuple[str, str]):
    check(board, f" {ids.grouped(printed[0]).lower().replace('-', ' ')} ")
    expect_heading(board, "This certificate is valid")


@pytest.mark.parametrize("family_name", ["Łukasiewicz", "van der Łukasiewicz", "  VAN DER łukasiewicz"])
def test_the_serial_number_is_enough_with_the_family_name(board: Page, printed: tuple[str, str], family_name: str):
    check(board, printed[1], family_name)
    expect_heading(board, "This certificate is valid")


@pytest.mark.parametrize("family_name", ["", "Eva", "Lukasiewic", "Novák"])
def test_the_serial_number_alone_tells_nothing(
    board: Page, printed: tuple[str, str], family_name: str, complaints: list[str]
):
    check(board, printed[1], family_name)
    expect_heading(board, "No certificate found")
    assert EVA.name not in board.content()
    complaints.clear()  # the browser notes the 404


def test_a_typing_error_is_told_apart_from_a_certificate_that_is_not_ours(
    board: Page, printed: tuple[str, str], complaints: list[str]
):
    code = printed[0]
    mistyped = code[:4] + ("2" if code[4] != "2" else "3") + code[5:]
    check(board, mistyped)
    expect_heading(board, "Verify a certificate")
    expect(board).to_have_title(re.compile("^Error: "))
    expect(board.get_by_role("alert")).to_contain_text("does not fit its check letter")
    expect(board.get_by_label("Certificate code or serial number")).to_have_value(mistyped)
    check(board, ids.checked_code())
    expect_heading(board, "No certificate found")
    complaints.clear()  # the browser notes the 422 and the 404


def test_the_pdf_is_found_to_be_ours_or_altered(
    open_page: Callable[..., Page], printed: tuple[str, str], open_as: Callable[..., Page]
):
    answer = open_as(EVA).request.get(f"/certificates/{printed[0]}.pdf")
    board = open_page(java_script_enabled=False)
    board.goto("/verify")
    send(board, answer.body())
    expect_heading(board, "This certificate is valid")
    expect(board.get_by_text("The file is ours and unaltered")).to_be_visible()
    board.goto("/verify")
    send(board, answer.body() + b"%")
    expect_heading(board, "This file was altered")
    board.get_by_role("link", name="What we issued").click()
    expect_heading(board, "This certificate is valid")
    assert board.context.cookies() == []


def send(board: Page, pdf: bytes) -> None:
    """Choose a file and send it."""
    file = {"name": "certificate.pdf", "mimeType": "application/pdf", "buffer": pdf}
    board.get_by_label("The certificate as a PDF file").set_input_files(file)
    board.get_by_role("button", name="Check the file").click()


def test_the_square_pattern_leads_to_the_same_page(open_page: Callable[..., Page], printed: tuple[str, str]):
    phone = open_page(viewport={"width": 390, "height": 844})
    phone.goto(f"/verify/{printed[0]}")
    expect_heading(phone, "This certificate is valid")
    assert phone.context.cookies() == [], "a stranger who only looks gets no cookie"
