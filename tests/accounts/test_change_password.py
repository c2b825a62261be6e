"""Changing the password: the present one is asked for, and what is wrong is said beside its field."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import SignIn
from tests.accounts.letters import letters
from tests.browser import Browser, Page
from tests.people import ANA, PASSWORD, add, signed_in
from tests.sitting import stored

NEW = "knead the dough, rest the dough"


def changed(app: Flask, present: str = PASSWORD, new: str = NEW, again: str = "") -> Page:
    add(app, ANA, PASSWORD)
    page = Browser(signed_in(app, ANA)).get("/account").follow("Change password")
    fields = {"password": present, "new_password": new, "new_password_confirm": again or new}
    return page.submit("Change password", fields=fields)


def opens(app: Flask, password: str) -> bool:
    page = Browser(app.test_client()).get("/sign-in").submit("Sign in", email=ANA.email, password=password)
    return page.heading == "My courses"


@pytest.mark.sqlite_only  # nothing is written
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"present": "not the present one"}, "This is not your present password."),
        ({"new": "too short"}, "Use at least 12 characters"),
        ({"again": "knead the dough"}, "The two passwords are not the same."),
        ({"new": PASSWORD}, "Choose a password that differs from the present one."),
    ],
)
def test_what_is_wrong_is_said_and_the_old_password_stays(app: Flask, fields: dict[str, str], words: str):
    page = changed(app, **fields).says("There is a problem", words)
    assert page.heading == "Change password"
    assert opens(app, PASSWORD)
    assert letters(app, ANA.email) == []


def test_the_new_password_opens_the_account_and_the_old_one_does_not(app: Flask):
    assert changed(app).says("Your password was changed. Your other devices are signed out.").heading == "Account"
    assert opens(app, NEW)
    assert not opens(app, PASSWORD)


def test_this_device_stays_signed_in_with_a_new_session_and_a_letter_tells_of_it(app: Flask):
    add(app, ANA, PASSWORD)
    phone = signed_in(app, ANA)
    before = stored(app, select(SignIn.token_hash))
    page = changed(app)
    assert phone.get("/account").status_code == 302
    (after,) = stored(app, select(SignIn.token_hash))
    assert after not in before
    page.browser.get("/my").says("Signed in as")
    assert "every other device was signed out" in letters(app, ANA.email)[0].text


@pytest.mark.parametrize(
    "password",
    ["живая вода 12", " leading and trailing ", "seven otters " * 9 + "and a swan.", "ﬁngers 🖐 and ½ thumbs"],
)
@pytest.mark.sqlite_only  # only the hash is kept
def test_any_characters_make_a_password(app: Flask, password: str):
    changed(app, new=password).says("Your password was changed")
    assert opens(app, password)
    assert not opens(app, password[:-1])


def test_a_password_too_long_is_said_to_be_too_long(app: Flask):
    changed(app, new="a" * 129).says("128")
    assert opens(app, PASSWORD)
