"""The link that signs in once: for the first administrator, and for whoever an administrator adds."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.actions import make_sign_in_link
from app.accounts.models import SignIn, SignInLink
from app.accounts.queries import person_by_id
from app.platform import clock
from app.platform.transactions import writing
from tests.accounts.letters import later
from tests.accounts.standing import disable
from tests.browser import Browser, Page
from tests.people import ANA, BEN, CORA, PASSWORD, Someone, add, signed_in
from tests.second_steps import set_up
from tests.sitting import stored
from tests.together import together

NOT_ANY_MORE = "This link does not work any more"


def link_for(app: Flask, someone: Someone) -> str:
    number = add(app, someone)
    with app.app_context(), writing():
        token = make_sign_in_link(person_by_id(number), clock.now())
    return f"/sign-in/link/{token}"


def test_the_first_administrator_chooses_a_password_and_comes_back_with_it(app: Flask, browser: Browser):
    page = browser.get(link_for(app, CORA)).submit("Sign in")
    assert page.says("Choose one, so that you can come back").heading == "Second step"
    page = page.follow("Choose a password").submit("Change password", fields=twice(PASSWORD))
    page.says("Your password was changed").submit("Sign out")
    page = browser.get("/sign-in").submit("Sign in", email=CORA.email, password=PASSWORD)
    set_up(page.says(f"Signed in as {CORA.name}"))
    assert browser.get("/studio").heading == "Studio"


def twice(password: str) -> dict[str, str]:
    return {"new_password": password, "new_password_confirm": password}


def test_it_works_once_and_a_second_use_says_so(app: Flask, browser: Browser):
    link = link_for(app, ANA)
    waiting = Browser(app.test_client()).get(link)
    browser.get(link).submit("Sign in")
    for page in (waiting.submit("Sign in", 410), Browser(app.test_client()).get(link, 410)):
        assert page.heading == NOT_ANY_MORE
        assert page.says("Nothing was changed").follow("Sign in").heading == "Sign in"
    assert waiting.browser.client.get("/account").status_code == 302


def test_looking_at_the_page_does_not_spend_it(app: Flask, browser: Browser):
    """Mail programs open links to see whether they are safe."""
    link = link_for(app, ANA)
    scanner = app.test_client()
    for _ in range(3):
        scanner.get(link)
        scanner.head(link)
    assert scanner.get("/account").status_code == 302
    browser.get(link).submit("Sign in").says(f"Signed in as {ANA.name}")


def test_eight_hands_at_once_sign_in_one(app: Flask):
    link = link_for(app, ANA)
    pages = [Browser(app.test_client()).get(link) for _ in range(8)]

    def press(page: Page):
        token = page.find("//main//input[@name='csrf_token']").get("value")
        return lambda: page.browser.client.post(link, data={"csrf_token": token}).status_code

    assert sorted(together([press(page) for page in pages])) == [302] + [410] * 7
    assert len(stored(app, select(SignIn))) == 1


def test_it_is_good_for_a_day(app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch):
    link, other = link_for(app, ANA), link_for(app, ANA)
    later(monkeypatch, hours=23, minutes=59)
    browser.get(link).submit("Sign in").says("You are signed in")
    waiting = Browser(app.test_client()).get(other)
    later(monkeypatch, hours=24, minutes=1)
    for page in (Browser(app.test_client()).get(other, 410), waiting.submit("Sign in", 410)):
        assert page.heading == NOT_ANY_MORE


def test_somebody_disabled_gets_no_further_and_the_page_does_not_claim_otherwise(app: Flask, browser: Browser):
    link = link_for(app, ANA)
    waiting = browser.get(link)
    disable(app, ANA)
    assert waiting.submit("Sign in", 410).heading == NOT_ANY_MORE
    browser.get(link, 410).says_not("You are signed in")
    assert stored(app, select(SignIn)) == []


def test_a_made_up_link_is_answered_like_a_spent_one(app: Flask, browser: Browser):
    spent = link_for(app, ANA)
    Browser(app.test_client()).get(spent).submit("Sign in")
    known = browser.get(spent, 410)
    for token in ("made-up", "x" * 3000, "%F0%9F%96%90", "..%2f..", "%00"):
        page = browser.get(f"/sign-in/link/{token}", 404 if token in {"..%2f..", "%00"} else 410)
        assert page.heading != "Sign in with this link"
    assert browser.get("/sign-in/link/made-up", 410).text == known.text


def test_whoever_was_signed_in_before_is_signed_out(app: Flask):
    ben = signed_in(app, BEN)
    copy = app.test_client()
    copy.set_cookie("fascia", ben.get_cookie("fascia").value, domain="localhost")
    Browser(ben).get(link_for(app, ANA)).submit("Sign in").says(f"Signed in as {ANA.name}")
    assert copy.get("/account").status_code == 302
    assert len(stored(app, select(SignIn))) == 1


def test_the_database_holds_nothing_to_sign_in_with(app: Flask):
    token = link_for(app, ANA).rpartition("/")[2]
    kept = [column for link in stored(app, select(SignInLink)) for column in vars(link).values()]
    assert kept
    assert token not in map(str, kept)
