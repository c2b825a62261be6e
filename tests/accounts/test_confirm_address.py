"""Where letters can be sent, an address is confirmed before a certificate leaves; nobody is stopped from learning."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from tests.accounts.letters import later, letters, link_in
from tests.browser import Browser, Page
from tests.certificates.claiming import COURSE, changed_settings, claimed
from tests.making import SLUG, a_course
from tests.people import ANA, PASSWORD
from tests.sitting import passed, stored

CONFIRMED = select(Person.confirmed_at)


@pytest.fixture
def mailing(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The site with a mail server."""
    with changed_settings(app, tmp_path, smtp_url="smtp://localhost:2525") as site:
        yield site


def registered(site: Flask) -> Page:
    page = Browser(site.test_client()).get("/register")
    return page.submit("Register", name=ANA.name, email=ANA.email, password=PASSWORD)


def test_a_newcomer_starts_at_once_and_claims_after_confirming(mailing: Flask, tmp_path: Path):
    a_course(mailing, tmp_path)
    ana = registered(mailing).browser
    ana.get(f"/courses/{SLUG}").submit("Start this course")
    ana.get(f"/learn/{SLUG}/begin").submit("Mark as read and continue")
    passed(ana)
    ana.get(COURSE).says("Please confirm your email address first")
    (welcome,) = letters(mailing, ANA.email)
    ana.get(link_in(welcome)).says("Your address is confirmed")
    claimed(ana, COURSE).says("This certifies that", ANA.name)


def test_the_link_confirms_on_any_device_and_signs_nobody_in(mailing: Flask):
    registered(mailing)
    phone = Browser(mailing.test_client())
    phone.get(link_in(letters(mailing, ANA.email)[0])).says("Your address is confirmed")
    assert stored(mailing, CONFIRMED) != [None]
    assert phone.client.get("/account").status_code == 302


def test_a_second_visit_changes_nothing_and_says_so(mailing: Flask):
    ana = registered(mailing).browser
    link = link_in(letters(mailing, ANA.email)[0])
    ana.get(link)
    first = stored(mailing, CONFIRMED)
    ana.get(link).says("Your address is confirmed already")
    assert stored(mailing, CONFIRMED) == first


def test_an_old_link_offers_a_new_one(mailing: Flask, monkeypatch: pytest.MonkeyPatch):
    ana = registered(mailing).browser
    link = link_in(letters(mailing, ANA.email)[0])
    later(monkeypatch, days=6)
    page = ana.get(link).says("This link is too old", "Ask for a new one")
    assert stored(mailing, CONFIRMED) == [None]
    page.submit("Send the link", email=ANA.email).says("If that address")
    ana.get(link_in(letters(mailing, ANA.email)[1])).says("Your address is confirmed")


def test_a_link_that_a_mail_program_broke_offers_a_new_one(mailing: Flask):
    ana = registered(mailing).browser
    whole = link_in(letters(mailing, ANA.email)[0])
    for link in (whole[:-3], whole.lower(), "/confirm/made-up", f"/confirm/{'x' * 5000}"):
        ana.get(link).says("This link does not work any more", "Send the link")
    ana.get(whole + "%00", 404)
    assert stored(mailing, CONFIRMED) == [None]


def test_asking_again_for_a_strangers_address_is_answered_alike_and_sends_nothing(mailing: Flask):
    registered(mailing)
    browser = Browser(mailing.test_client())
    known = browser.get("/confirm").submit("Send the link", email=ANA.email)
    unknown = browser.get("/confirm").submit("Send the link", email="nobody@example.org")
    assert known.says("If that address").text == unknown.text
    assert letters(mailing, "nobody@example.org") == []
    assert len(letters(mailing, ANA.email)) == 2


def test_without_a_mail_server_nobody_is_asked(app: Flask, browser: Browser):
    page = browser.get("/register").submit("Register", name=ANA.name, email=ANA.email, password=PASSWORD)
    assert page.heading == "My courses"
    assert "onfirm" not in letters(app, ANA.email)[0].text
    assert browser.client.get("/confirm/made-up").status_code == 404
