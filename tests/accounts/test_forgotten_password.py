"""A forgotten password: a link by letter, good once and for an hour, and every device signed out afterwards."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import SignIn
from tests.accounts.letters import later, letters, link_in
from tests.accounts.standing import disable
from tests.browser import Browser
from tests.people import ANA, DEE, PASSWORD, add, signed_in
from tests.sitting import stored

NEW = "knead the dough, rest the dough"
SENT = "If that address has an account, we have sent a link to it."


def asked(app: Flask, email: str = ANA.email) -> Browser:
    browser = Browser(app.test_client())
    browser.get("/sign-in").follow("Forgot your password?").submit("Send the link", email=email).says(SENT)
    return browser


def link_for_ana(app: Flask) -> str:
    add(app, ANA, PASSWORD)
    asked(app)
    return link_in(letters(app, ANA.email)[-1])


def chosen(page, password: str = NEW):
    return page.submit("Change password", password=password, password_confirm=password)


def can_sign_in(app: Flask, password: str, email: str = ANA.email) -> bool:
    page = Browser(app.test_client()).get("/sign-in").submit("Sign in", email=email, password=password)
    return page.heading == "My courses"


def test_the_link_leads_to_a_new_password_and_ends_the_old_one(app: Flask, browser: Browser):
    page = chosen(browser.get(link_for_ana(app))).says("Your password was changed. Please sign in with the new one.")
    assert page.heading == "Sign in"
    assert can_sign_in(app, NEW)
    assert not can_sign_in(app, PASSWORD)


def test_every_device_is_signed_out_and_a_letter_says_so(app: Flask, browser: Browser):
    link = link_for_ana(app)
    phone, desk, dee = (signed_in(app, someone) for someone in (ANA, ANA, DEE))
    chosen(browser.get(link))
    assert [one.get("/account").status_code for one in (phone, desk, dee)] == [302, 302, 200]
    assert "every device was signed out" in letters(app, ANA.email)[-1].text


def test_on_a_device_that_is_signed_in_it_signs_out_too(app: Flask):
    link = link_for_ana(app)
    phone = Browser(signed_in(app, ANA))
    chosen(phone.get(link)).says("Please sign in with the new one.")
    assert phone.client.get("/account").status_code == 302
    assert stored(app, select(SignIn)) == []


def test_somebody_elses_device_stays_theirs(app: Flask):
    link = link_for_ana(app)
    dee = Browser(signed_in(app, DEE))
    chosen(dee.get(link))
    assert can_sign_in(app, NEW)
    dee.get("/account").says(f"Signed in as {DEE.name}")


def test_the_link_works_once(app: Flask, browser: Browser):
    link = link_for_ana(app)
    waiting = Browser(app.test_client()).get(link)
    chosen(browser.get(link))
    for page in (browser.get(link), chosen(waiting, "a third one, quite long")):
        assert page.says("This link does not work any more", "Ask for a new one").heading == "Choose a new password"
    assert can_sign_in(app, NEW)


def test_of_two_links_the_first_used_ends_the_other(app: Flask, browser: Browser):
    first = link_for_ana(app)
    asked(app)
    second = link_in(letters(app, ANA.email)[-1])
    chosen(browser.get(first))
    browser.get(second).says("This link does not work any more")


def test_after_an_hour_it_asks_for_a_new_one(app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch):
    link = link_for_ana(app)
    later(monkeypatch, minutes=59)
    waiting = browser.get(link)
    later(monkeypatch, minutes=61)
    for page in (browser.get(link), chosen(waiting)):
        page.says("This link is too old. Ask for a new one.", "Send the link")
    assert len(letters(app, ANA.email)) == 1
    assert can_sign_in(app, PASSWORD)


def test_a_password_too_short_is_refused_and_the_link_still_works(app: Flask, browser: Browser):
    page = chosen(browser.get(link_for_ana(app)), "too short")
    page.says("Use at least 12 characters")
    assert can_sign_in(app, PASSWORD)
    chosen(page).says("Your password was changed")


def test_a_broken_link_offers_a_new_one(app: Flask, browser: Browser):
    link = link_for_ana(app)
    for broken in (link[:-2], link + "x", "/reset-password/made-up"):
        browser.get(broken).says("This link does not work any more", "Send the link")


def test_strangers_learn_nothing_and_get_no_letter(app: Flask):
    add(app, ANA, PASSWORD)
    add(app, DEE, PASSWORD)
    disable(app, DEE)
    pages = [Browser(app.test_client()).get("/reset-password") for _ in range(3)]
    emails = (ANA.email, DEE.email, "nobody@example.org")
    answers = [page.submit("Send the link", email=email) for page, email in zip(pages, emails, strict=True)]
    shown = {answer.says(SENT).text for answer in answers}
    assert len(shown) == 1
    assert [len(letters(app, email)) for email in emails] == [1, 0, 0]


def test_somebody_who_never_chose_a_password_may_do_so_this_way(app: Flask, browser: Browser):
    add(app, DEE)
    asked(app, DEE.email)
    chosen(browser.get(link_in(letters(app, DEE.email)[0])))
    assert can_sign_in(app, NEW, DEE.email)


def test_the_letter_leads_to_our_own_address_whatever_the_request_says(app: Flask):
    add(app, ANA, PASSWORD)
    browser = Browser(app.test_client())
    token = browser.get("/reset-password").find("//main//input[@name='csrf_token']").get("value")
    data = {"email": ANA.email, "csrf_token": token}
    browser.client.post("/reset-password", data=data, headers={"X-Forwarded-Host": "evil.example"})
    (letter,) = letters(app, ANA.email)
    assert "evil.example" not in letter.text
    assert link_in(letter).startswith("/reset-password/")
