"""Signing out: a button, never a link, and the page before is closed afterwards."""

from flask import Flask
from sqlalchemy import select

from app.accounts.models import SignIn
from tests.browser import Browser
from tests.people import ANA, BEN, PASSWORD, add, signed_in
from tests.sitting import stored


def test_the_button_signs_out_and_leads_to_the_first_page(app: Flask, browser: Browser):
    add(app, ANA, PASSWORD)
    page = browser.get("/sign-in").submit("Sign in", email=ANA.email, password=PASSWORD)
    first = page.says("Signed in as").submit("Sign out")
    assert first.address == "/"
    first.says("Sign in").says_not("Signed in as")
    assert stored(app, select(SignIn)) == []


def test_a_link_or_a_picture_signs_nobody_out(app: Flask):
    ana = signed_in(app, ANA)
    for method in (ana.get, ana.head):
        assert method("/sign-out").status_code == 405
    assert ana.get("/account").status_code == 200


def test_signing_out_ends_this_session_only(app: Flask):
    phone, desk, ben = (Browser(signed_in(app, someone)) for someone in (ANA, ANA, BEN))
    phone.get("/account").submit("Sign out")
    assert phone.client.get("/account").status_code == 302
    for other in (desk, ben):
        other.get("/account").says("Signed in as")


def test_a_form_left_open_in_another_tab_asks_to_sign_in_and_changes_nothing(app: Flask):
    ana = Browser(signed_in(app, ANA))
    form = ana.get("/account")
    ana.get("/my").submit("Sign out")
    answer = form.submit("Save name", 400, name="Mallory")
    answer.says("older session", "Nothing was changed")


def test_where_signing_out_leads_is_never_a_strangers_site(app: Flask):
    ana = Browser(signed_in(app, ANA))
    token = ana.get("/account").tree.xpath("//input[@name='csrf_token']/@value")[0]
    answer = ana.client.post("/sign-out?next=//evil.example", data={"csrf_token": token, "next": "//evil.example"})
    assert answer.location == "/"
