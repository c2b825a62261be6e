"""A school behind https: cookies never travel in the clear, and a form must come from the site itself."""

from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.platform import jobs
from tests.browser import Browser
from tests.certificates.claiming import changed_settings
from tests.people import ANA, PASSWORD, add
from tests.platform.everywhere import token_of

pytestmark = pytest.mark.sqlite_only  # nothing is asked of the database
SCHOOL = "https://ce.school.example"


@pytest.fixture
def school(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The site at an https address."""
    add(app, ANA, PASSWORD)
    with changed_settings(app, tmp_path, base_url=SCHOOL) as found:
        yield found


def sign_in(client: FlaskClient, referrer: str) -> TestResponse:
    """Send Ana's password in a form that came from `referrer`."""
    token = token_of(Browser(client), f"{SCHOOL}/sign-in")
    data = {"email": ANA.email, "password": PASSWORD, "csrf_token": token}
    return client.post("/sign-in", data=data, base_url=SCHOOL, headers={"Referer": referrer} if referrer else {})


def cookies_of(answer: TestResponse) -> SimpleCookie:
    return SimpleCookie("\n".join(answer.headers.getlist("Set-Cookie")))


def test_the_browser_is_told_to_use_nothing_else(school: Flask):
    for address in ("/", "/nowhere", "/static/app.css", "/my"):
        promise = school.test_client().get(address, base_url=SCHOOL, buffered=True).headers["Strict-Transport-Security"]
        assert int(promise.partition("max-age=")[2].partition(";")[0]) >= 365 * 24 * 3600, address


def test_the_session_stays_with_this_host_over_https_and_out_of_scripts(school: Flask):
    cookies = cookies_of(sign_in(school.test_client(), f"{SCHOOL}/sign-in")).values()
    assert {cookie.key for cookie in cookies} == {"__Host-fascia", "__Host-device"}
    for cookie in cookies:
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
        assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_so_does_the_choice_of_light_or_dark(school: Flask):
    client = school.test_client()
    data = {"csrf_token": token_of(Browser(client), f"{SCHOOL}/sign-in"), "theme": "dark"}
    answer = client.post("/theme", data=data, base_url=SCHOOL, headers={"Referer": SCHOOL + "/"})
    assert cookies_of(answer)["theme"]["secure"] is True


@pytest.mark.parametrize("referrer", ["", "https://evil.example/sign-in", "http://ce.school.example/sign-in"])
def test_a_form_from_elsewhere_is_refused_even_with_its_token(school: Flask, referrer: str):
    client = school.test_client()
    assert sign_in(client, referrer).status_code == 400
    assert client.get("/account", base_url=SCHOOL).status_code == 302


def test_a_form_of_our_own_is_not(school: Flask):
    client = school.test_client()
    assert sign_in(client, f"{SCHOOL}/sign-in").location == "/my"
    assert client.get("/account", base_url=SCHOOL).status_code == 200


def test_messages_link_to_https_although_the_proxy_speaks_http(school: Flask):
    client = school.test_client()
    data = {"email": ANA.email, "csrf_token": token_of(Browser(client), f"{SCHOOL}/sign-in")}
    cookie = client.get_cookie("__Host-fascia", domain="ce.school.example")
    proxy = school.test_client(use_cookies=False)  # hands on what it got over https
    headers = {"Cookie": f"{cookie.key}={cookie.value}"}
    proxy.post("/reset-password", data=data, base_url="http://ce.school.example", headers=headers)
    jobs.run_due(school)
    (letter,) = (school.extensions["settings"].data / "outbox").glob("*.eml")
    assert f"{SCHOOL}/reset-password/" in letter.read_text()
    assert "http://" not in letter.read_text()
