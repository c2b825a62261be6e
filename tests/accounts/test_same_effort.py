"""Nobody learns from the time an answer takes which addresses have an account: the same is hashed for all."""

import pytest
from flask import Flask

from tests.accounts.slow import hashings
from tests.accounts.standing import disable
from tests.browser import Browser
from tests.people import ANA, DEE, PASSWORD, add

PAGES = {
    "sign in": ("/sign-in", "Sign in", {"password": "not hers at all"}),
    "register": ("/register", "Register", {"password": PASSWORD, "name": "Somebody"}),
    "forgotten password": ("/reset-password", "Send the link", {}),
}


@pytest.mark.parametrize("page", PAGES)
def test_as_much_is_hashed_for_a_stranger_as_for_somebody_known(app: Flask, monkeypatch: pytest.MonkeyPatch, page: str):
    add(app, ANA, PASSWORD)
    add(app, DEE)  # without a password
    address, button, fields = PAGES[page]
    found = hashings(monkeypatch)
    effort = {}
    for email in (ANA.email, DEE.email, "nobody@example.org"):
        form = Browser(app.test_client()).get(address)
        found.clear()
        form.submit(button, email=email, **fields)
        effort[email] = list(found)
    assert list(effort.values()) == [["argon2"]] * 3, effort


def test_somebody_disabled_is_answered_like_a_stranger(app: Flask):
    add(app, ANA, PASSWORD)
    disable(app, ANA)
    for address, button, fields in (PAGES["sign in"], PAGES["forgotten password"]):
        disabled = Browser(app.test_client()).get(address).submit(button, email=ANA.email, **fields)
        stranger = Browser(app.test_client()).get(address).submit(button, email="nobody@example.org", **fields)
        assert disabled.text.replace(ANA.email, "") == stranger.text.replace("nobody@example.org", "")
