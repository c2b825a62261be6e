"""Nobody has us fill somebody's mailbox; and asking tells nobody which addresses have an account."""

import pytest
from flask import Flask

from tests.accounts.guessing.limited import HOME, SCHOOL, browser_at, limited, sign_in, sign_out
from tests.accounts.letters import later, letters
from tests.browser import Browser
from tests.machine import DEEP
from tests.people import ANA, PASSWORD, add

__all__ = ["limited"]


def asks(browser: Browser, count: int, email: str = ANA.email) -> list[int]:
    """The answers to asking for a link so often."""
    form = browser.get("/reset-password")
    token = form.find("//main//input[@name='csrf_token']").get("value")
    data = {"csrf_token": token, "email": email}
    return [browser.client.post("/reset-password", data=data).status_code for _ in range(count)]


def test_four_letters_an_hour_are_written_to_an_address_and_nobody_learns_whose_it_is(
    limited: Flask, monkeypatch: pytest.MonkeyPatch
):
    add(limited, ANA, PASSWORD)
    for email in (ANA.email, "nobody@example.org"):
        assert asks(browser_at(limited, SCHOOL), 5, email) == [200] * 4 + [429]
    assert len(letters(limited, ANA.email)) == 4
    later(monkeypatch, minutes=61)
    assert asks(browser_at(limited, SCHOOL), 1) == [200]


def test_the_owner_on_a_device_of_their_own_is_still_written_to(limited: Flask):
    add(limited, ANA, PASSWORD)
    laptop = browser_at(limited, HOME)
    sign_in(laptop)
    sign_out(laptop)
    asks(browser_at(limited, SCHOOL), 5)
    assert asks(laptop, 1) == [200]


def test_registering_with_somebodys_address_counts_as_a_letter_to_them(limited: Flask):
    add(limited, ANA, PASSWORD)
    for status in [200] * 4 + [429]:
        page = browser_at(limited, SCHOOL).get("/register")
        page.submit("Register", status, email=ANA.email, name="Another Ana", password="not the same at all")
    assert len(letters(limited, ANA.email)) == 4


def test_a_class_registers_behind_one_address(limited: Flask):
    for number in range(70 if DEEP else 25):
        page = browser_at(limited, SCHOOL).get("/register")
        page = page.submit("Register", email=f"s{number}@example.org", name="Student", password="warm hands, slow")
        assert page.heading == "My courses"
