"""Light or dark: remembered in a cookie, so that the server's page has the right colours before any script runs."""

from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask

from tests.browser import Browser
from tests.people import ANA, signed_in
from tests.platform.everywhere import token_of

pytestmark = pytest.mark.sqlite_only  # the choice is kept in the browser
ELSEWHERE = [
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "evil.example",
    "/\t/evil.example",
    "/\r\nX: y",
]


def colours(browser: Browser, address: str = "/") -> str:
    return str(browser.get(address).find("/html").get("data-theme"))


@pytest.fixture
def ana(app: Flask) -> Browser:
    return Browser(signed_in(app, ANA))


def test_the_device_decides_until_somebody_chooses(ana: Browser):
    assert colours(ana) == "auto"
    ana.get("/account").submit("Dark")
    assert {colours(ana, address) for address in ("/", "/account", "/verify")} == {"dark"}
    ana.get("/account").submit("Light")
    assert colours(ana) == "light"
    page = ana.get("/account").submit("As my device")
    assert page.address == "/account"
    assert colours(ana) == "auto"


def test_the_choice_outlives_the_session_and_is_out_of_reach_of_scripts(ana: Browser):
    ana.get("/account").submit("Dark")
    cookie = ana.client.get_cookie("theme")
    assert cookie.max_age >= 180 * 24 * 3600
    assert (cookie.http_only, cookie.same_site, cookie.path) == (True, "Lax", "/")
    ana.get("/account").submit("Sign out")
    assert colours(ana) == "dark"


def test_the_error_pages_wear_it_too(ana: Browser):
    ana.client.set_cookie("theme", "dark")
    assert ana.get("/nowhere", 404).find("/html").get("data-theme") == "dark"


def test_a_cookie_that_is_no_choice_is_no_choice(ana: Browser):
    for value in ("", "purple", 'dark" onload="alert(1)', "<script>", "é", "dark;auto"):
        ana.client.set_cookie("theme", value)
        assert colours(ana) == "auto", value


def test_what_is_not_offered_is_refused_and_not_remembered(ana: Browser):
    token = token_of(ana, "/account")
    for chosen in ("purple", "", "DARK", "dark\r\nSet-Cookie: a=b"):
        ana.post("/theme", {"theme": chosen, "csrf_token": token}, 422)
    assert ana.client.get_cookie("theme") is None


def test_nobody_is_led_elsewhere_afterwards(ana: Browser):
    token = token_of(ana, "/account")
    for place in ELSEWHERE:
        answer = ana.client.post("/theme", data={"theme": "dark", "next": place, "csrf_token": token})
        assert answer.status_code == 302, place
        assert urlsplit(urljoin("http://localhost/theme", answer.location)).netloc == "localhost", place
