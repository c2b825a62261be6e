"""The site as it is run, with its limits, and people who come to it from somewhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.browser import Browser, Page
from tests.certificates.claiming import changed_settings
from tests.people import ANA, PASSWORD
from tests.platform.everywhere import token_of

HOME, SCHOOL = "198.51.100.7", "192.0.2.1"


@pytest.fixture
def limited(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The site with its limits."""
    with changed_settings(app, tmp_path, rate_limits="yes") as site:
        yield site


def browser_at(site: Flask, network: str) -> Browser:
    """A browser in which nobody has signed in, somewhere."""
    client = site.test_client()
    client.environ_base["REMOTE_ADDR"] = network
    return Browser(client)


def sign_in(browser: Browser, password: str = PASSWORD, email: str = ANA.email, status: int = 200) -> Page:
    """What the page of signing in answers."""
    return browser.get("/sign-in").submit("Sign in", status, email=email, password=password)


def sign_out(browser: Browser) -> None:
    """And back at the door."""
    browser.get("/my").submit("Sign out")


def guesses(browser: Browser, count: int, email: str = ANA.email) -> list[int]:
    """The answers to so many wrong passwords."""
    data = {"csrf_token": token_of(browser, "/sign-in"), "email": email, "password": "a guess, a guess"}
    return [browser.client.post("/sign-in", data=data).status_code for _ in range(count)]
