"""Guessing is slow for who guesses, and only for them: the owner of the account still gets in."""

from collections.abc import Iterator
from pathlib import Path

import limits.storage.memory
import pytest
from flask import Flask

from app.platform.security import limiter
from tests.browser import Browser
from tests.certificates.claiming import changed_settings
from tests.people import ANA, PASSWORD, add
from tests.platform.everywhere import token_of

pytestmark = pytest.mark.sqlite_only  # tries are counted in memory
A_MINUTE = 60


@pytest.fixture
def limited(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The site as it is run, with its limits."""
    with changed_settings(app, tmp_path, rate_limits="yes") as site:
        limiter.reset()
        yield site
    limiter.reset()


def browser_at(site: Flask, network: str) -> Browser:
    client = site.test_client()
    client.environ_base["REMOTE_ADDR"] = network
    return Browser(client)


def guesses(browser: Browser, address: str, **fields: str) -> list[int]:
    """The answers to one try more than a minute allows."""
    data = {"csrf_token": token_of(browser, address), "email": ANA.email} | fields
    return [browser.client.post(address, data=data).status_code for _ in range(61)]


def test_after_sixty_guesses_a_minute_nothing_is_tried_any_more(limited: Flask):
    add(limited, ANA, PASSWORD)
    guesser = browser_at(limited, "192.0.2.1")
    assert guesses(guesser, "/sign-in", password="a guess, a guess") == [200] * 60 + [429]
    page = guesser.get("/sign-in").submit("Sign in", 429, email=ANA.email, password=PASSWORD)
    assert page.heading == "Please wait a moment"
    assert guesser.client.get("/account").status_code == 302


def test_the_owner_gets_in_meanwhile_from_elsewhere(limited: Flask):
    add(limited, ANA, PASSWORD)
    guesses(browser_at(limited, "192.0.2.1"), "/sign-in", password="a guess, a guess")
    page = browser_at(limited, "192.0.2.2").get("/sign-in").submit("Sign in", email=ANA.email, password=PASSWORD)
    assert page.heading == "My courses"


def test_pages_that_only_show_something_stay_open(limited: Flask):
    guesser = browser_at(limited, "192.0.2.1")
    guesses(guesser, "/reset-password")
    for page in ("/", "/courses", "/sign-in", "/register", "/help"):
        guesser.get(page)


def test_letters_are_limited_too(limited: Flask):
    add(limited, ANA, PASSWORD)
    assert guesses(browser_at(limited, "192.0.2.1"), "/reset-password")[-1] == 429


def test_a_minute_later_it_goes_on(limited: Flask, monkeypatch: pytest.MonkeyPatch):
    add(limited, ANA, PASSWORD)
    guesser = browser_at(limited, "192.0.2.1")
    guesses(guesser, "/sign-in", password="a guess, a guess")
    now = limits.storage.memory.time.time
    monkeypatch.setattr(limits.storage.memory.time, "time", lambda: now() + A_MINUTE + 1)
    page = guesser.get("/sign-in").submit("Sign in", email=ANA.email, password=PASSWORD)
    assert page.heading == "My courses"


def test_nobody_gets_round_the_limit_by_naming_another_network(limited: Flask):
    guesser = browser_at(limited, "192.0.2.1")
    guesses(guesser, "/sign-in", password="a guess, a guess")
    data = {"csrf_token": token_of(guesser), "email": ANA.email, "password": PASSWORD}
    for header in ("X-Forwarded-For", "X-Real-IP", "Forwarded"):
        assert guesser.client.post("/sign-in", data=data, headers={header: "192.0.2.77"}).status_code == 429
