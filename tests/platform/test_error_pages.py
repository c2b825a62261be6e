"""When something is not possible: plain words, what is safe, a way on; and never a word of what is inside."""

import logging
import re
from urllib.parse import urljoin

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts import actions
from app.accounts.models import Person
from app.catalogue import queries
from app.platform.errors import Refused
from tests.browser import Browser, Page
from tests.people import ANA, signed_in
from tests.platform.everywhere import token_of
from tests.sitting import stored

FAULT = "secret-host.internal: /srv/fascia/app.py line 7"


def fails(*_args: object, **_named: object) -> None:
    raise RuntimeError(FAULT)


def ways_on(page: Page) -> list[str]:
    """Where the links in the page's own part lead."""
    return [urljoin(page.address, href) for href in page.tree.xpath("//main//a/@href")]


@pytest.mark.sqlite_only  # about the pages, not about what is stored
@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [("/nowhere", 404, "Page not found"), ("/studio", 403, "This page is not open to you"),
     ("/attempts/made-up", 404, "Page not found"), ("/courses/nothing", 404, "Page not found")],
)  # fmt: skip
def test_a_refusal_is_a_page_with_a_way_on(app: Flask, address: str, status: int, heading: str):
    ana = Browser(signed_in(app, ANA))
    page = ana.get(address, status).says("Back to my courses", "Number to quote when you ask for help")
    assert page.heading == heading
    assert "/my" in ways_on(page)
    for way in ways_on(page):
        ana.get(way)


@pytest.mark.sqlite_only
def test_a_stranger_is_led_to_the_first_page(browser: Browser):
    page = browser.get("/nowhere", 404).says("Nothing you saved is affected").says_not("my courses")
    assert page.follow("Back to the first page").address == "/"
    for way in ways_on(page):
        browser.get(way)


@pytest.mark.sqlite_only
def test_what_is_too_large_or_sent_the_wrong_way_is_said_in_a_sentence(app: Flask):
    ana = Browser(signed_in(app, ANA))
    too_large = ana.post("/account", {"name": "x" * 3_000_000}, 413)
    assert too_large.heading == "This step is not possible now"
    too_large.says("What you sent is too large, so nothing was changed.", "Back to my courses")


def test_a_fault_of_ours_changes_nothing_and_tells_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch, caplog):
    ana = Browser(signed_in(app, ANA))
    page = ana.get("/account")
    rename = actions.rename

    def rename_then_fail(person: Person, name: str) -> None:
        rename(person, name)
        fails()

    monkeypatch.setattr(actions, "rename", rename_then_fail)
    with caplog.at_level(logging.ERROR):
        sorry = page.submit("Save name", 500, name="Ana of the Warm Hands")
    sorry.says("Something went wrong on our side", "The last step was not carried out", "Back to my courses")
    assert not re.search(r"secret-host|RuntimeError|Traceback|\.py", sorry.response.text)
    assert stored(app, select(Person.name)) == [ANA.name]
    number = sorry.find("//span[@class='code']").text
    (line,) = [record for record in caplog.records if record.name == "app.platform.errors"]
    assert number in line.getMessage()
    assert FAULT in caplog.text, "the log tells what the page does not"


@pytest.mark.sqlite_only
def test_each_fault_has_a_number_of_its_own(app: Flask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(queries, "published_courses", fails)
    browser = Browser(app.test_client())
    numbers = {browser.get("/courses", 500).find("//span[@class='code']").text for _ in range(5)}
    assert len(numbers) == 5


@pytest.mark.sqlite_only
def test_a_script_hears_of_a_fault_without_its_details(app: Flask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(queries, "published_courses", fails)
    answer = app.test_client().get("/courses", headers={"X-Requested-With": "fetch"})
    assert (answer.status_code, answer.mimetype, answer.json["status"]) == (500, "application/json", 500)
    assert "secret" not in answer.text


@pytest.mark.sqlite_only
def test_a_rule_that_says_no_is_given_in_its_own_words(app: Flask, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise Refused("Your name is locked until Monday.")

    monkeypatch.setattr(actions, "rename", refuse)
    ana = Browser(signed_in(app, ANA))
    page = ana.post("/account", {"name": "Anna", "csrf_token": token_of(ana, "/account")}, 409)
    assert page.heading == "This step is not possible now"
    page.says("Your name is locked until Monday.", "Back to my courses")


@pytest.mark.sqlite_only
def test_even_a_broken_error_page_is_a_page(app: Flask, monkeypatch: pytest.MonkeyPatch):
    ana = Browser(signed_in(app, ANA))
    monkeypatch.setitem(app.template_context_processors, None, [fails])
    page = ana.get("/courses", 500)
    assert page.heading == "The site is not available right now"
    page.says("Everything you saved is safe.", "Wait a minute").says_not("secret-host")
