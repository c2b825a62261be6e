"""In which language a page comes: the account's choice, then this browser's, then what the browser asks for."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from app.platform.db import db
from app.platform.languages import IN_ENGLISH, lang, said
from app.platform.mail import OutboxMessage
from app.platform.site import UNFILLED, current_site
from tests.browser import Browser, Page
from tests.people import ANA, BEN, PASSWORD, signed_in
from tests.platform.everywhere import token_of

pytestmark = pytest.mark.sqlite_only  # nothing here depends on the database
SPANISH = {"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"}


def language_of(page: Page) -> str:
    return str(page.find("/html").get("lang"))


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("es", "es"), ("es-419,es;q=0.9", "es"), ("en-US,en;q=0.9,es;q=0.8", "en"), ("fr-FR,fr;q=0.9", "en"),
        ("fr,es;q=0.5,en;q=0.3", "es"), ("", "en"), ("*", "en"), ("es;q=0", "en"), ("x" * 3000, "en"),
        ("../../etc/passwd", "en"), ("e\x7f", "en"),
    ],
)  # fmt: skip
def test_a_stranger_reads_what_the_browser_asks_for_if_there_is_such_a_catalogue(browser: Browser, asked, given):
    page = browser.get("/", headers={"Accept-Language": asked})
    assert language_of(page) == given
    assert {"Accept-Language", "Cookie"} <= set(re.split(r",\s*", page.response.headers["Vary"]))


def test_a_stranger_chooses_and_comes_back_to_where_they_were(browser: Browser):
    page = browser.get("/verify").follow("English · Español")
    page = browser.get("/language", headers={"Referer": "http://localhost/verify"}).submit("Español")
    assert (page.address, language_of(page)) == ("/verify", "es")
    assert language_of(browser.get("/", headers={"Accept-Language": "en"})) == "es"
    cookie = browser.client.get_cookie("language")
    assert (cookie.http_only, cookie.same_site, cookie.path) == (True, "Lax", "/")


def test_a_text_in_another_language_than_the_page_is_marked(app: Flask):
    with app.test_request_context(headers=SPANISH):
        assert (lang("en-US"), lang("es-MX"), lang("es"), lang(None)) == (' lang="en-US"', "", "", "")
        assert (said("<b>", "en"), said("<b>", "es")) == ('<span lang="en">&lt;b&gt;</span>', "&lt;b&gt;")
        assert lang('"><script>') == ' lang="&#34;&gt;&lt;script&gt;"'


def test_a_place_elsewhere_is_no_way_back(browser: Browser):
    for place in ("https://evil.example/x", "//evil.example", "http://localhost.evil.example/"):
        assert browser.get("/language", headers={"Referer": place}).submit("Español").address == "/"


def test_what_a_person_chose_goes_with_them_to_another_device(app: Flask):
    ana = Browser(signed_in(app, ANA))
    ana.get("/account").follow("Choose a language").submit("Español")
    elsewhere = Browser(signed_in(app, ANA))
    elsewhere.client.set_cookie("language", "en")
    assert language_of(elsewhere.get("/account", headers={"Accept-Language": "en"})) == "es"


def test_a_language_that_is_not_there_is_refused_and_one_that_went_falls_back(app: Flask):
    ana = Browser(signed_in(app, ANA))
    token = token_of(ana, "/account")
    for chosen in ("fr", "", "ES", "es\r\nSet-Cookie: a=b", "../es"):
        ana.post("/language", {"language": chosen, "csrf_token": token}, 422)
    with app.app_context():
        db.session.execute(db.update(Person).where(Person.email == ANA.email).values(language="tlh"))
        db.session.commit()
    ana.client.set_cookie("language", "xx")
    assert language_of(ana.get("/account")) == "en"
    assert language_of(ana.get("/account", headers=SPANISH)) == "es"


def test_pages_for_those_who_teach_are_in_english_and_say_so(app: Flask):
    ben = Browser(signed_in(app, BEN))
    ben.client.set_cookie("language", "es")
    assert language_of(ben.get("/account")) == "es"
    assert language_of(ben.get(IN_ENGLISH[0])) == "en"


def test_what_the_provider_has_not_filled_in_is_said_in_the_readers_language(app: Flask, browser: Browser):
    browser.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = SPANISH["Accept-Language"]
    unnamed = "Proveedor aún sin nombre · contacto aún sin indicar"
    browser.get("/policies").says(unnamed).says_not("Provider not yet", "contact not yet")
    browser.get("/no-such-page", 404).says("contacto aún sin indicar")
    with app.app_context():
        assert (current_site().provider, current_site().contact) == UNFILLED, "a certificate keeps its English words"


@pytest.mark.parametrize(("data", "status"), [({"name": "x" * 3_000_000}, 413), ({}, 405)])
def test_a_refusal_of_http_is_said_in_the_readers_language(app: Flask, data: dict[str, str], status: int):
    ana = Browser(signed_in(app, ANA))
    ana.client.set_cookie("language", "es")
    page = ana.post("/account" if data else "/certificates", data, status)
    page.says("no se cambió nada").says_not("The ", " is not ")


def test_who_registers_in_spanish_is_written_to_in_spanish(app: Flask, browser: Browser):
    browser.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = SPANISH["Accept-Language"]
    page = browser.get("/register")
    page.submit("Crear una cuenta", name="Eva Ruiz", email="eva@example.org", password=PASSWORD)
    with app.app_context():
        assert db.session.scalar(select(Person.language).where(Person.email == "eva@example.org")) == "es"
        letter = db.session.scalars(select(OutboxMessage).where(OutboxMessage.recipient == "eva@example.org")).one()
        assert (letter.language, letter.subject) == ("es", "Te damos la bienvenida")
        assert "Te damos la bienvenida, Eva Ruiz." in letter.text


def test_dates_are_written_as_the_language_does(app: Flask):
    ana = Browser(signed_in(app, ANA))
    ana.client.set_cookie("language", "es")
    ana.get("/account/devices").says(" de 20")
