"""Second steps in tests: an authenticator app that computes its codes, and the page on which one is set up."""

import base64

from flask import Flask
from sqlalchemy import delete

from app.accounts.factors import sealing
from app.accounts.factors.models import Authenticator
from app.accounts.rules.totp import code_at, step_of
from app.platform import clock
from app.platform.db import db
from app.platform.transactions import writing
from tests.browser import Page
from tests.people import Someone, add


def secret_of(someone: Someone) -> bytes:
    """The key in somebody's app."""
    return someone.email.encode().ljust(20, b".")[:20]


def code_of(app: Flask, someone: Someone) -> str:
    """The code that somebody's app shows now, not used yet; they get an account, and the app, if they have none."""
    number, secret = add(app, someone), secret_of(someone)
    with app.app_context(), writing():
        sealed = sealing.sealed(secret, number, app.extensions["settings"].secret_key)
        db.session.execute(delete(Authenticator).where(Authenticator.person_id == number))
        db.session.add(Authenticator(person_id=number, sealed=sealed, used_step=0, added_at=clock.now()))
    return code_now(secret)


def key_on(page: Page) -> bytes:
    """The key that a page shows to type."""
    return secret_in(page.find("//code[@class='secret']").text_content())


def secret_in(text: str) -> bytes:
    """The key that was typed or pasted into an app."""
    return base64.b32decode("".join(text.split()))


def code_for(page: Page, ahead: int = 0) -> str:
    """What an app shows that has just scanned the page, or so many half minutes later."""
    return code_now(key_on(page), ahead)


def code_now(secret: bytes, ahead: int = 0) -> str:
    """What an app with this key shows now, or so many half minutes later."""
    return code_at(secret, step_of(clock.now()) + ahead)


def set_up(page: Page) -> Page:
    """Set up an authenticator app, as the page of second steps asks; ends there again."""
    page = page.follow("Set up an authenticator app")
    shown = page.submit("Turn it on", code=code_for(page))
    assert shown.heading == "Your recovery codes"
    return page.browser.get("/account/second-step")


def codes_on(page: Page) -> list[str]:
    """The recovery codes that a page shows."""
    return [one.text_content() for one in page.tree.xpath("//ol[@class='codes']//code")]
