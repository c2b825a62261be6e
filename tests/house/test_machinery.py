"""What the tests stand on does what it says: no network, empty tables, a browser that finds what is wrong."""

import socket

import pytest
from flask import Flask
from playwright.sync_api import Error as PlaywrightError
from sqlalchemy import func, select

from app.accounts.models import Person
from app.platform.db import db
from tests import network, people
from tests.axe import assert_accessible
from tests.browser import Browser

FAULTY = '<html lang="en"><title>x</title><main><h1>x</h1><img src="/a.png"><input name="name"></main></html>'


def test_the_network_is_out_of_reach_and_every_attempt_is_noted(monkeypatch):
    attempts = network.watch(monkeypatch)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("example.org", 25))
    with pytest.raises(ConnectionRefusedError):
        socket.getaddrinfo("example.net", 443)
    with socket.socket() as mine, pytest.raises(ConnectionRefusedError):
        mine.connect(("192.0.2.1", 25))
    assert attempts == ["example.org", "example.net", "192.0.2.1"]


def test_tables_are_empty_at_the_beginning(app: Flask, database: str, request: pytest.FixtureRequest):
    people.add(app, people.ANA)
    if database == "postgresql":
        request.getfixturevalue("postgres_database").emptied()
        with app.app_context():
            assert db.session.scalar(select(func.count()).select_from(Person)) == 0


@pytest.mark.sqlite_only
def test_a_form_offers_what_it_offers_and_nothing_else(browser: Browser):
    page = browser.get("/sign-in")
    with pytest.raises(AssertionError, match="no field 'role'"):
        page.submit("Sign in", role="administrator")
    with pytest.raises(AssertionError, match="no 'Sign me in'"):
        page.submit("Sign me in")
    with pytest.raises(AssertionError, match="not 404"):
        browser.get("/sign-in", status=404)


@pytest.mark.sqlite_only
def test_the_real_browser_gets_our_pages_and_axe_finds_nothing(browser_page):
    browser_page.goto("/sign-in")
    assert browser_page.locator("h1").inner_text() == "Sign in"
    assert_accessible(browser_page)


@pytest.mark.sqlite_only
def test_axe_finds_faults_and_the_browser_complains_of_what_is_not_there(browser_page, complaints):
    browser_page.goto("/sign-in")
    with browser_page.expect_event("console"):
        browser_page.evaluate(f"document.documentElement.innerHTML = {FAULTY!r}")
    with pytest.raises(AssertionError, match=r"(?s)image-alt.*label"):
        assert_accessible(browser_page)
    assert len(complaints) == 1
    assert "404" in complaints.pop()


@pytest.mark.sqlite_only
def test_the_real_browser_reaches_only_us(chromium):
    page = chromium.new_page()
    with pytest.raises(PlaywrightError, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.org/")
    page.close()


@pytest.mark.sqlite_only
def test_scripts_can_be_off(open_page):
    page = open_page(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto("/sign-in")
    assert page.viewport_size == {"width": 390, "height": 844}
    assert page.locator("h1").inner_text() == "Sign in"
