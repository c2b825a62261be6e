"""What comes out of the printer: a certificate on one landscape sheet, a lesson without the site around it."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from playwright.sync_api import Page

from app.accounts.queries import person_by_id
from app.certificates.actions import revoke_certificate
from app.certificates.queries import certificate_for_staff
from app.platform import clock
from app.platform.transactions import writing
from tests.certificates.issued import FIVE_LICENCES, LONG_NAME
from tests.journeys import stories
from tests.journeys.sites import SHIPPED, Site
from tests.making import SLUG
from tests.people import CORA, Someone, add

NOA = Someone("Noa Ferrari-Nguyễn", "noa@example.org")
LETTER = (612, 792)  # points
Sheets = Callable[[str], list[tuple[int, int]]]
NAVIGATION = ("My courses", "Catalogue", "Sign out", "Trigger points quiz", "Skip to main", "Mark as read", "Privacy")


@pytest.fixture(scope="module")
def done(site: Site) -> str:
    """Noa has finished the course; the address of her certificate."""
    stories.enrol(site.app, NOA, SHIPPED)
    stories.take(site.app, NOA, SHIPPED, "effleurage", wrong=[1])
    stories.finish(site.app, NOA, SHIPPED, "effleurage")
    return f"/certificates/{stories.certify(site.app, NOA, SHIPPED)[0]}"


@pytest.fixture
def sheets(open_as: Callable[..., Page], done: str) -> Sheets:
    """Prints a page as the browser's own dialog does; returns width and height of each sheet, in points."""

    def print_it(address: str) -> list[tuple[int, int]]:
        page = open_as(NOA, color_scheme="dark")
        page.goto(address)
        with pikepdf.Pdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
            boxes = [[round(float(edge)) for edge in sheet.mediabox] for sheet in pdf.pages]
        return [(right - left, top - bottom) for left, bottom, right, top in boxes]

    return print_it


def printed_words(open_as: Callable[..., Page], address: str) -> str:
    """What can be read on paper: the words that stay when the page is laid out for print."""
    page = open_as(NOA)
    page.goto(address)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    return page.locator("body").inner_text()


def test_a_certificate_is_one_landscape_sheet(sheets: Sheets, done: str):
    assert sheets(done) == [LETTER[::-1]]


@pytest.fixture(scope="module")
def crowded(site: Site) -> str:
    """As much as may stand on one: a name of eighty letters, five licenses; the address of that certificate."""
    stories.enrol(site.app, NOA, SLUG)
    stories.finish(site.app, NOA, SLUG)
    return f"/certificates/{stories.certify(site.app, NOA, SLUG, name=LONG_NAME, licences=FIVE_LICENCES)[0]}"


def test_the_fullest_certificate_is_still_one_sheet(sheets: Sheets, crowded: str):
    assert sheets(crowded) == [LETTER[::-1]]


def test_a_withdrawn_certificate_says_so_on_paper_too(site: Site, open_as: Callable[..., Page], crowded: str):
    words = "Withdrawn on"
    assert words not in printed_words(open_as, crowded)
    number = add(site.app, CORA)
    with site.app.app_context(), writing():
        cora = person_by_id(number)
        assert cora is not None
        issued = certificate_for_staff(cora, crowded.rpartition("/")[2])
        assert issued is not None
        revoke_certificate(issued, "Not hers.", cora, "http://localhost/verify/", clock.now())
    assert words in printed_words(open_as, crowded)


def test_a_certificate_prints_dark_on_white_even_at_night(open_as: Callable[..., Page], done: str):
    page = open_as(NOA, color_scheme="dark")
    page.goto(done)
    page.emulate_media(media="print", color_scheme="dark")
    style = "one => { const { color, backgroundColor } = getComputedStyle(one); return [color, backgroundColor] }"
    ink, paper = page.locator(".cert").evaluate(style)
    assert paper == "rgb(255, 255, 255)"
    assert max(map(int, ink.removeprefix("rgb(").removesuffix(")").split(","))) < 60


@pytest.mark.parametrize("address", [f"/learn/{SHIPPED}/opening-strokes", f"/learn/{SHIPPED}/quiz/effleurage"])
def test_nothing_of_the_site_is_printed_around_it(open_as: Callable[..., Page], done: str, address: str):
    words = printed_words(open_as, address)
    assert [word for word in NAVIGATION if word in words] == []


def test_a_printed_lesson_is_complete(sheets: Sheets, open_as: Callable[..., Page], done: str):
    lesson = f"/learn/{SHIPPED}/opening-strokes"
    words = printed_words(open_as, lesson)
    for part in ("The plate shows a person's back", "Opening the session fits", "Furlan", "opening-strokes"):
        assert part in words, f"{part!r} is not on paper"
    assert set(sheets(lesson)) == {LETTER}


def test_the_words_of_a_lesson_are_printed_and_their_links_are_not(open_as: Callable[..., Page], done: str):
    words = printed_words(open_as, f"/learn/{SHIPPED}/opening-strokes")
    explained = words.partition("Words in this lesson")[2].partition("References")[0]
    assert "Effleurage" in explained
    assert [link for link in ("↩", "All words of this course") if link in words] == []


def test_the_details_of_a_course_are_printed_for_a_board_on_letter_paper(
    sheets: Sheets, open_as: Callable[..., Page], done: str
):
    address = f"/courses/{SHIPPED}/details"
    words = printed_words(open_as, address)
    for part in ("To be filled in by the provider", "Reviewer", "Mergener formula", "Define effleurage.", address):
        assert part in words, f"{part!r} is not on paper"
    assert [word for word in ("My courses", "Sign out", "Print, or save", "Accessibility") if word in words] == []
    assert set(sheets(address)) == {LETTER}


def test_a_printed_certificate_says_what_the_board_has_to_type(open_as: Callable[..., Page], done: str):
    words = printed_words(open_as, done)
    code = done.rpartition("/")[2]
    assert f"/verify/{code}" in words
    assert [word for word in (*NAVIGATION, "Open as PDF", "Something wrong?") if word in words] == []
