"""Ana sees where she is signed in, and ends what she does not know."""

from flask import Flask

from tests.accounts.guessing.limited import sign_in
from tests.browser import Browser
from tests.people import ANA, DEE, PASSWORD, add, signed_in
from tests.platform.everywhere import token_of


def ana_on(app: Flask, user_agent: str) -> Browser:
    browser = Browser(app.test_client())
    browser.client.environ_base["HTTP_USER_AGENT"] = user_agent
    sign_in(browser)
    return browser


def three(app: Flask) -> list[Browser]:
    add(app, ANA, PASSWORD)
    return [ana_on(app, words) for words in ("Firefox/1 (Windows)", "Chrome/1 (Android)", "Safari/1 (iPhone)")]


def inside(*browsers: Browser) -> list[bool]:
    return [browser.get("/my").heading == "My courses" for browser in browsers]


def test_one_session_is_ended_and_the_others_go_on(app: Flask):
    laptop, tablet, phone = three(app)
    page = (
        laptop.get("/account").follow("Devices").says("Firefox on Windows ✓ this one", "Chrome on Android", "127.0.0.x")
    )
    (end,) = page.tree.xpath("//button[contains(@aria-label, 'Chrome on Android')]/@aria-label")
    page.submit(end).says("The session has ended.").says_not("Android")
    assert inside(laptop, tablet, phone) == [True, False, True]
    page.submit(end).says("That session had ended already.")


def test_all_others_are_ended_or_all(app: Flask):
    laptop, tablet, phone = three(app)
    laptop.get("/account/devices").submit("Sign out everywhere else").says("signed out on all other devices")
    assert inside(laptop, tablet, phone) == [True, False, False]
    sign_in(phone)
    laptop.get("/account/devices").submit("Sign out everywhere")
    assert inside(laptop, phone) == [False, False]


def test_ending_the_session_in_ones_hand_is_signing_out(app: Flask):
    laptop, _tablet, phone = three(app)
    page = laptop.get("/account/devices")
    (end,) = page.tree.xpath("//button[contains(@aria-label, 'Firefox')]/@aria-label")
    page.submit(end)
    assert inside(laptop, phone) == [False, True]


def test_nobody_ends_anothers_session(app: Flask):
    ana = Browser(signed_in(app, ANA))
    page = ana.get("/account/devices")
    (handle,) = page.tree.xpath("//button[starts-with(@value, 'end:')]/@value")
    dee = Browser(signed_in(app, DEE))
    dee.post("/account/devices", {"csrf_token": token_of(dee), "do": handle}).says("had ended already")
    for nonsense in ("", "else", "end:%", "end:"):
        dee.client.post("/account/devices", data={"csrf_token": token_of(dee), "do": nonsense})
    assert inside(ana, dee) == [True, True]
