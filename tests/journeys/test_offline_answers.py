"""Max answers on a train: what he gave is kept on his phone, sent when it can be, and overwrites nothing newer."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Dialog, Page, Route, expect
from sqlalchemy.exc import OperationalError

from app.assessment.actions import saving
from tests.journeys import stories
from tests.journeys.answering import events_of, expect_saved, place_of
from tests.journeys.sites import Site
from tests.making import COUNT, SLUG, STEMS
from tests.people import PASSWORD, Someone, add


@pytest.fixture
def max_(request: pytest.FixtureRequest, site: Site) -> Someone:
    """A student of this test's own, enrolled."""
    someone = Someone("Max Ferreira", f"max-{abs(hash(request.node.name))}@example.org")
    add(site.app, someone, PASSWORD)
    stories.enrol(site.app, someone, SLUG)
    return someone


@pytest.fixture
def open_question(
    site: Site, max_: Someone, open_as: Callable[..., Page], complaints: list[str]
) -> Iterator[Callable[[], Page]]:
    """Opens Max's quiz, in a window of its own, at the question that is answered with a word."""
    attempt = stories.take(site.app, max_, SLUG, "strokes", answered=0, submit=False)
    opened = []

    def open_one() -> Page:
        page = open_as(max_)
        page.set_default_timeout(15_000)
        opened.append(page)
        for number in range(1, COUNT + 1):
            page.goto(f"{attempt}/{number}")
            if page.get_by_role("heading", name=STEMS["short-answer"]).count():
                return page
        raise AssertionError("no such question")

    yield open_one
    complaints.clear()  # the browser notes each request that failed


def type_answer(page: Page, text: str) -> None:
    """Type it, key by key: only then does the browser believe that somebody is there."""
    page.get_by_label("Your answer").fill("")
    page.get_by_label("Your answer").press_sequentially(text)


def expect_unsaved(page: Page, words: str = "Not saved yet.") -> None:
    """The page says loudly that the answer is not saved."""
    expect(page.get_by_role("alert")).to_contain_text(words)
    expect(page.locator(".saved")).to_be_empty()


def saved(site: Site, page: Page) -> list[object]:
    """Every text that was saved to the question, first to last."""
    return [response["text"] for response in events_of(site.app, *place_of(page))]


def test_an_answer_given_offline_is_sent_once_when_the_network_is_back(site: Site, open_question: Callable[[], Page]):
    page = open_question()
    page.context.set_offline(True)
    type_answer(page, "light")
    expect_unsaved(page)
    page.get_by_role("button", name="Save and continue").click()
    expect_unsaved(page)
    expect(page.get_by_label("Your answer")).to_have_value("light")
    assert saved(site, page) == []
    page.context.set_offline(False)
    expect_saved(page)
    expect(page.get_by_role("alert")).to_be_empty()
    assert saved(site, page) == ["light"]
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url("**#question")
    page.go_back()
    assert saved(site, page) == ["light"]


def test_an_answer_outlives_a_phone_that_dies_offline(site: Site, open_question: Callable[[], Page]):
    page = open_question()
    address, window = page.url, page.context
    window.set_offline(True)
    type_answer(page, "light")
    expect_unsaved(page)
    page.close()
    window.set_offline(False)
    page = window.new_page()
    page.goto(address)
    expect(page.get_by_label("Your answer")).to_have_value("light")
    expect_saved(page)
    assert saved(site, page) == ["light"]


def test_an_answer_the_server_could_not_save_is_kept_over_a_reload(
    site: Site, open_question: Callable[[], Page], monkeypatch: pytest.MonkeyPatch
):
    page, warnings = open_question(), []

    def go_all_the_same(dialog: Dialog) -> None:
        warnings.append(dialog.type)
        dialog.accept()

    def broken(*_any: object) -> None:
        raise OperationalError("INSERT", {}, Exception("disk full"))

    page.on("dialog", go_all_the_same)
    with monkeypatch.context() as disk:
        disk.setattr(saving, "_write", broken)
        type_answer(page, "light")
        expect_unsaved(page)
        page.reload()
        assert warnings == ["beforeunload"], "nobody was warned before leaving"
        expect(page.get_by_label("Your answer")).to_have_value("light")
        expect_unsaved(page)
        assert saved(site, page) == []
    page.get_by_role("button", name="Try now").click()
    expect_saved(page)
    assert saved(site, page) == ["light"]
    page.reload()
    assert len(warnings) == 1, "a warning although all is saved"
    expect(page.get_by_label("Your answer")).to_have_value("light")


def test_an_acknowledgement_that_got_lost_saves_nothing_twice(site: Site, open_question: Callable[[], Page]):
    page, operations = open_question(), []

    def save_and_drop_the_answer(route: Route) -> None:
        if route.request.method == "POST" and not operations:
            operations.append(route.fetch().status)
            route.abort()
        else:
            route.fallback()

    page.route("**/attempts/**", save_and_drop_the_answer)
    type_answer(page, "light")
    expect_unsaved(page)
    assert (operations, saved(site, page)) == ([200], ["light"])
    expect_saved(page)
    assert saved(site, page) == ["light"]


def test_whoever_is_signed_out_meanwhile_signs_in_beside_it_and_loses_nothing(
    site: Site, max_: Someone, open_question: Callable[[], Page]
):
    page = open_question()
    other = page.context.new_page()
    other.goto("/account")
    other.get_by_role("button", name="Sign out").locator("visible=true").click()
    other.wait_for_url("**/")
    type_answer(page, "light")
    expect_unsaved(page, "Not saved yet: you are signed out.")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in (opens a new tab)").click()
    tab = opened.value
    tab.get_by_label("Email address").fill(max_.email)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("My courses")
    tab.close()
    page.evaluate("dispatchEvent(new Event('focus'))")  # back in the first window; a headless one never leaves it
    expect_saved(page)
    expect(page.get_by_role("alert")).to_be_empty()
    assert saved(site, page) == ["light"]


def test_two_devices_never_overwrite_each_other_unasked(site: Site, open_question: Callable[[], Page]):
    phone, laptop = open_question(), open_question()
    type_answer(phone, "light")
    expect_saved(phone)
    type_answer(laptop, "heavy")
    expect_unsaved(laptop, "Changed in another window.")
    assert saved(site, phone) == ["light"]
    laptop.get_by_role("link", name="Show the newer answer").click()
    expect(laptop.get_by_label("Your answer")).to_have_value("light")
    type_answer(laptop, "long")
    expect_saved(laptop)
    type_answer(phone, "deep")
    expect_unsaved(phone, "Changed in another window.")
    assert saved(site, phone) == ["light", "long"]


def test_what_comes_after_handing_in_is_told_and_not_counted(site: Site, open_question: Callable[[], Page]):
    phone, laptop = open_question(), open_question()
    type_answer(phone, "light")
    expect_saved(phone)
    phone.get_by_role("button", name="Check answers").click()
    phone.get_by_role("button", name="Submit quiz").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Not passed yet")
    type_answer(laptop, "heavy")
    expect_unsaved(laptop, "This quiz was already submitted.")
    assert saved(site, laptop) == ["light"]
    laptop.get_by_role("link", name="See the result").click()
    expect(laptop.get_by_role("heading", level=1)).to_have_text("Not passed yet")
