"""Signing in: back to where one came from, and nothing told to strangers."""

from urllib.parse import urljoin, urlsplit

import pytest

from tests.browser import Browser
from tests.making import a_course
from tests.people import ANA, BEN, PASSWORD, add, signed_in
from tests.platform.everywhere import token_of
from tests.second_steps import code_of


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


@pytest.mark.sqlite_only  # where an answer leads is no matter of the database
@pytest.mark.parametrize("place", ["//evil.example", "/\\evil.example", "https:evil.example", "/%0d%0aSet-Cookie:x=1"])
def test_nobody_is_led_to_a_strangers_site(app, browser, place):
    add(app, ANA, PASSWORD)
    browser.get("/sign-in", query_string={"next": place})
    token = token_of(browser)
    given = {"email": ANA.email, "password": PASSWORD, "next": place, "csrf_token": token}
    answer = browser.client.post("/sign-in", data=given)
    assert urlsplit(urljoin("http://localhost/sign-in", answer.headers.get("Location", "/"))).hostname == "localhost"
    assert "Set-Cookie:x=1" not in str(answer.headers)


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    "place",
    [
        "///evil.example",
        "http:/evil.example",
        "http://localhost@evil.example/",
        "http://evil.example\\@localhost",
        "\t//evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
    ],
)
def test_whoever_follows_a_strangers_link_signs_in_and_stays_here(app, browser, place):
    add(app, ANA, PASSWORD)
    page = browser.get("/sign-in", query_string={"next": place})
    page = page.submit("Sign in", email=ANA.email, password=PASSWORD)
    if page.heading == "Sign in":  # the place was refused; signing in goes on without it
        page = page.submit("Sign in", email=ANA.email, password=PASSWORD)
    assert page.browser.client.get("/account").status_code == 200
    assert page.response.request.host == "localhost"


def test_a_page_of_ours_with_a_search_is_opened_again(app, browser, tmp_path):
    add(app, BEN, PASSWORD)
    course = a_course(app, tmp_path)
    page = browser.get(f"/studio/{course}/roster?search=Łuk+%26+co")
    code = code_of(app, BEN)
    page = page.submit("Sign in", email=BEN.email, password=PASSWORD).submit("Sign in", code=code)
    assert page.heading == "Enrollments and scores"
    assert page.find("//input[@name='search']").get("value") == "Łuk & co"


def test_an_address_is_known_however_it_is_written(app, browser):
    add(app, ANA, PASSWORD)
    assert browser.get("/sign-in").submit("Sign in", email="ANA@Example.ORG", password=PASSWORD).heading == "My courses"


def test_an_account_without_a_password_opens_with_none(app, browser):
    add(app, ANA)
    page = browser.get("/sign-in")
    for guess in ("", " ", "None", "not hers at all"):
        page.submit("Sign in", email=ANA.email, password=guess).says("do not fit together")
    assert browser.client.get("/account").status_code == 302


def test_the_password_typed_is_never_sent_back(app, browser):
    add(app, ANA, PASSWORD)
    page = browser.get("/sign-in").submit("Sign in", email=ANA.email, password="not hers at all")
    assert page.find("//main//input[@name='email']").get("value") == ANA.email
    assert "not hers at all" not in page.response.text


def test_somebody_signed_in_already_is_not_asked_again(app):
    ana = Browser(signed_in(app, ANA))
    assert ana.get("/sign-in").heading == ana.get("/register").heading == "My courses"
