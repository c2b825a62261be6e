"""Signing in: back to where one came from, and nothing told to strangers."""

from urllib.parse import urljoin, urlsplit

import pytest

from tests.making import a_course
from tests.people import ANA, PASSWORD, add


def test_somebody_who_pressed_start_comes_back_to_the_course(app, browser, tmp_path):
    course = a_course(app, tmp_path)
    add(app, ANA, PASSWORD)
    page = browser.get(f"/courses/{course}").submit("Start this course")
    page = page.submit("Sign in", email=ANA.email, password=PASSWORD)
    assert page.address == f"/courses/{course}"


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(app, browser):
    add(app, ANA, PASSWORD)
    wrong = browser.get("/sign-in").submit("Sign in", email=ANA.email, password="not hers at all")
    unknown = browser.get("/sign-in").submit("Sign in", email="nobody@example.org", password="not hers at all")
    assert wrong.says("do not fit together").text == unknown.text


@pytest.mark.parametrize("place", ["//evil.example", "/\\evil.example", "https:evil.example", "/%0d%0aSet-Cookie:x=1"])
def test_nobody_is_led_to_a_strangers_site(app, browser, place):
    add(app, ANA, PASSWORD)
    browser.get("/sign-in", query_string={"next": place})
    token = browser.get("/sign-in").find("//main//input[@name='csrf_token']").get("value")
    given = {"email": ANA.email, "password": PASSWORD, "next": place, "csrf_token": token}
    answer = browser.client.post("/sign-in", data=given)
    assert urlsplit(urljoin("http://localhost/sign-in", answer.headers.get("Location", "/"))).hostname == "localhost"
    assert "Set-Cookie:x=1" not in str(answer.headers)
