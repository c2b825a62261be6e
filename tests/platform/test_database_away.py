"""The database is away for a while: nobody is told a lie, nothing typed is lost, and afterwards all goes on."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from app.platform import sqlite
from app.platform.db import db
from app.platform.locks import WriteQueueFull
from tests.browser import Browser
from tests.certificates.claiming import changed_settings
from tests.faults import no_database, no_database_from
from tests.people import ANA, PASSWORD, add, signed_in
from tests.sitting import stored

NEW_NAME = "Ana of the Warm Hands, Licensed Massage Therapist"


def test_who_is_signed_in_gets_a_page_and_can_load_it_again(app: Flask):
    ana = Browser(signed_in(app, ANA))
    with no_database(app):
        for address in ("/my", "/account", "/", "/certificates", "/learn/warm-hands/begin"):
            page = ana.get(address, 503)
            assert page.heading == "The site is busy for a moment"
            page.says("Everything saved before is safe.").says_not("internal")
            assert int(page.response.headers["Retry-After"]) > 0
            assert page.response.cache_control.no_store
    assert page.browser.get("/account").follow("Account").heading == "Account"


def test_what_was_typed_is_given_back_and_can_be_sent_when_it_is_there_again(app: Flask):
    ana = Browser(signed_in(app, ANA))
    form = ana.get("/account")
    with no_database(app):
        sorry = form.submit("Save name", 503, name=NEW_NAME)
        sorry.says("was not saved", NEW_NAME, "Send it again")
        sorry = sorry.submit("Send it again", 503).says(NEW_NAME)
    assert stored(app, select(Person.name)) == [ANA.name]
    sorry.submit("Send it again").says("Your name was changed")
    assert stored(app, select(Person.name)) == [NEW_NAME]


def test_one_that_goes_away_in_mid_request_is_an_outage_for_a_script_too(app: Flask):
    ana = Browser(signed_in(app, ANA))
    token = ana.get("/account").tree.xpath("//input[@name='csrf_token']/@value")[0]
    with no_database_from(app, "UPDATE people"):
        data, headers = {"name": NEW_NAME, "csrf_token": token}, {"X-Requested-With": "fetch"}
        assert ana.client.post("/account", data=data, headers=headers).status_code == 503
    assert stored(app, select(Person.name)) == [ANA.name]


def test_a_password_is_never_given_back(app: Flask):
    add(app, ANA, PASSWORD)
    browser = Browser(app.test_client())
    forms = {"/sign-in": "Sign in", "/register": "Register"}
    pages = {address: browser.get(address) for address in forms}
    with no_database(app):
        for address, page in pages.items():
            sorry = page.submit(forms[address], 503, email=ANA.email, password=PASSWORD)
            assert PASSWORD not in sorry.response.text
            assert ANA.email in sorry.response.text


def test_a_script_is_told_to_try_again(app: Flask):
    ana = signed_in(app, ANA)
    with no_database(app):
        answer = ana.get("/my", headers={"X-Requested-With": "fetch"})
    assert (answer.status_code, answer.json["status"]) == (503, 503)
    assert int(answer.headers["Retry-After"]) > 0
    assert "internal" not in answer.text


def test_what_needs_no_database_goes_on(app: Flask):
    ana, browser = signed_in(app, ANA), Browser(app.test_client())
    with no_database(app):
        assert ana.get("/static/app.css", buffered=True).status_code == 200
        assert browser.get("/nowhere", 404).heading == "Page not found"
        assert browser.get("/help").heading == "Help"
        browser.get("/verify")


@pytest.mark.sqlite_only  # PostgreSQL has no one lock
def test_a_full_queue_for_writing_is_waited_for_once(app: Flask, monkeypatch: pytest.MonkeyPatch):
    ana = Browser(signed_in(app, ANA))
    form = ana.get("/account")
    with app.app_context():
        lock = db.engine.dialect.fascia_write_lock
    waited = []

    def never() -> None:
        waited.append(1)
        raise WriteQueueFull

    monkeypatch.setattr(lock, "acquire", never)
    form.submit("Save name", 503, name=NEW_NAME).says("was not saved", NEW_NAME)
    assert waited == [1], "the page that says so must not queue again"


@pytest.mark.sqlite_only
def test_somebody_elses_lock_on_the_file_is_an_outage_for_those_who_write_alone(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sqlite, "BUSY_MILLISECONDS", 50)
    with changed_settings(app, tmp_path) as site:
        ana = Browser(signed_in(site, ANA))
        form = ana.get("/account")
        shell = sqlite.driver().connect(site.extensions["settings"].database_url.removeprefix("sqlite:///"))
        shell.execute("BEGIN IMMEDIATE")
        sorry = form.submit("Save name", 503, name=NEW_NAME)
        assert ana.get("/account").heading == "Account", "whoever reads does not wait"
        shell.rollback()
        shell.close()
        sorry.submit("Send it again").says("Your name was changed")
