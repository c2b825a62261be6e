"""Cora invites Ben by email; he comes in by the link in it, once, and chooses a password."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from tests.accounts.letters import later, letters, link_in
from tests.browser import Browser, Page
from tests.people import ANA, BEN, CORA, PASSWORD, add, signed_in
from tests.second_steps import set_up
from tests.sitting import stored


def invited(app: Flask, **fields: str) -> Page:
    page = Browser(signed_in(app, CORA)).get("/admin").follow("Invite somebody")
    return page.submit(
        "Send the invitation", fields={"email": BEN.email, "name": BEN.name, "role": "instructor"} | fields
    )


def test_who_is_invited_comes_in_by_the_link_and_chooses_a_password(app: Flask, browser: Browser):
    invited(app, email=" Ben@Example.org ").says(
        "a message to ben@example.org is on its way", "Invited, no password yet"
    )
    (letter,) = letters(app, BEN.email)
    assert letter.text.startswith(f"Hello {BEN.name},")
    page = browser.get(link_in(letter)).submit("Sign in").follow("Choose a password")
    page.submit("Change password", fields={"new_password": PASSWORD, "new_password_confirm": PASSWORD}).submit(
        "Sign out"
    )
    set_up(browser.get("/sign-in").submit("Sign in", email=BEN.email, password=PASSWORD)).follow("Studio")
    browser.get(link_in(letter), 410)


def test_the_link_works_for_a_week(app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch):
    invited(app)
    link = link_in(letters(app, BEN.email)[0])
    later(monkeypatch, days=6.9)
    browser.get(link)
    later(monkeypatch, days=7.1)
    browser.get(link, 410)


def test_a_lost_message_is_sent_again_and_only_the_newest_link_works(app: Flask, browser: Browser):
    page = invited(app).submit("Send a new link").says("is on its way")
    first, second = letters(app, BEN.email)
    browser.get(link_in(first), 410)
    browser.get(link_in(second)).submit("Sign in")
    assert page.submit("Send a new link").says("on its way")  # Ben came in, and has chosen no password yet


def test_an_address_that_is_taken_leads_to_its_account(app: Flask):
    add(app, ANA)
    page = Browser(signed_in(app, CORA)).get("/admin/people/invite")
    page = page.submit("Send the invitation", 422, email="ANA@example.org", name="Another Ana", role="administrator")
    page.says("Somebody has this address already.").follow(f"Open the account of {ANA.name}").says("Student")
    assert len(stored(app, select(Person))) == 2
    assert letters(app, ANA.email) == []


def test_what_cannot_be_is_said_beside_the_field_and_kept(app: Flask):
    page = Browser(signed_in(app, CORA)).get("/admin/people/invite")
    page = page.submit("Send the invitation", 422, email="nobody", name=" ", role="instructor")
    page.says("Enter an email address such as name@example.org.", "Enter the person’s name.")
    assert page.find("//input[@name='email']").get("value") == "nobody"
    assert page.find("//option[@value='instructor']").get("selected") is not None
    assert len(stored(app, select(Person))) == 1
