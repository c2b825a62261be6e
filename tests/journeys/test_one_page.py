"""Ana takes a quiz whose questions all stand on one page, on her phone."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.axe import assert_accessible
from tests.journeys import stories
from tests.journeys.answering import SAVED, answer_to, events_of, give
from tests.journeys.sites import Site
from tests.one_page import ONE_PAGE, QUESTIONS, one_page
from tests.people import PASSWORD, Someone, add

PHONE = {"width": 390, "height": 844}
NUMBERS = range(2, 2 + QUESTIONS)  # the first is a text


@pytest.fixture
def lena(request: pytest.FixtureRequest, site: Site) -> Someone:
    """A student of this test's own, with an attempt under way."""
    one_page(site.app)
    someone = Someone("Lena Ortiz", f"lena-{abs(hash(request.node.name))}@example.org")
    add(site.app, someone, PASSWORD)
    stories.enrol(site.app, someone, ONE_PAGE)
    return someone


@pytest.fixture
def attempt(site: Site, lena: Someone) -> str:
    """Its id."""
    return stories.take(site.app, lena, ONE_PAGE, "strokes", answered=0, submit=False).rpartition("/")[2]


@pytest.fixture
def page(lena: Someone, attempt: str, open_as: Callable[..., Page], complaints: list[str]) -> Iterator[Page]:
    """The page, open in her browser."""
    page = open_as(lena, viewport=PHONE)
    page.goto(f"/attempts/{attempt}/all")
    yield page
    complaints.clear()  # the browser notes each request that failed


def entry(page: Page, number: int) -> Locator:
    """One question on the page."""
    return page.locator(f'[data-prefix="q{number}-"]')


def check_button(page: Page, number: int) -> Locator:
    """The one that checks a question at once; an essay has none."""
    return entry(page, number).get_by_role("button", name="Check this answer")


def checkable(page: Page) -> list[int]:
    """The questions that are checked at once; each paper has them in another order."""
    return [number for number in NUMBERS if check_button(page, number).count()]


def answer(site: Site, page: Page, attempt: str, number: int) -> None:
    give(page, answer_to(site.app, attempt, number)[1], f"q{number}-")


def values(page: Page, number: int) -> object:
    """What is put into a question on the page."""
    return entry(page, number).evaluate(
        """one => [...one.querySelectorAll("input:not([type=hidden]), select, textarea")]
             .map((field) => [field.name, field.value, field.checked])"""
    )


def test_each_answer_is_saved_by_itself_as_soon_as_it_is_given(site: Site, page: Page, attempt: str):
    for number in NUMBERS:
        answer(site, page, attempt, number)
        expect(entry(page, number).locator(".saved")).to_have_text(SAVED)
    assert all(events_of(site.app, attempt, number) for number in NUMBERS)
    page.reload()
    saves = [len(events_of(site.app, attempt, number)) for number in NUMBERS]
    page.get_by_role("button", name="Save and check answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    expect(page.get_by_text("Every question is answered.")).to_be_visible()
    assert [len(events_of(site.app, attempt, number)) for number in NUMBERS] == saves


def test_what_was_answered_offline_is_sent_when_the_network_is_back(site: Site, page: Page, attempt: str):
    page.context.set_offline(True)
    for number in NUMBERS[:3]:
        answer(site, page, attempt, number)
    expect(page.get_by_role("alert").first).to_contain_text("Not saved yet.")
    page.get_by_role("button", name="Save and check answers").click()
    expect(page.get_by_role("alert").first).to_be_in_viewport()
    page.context.set_offline(False)
    for number in NUMBERS[:3]:
        expect(entry(page, number).locator(".saved")).to_have_text(SAVED)
        assert events_of(site.app, attempt, number)
    given = [values(page, number) for number in NUMBERS[:3]]
    page.reload()
    assert [values(page, number) for number in NUMBERS[:3]] == given
    expect(page.get_by_role("alert").first).to_be_empty()


def test_two_windows_do_not_overwrite_each_other(
    site: Site, page: Page, lena: Someone, attempt: str, open_as: Callable[..., Page]
):
    other = open_as(lena, viewport=PHONE)
    other.goto(page.url)
    answer(site, other, attempt, 2)
    expect(entry(other, 2).locator(".saved")).to_have_text(SAVED)
    other.close()
    kept = events_of(site.app, attempt, 2)
    give(page, answer_to(site.app, attempt, 2, right=False)[1], "q2-")
    expect(page.get_by_role("alert").first).to_contain_text("Changed in another window.")
    answer(site, page, attempt, 3)
    expect(entry(page, 3).locator(".saved")).to_have_text(SAVED)
    assert events_of(site.app, attempt, 2) == kept


def test_a_question_is_checked_where_it_stands(site: Site, page: Page, attempt: str):
    left, number = checkable(page)[2:4]
    answer(site, page, attempt, left)
    answer(site, page, attempt, number)
    check_button(page, number).click()
    expect(page.locator(f"#q{number}-question")).to_contain_text("Correct")
    expect(page.locator(f"#q{number}-question")).to_be_in_viewport()
    expect(entry(page, left).locator(".saved")).to_have_text(SAVED)


def test_it_is_accessible_and_fits_a_phone(site: Site, page: Page, attempt: str):
    number = checkable(page)[0]
    answer(site, page, attempt, number)
    check_button(page, number).click()
    expect(page.locator(f"#q{number}-question")).to_contain_text("Correct")
    assert_accessible(page)
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_without_javascript_the_page_saves_everything_at_once(
    site: Site, lena: Someone, attempt: str, open_as: Callable[..., Page]
):
    page = open_as(lena, viewport=PHONE, java_script_enabled=False)
    page.goto(f"/attempts/{attempt}/all")
    for number in NUMBERS:
        answer(site, page, attempt, number)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Save and check answers").click()
    expect(page.get_by_text("Every question is answered.")).to_be_visible()
    assert [len(events_of(site.app, attempt, number)) for number in NUMBERS] == [1] * QUESTIONS
