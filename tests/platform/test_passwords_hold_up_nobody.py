"""Hashing a password takes a while on purpose; meanwhile everybody else's answers are saved."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from flask_security.recoverable import generate_reset_password_token
from passlib.context import CryptContext
from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.queries import person_by_email
from app.platform.db import db
from tests.browser import Browser
from tests.people import ANA, DEE, PASSWORD, add, signed_in
from tests.platform.everywhere import token_of
from tests.sitting import stored

NEW = "another long one"
BOTH = {"new_password": NEW, "new_password_confirm": NEW}


def sign_in(browser: Browser, password: str = PASSWORD) -> None:
    browser.get("/sign-in").submit("Sign in", email=ANA.email, password=password)


def sign_in_wrongly(browser: Browser) -> None:
    sign_in(browser, "not hers at all")


def register(browser: Browser) -> None:
    browser.get("/register").submit("Register", name="Eva", email="eva@example.org", password=PASSWORD)


def change_password(browser: Browser) -> None:
    Browser(signed_in(browser.client.application, ANA)).get("/account/password").submit(
        "Change password", password=PASSWORD, fields=BOTH
    )


def reset_password(browser: Browser) -> None:
    with browser.client.application.test_request_context():
        token = generate_reset_password_token(person_by_email(ANA.email))
    data = {"csrf_token": token_of(browser), "password": NEW, "password_confirm": NEW}
    browser.post(f"/reset-password/{token}", data)


def ask_for_a_new_one(browser: Browser) -> None:
    token = browser.get("/reset-password").find("//main//input[@name='csrf_token']").get("value")
    browser.post("/reset-password", {"email": "nobody@example.org", "csrf_token": token})


STEPS = [sign_in, sign_in_wrongly, register, change_password, reset_password, ask_for_a_new_one]


@pytest.fixture
def saves(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """While any password is hashed, Dee saves something; the status of each of her requests."""
    dee = Browser(signed_in(app, DEE))
    token, found = token_of(dee, "/account"), []
    with app.app_context():
        monkeypatch.setattr(db.engine.dialect.fascia_write_lock, "_patience", 0.5)

    def save() -> None:
        data = {"name": f"Dee, {len(found) + 1} times", "csrf_token": token}
        found.append(dee.client.post("/account", data=data).status_code)

    def meanwhile(hashing: Callable) -> Callable:
        def hash_slowly(*given, **named):
            thread = threading.Thread(target=save)
            thread.start()
            thread.join(5)
            return hashing(*given, **named)

        return hash_slowly

    for name in ("hash", "verify"):
        monkeypatch.setattr(CryptContext, name, meanwhile(getattr(CryptContext, name)))
    return found


@pytest.mark.sqlite_only  # PostgreSQL has no one lock for all who write
@pytest.mark.parametrize("step", STEPS)
def test_another_persons_save_goes_through_meanwhile(app: Flask, browser: Browser, saves: list[int], step):
    add(app, ANA, PASSWORD)
    saves.clear()
    step(browser)
    assert saves, "a password was hashed"
    assert set(saves) == {302}
    assert stored(app, select(Person.name).where(Person.email == DEE.email)) == [f"Dee, {len(saves)} times"]
