"""Cora sees on which devices somebody is signed in, and ends one session, or all."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import SignIn
from app.accounts.rules import device_words, network_of
from app.platform.audit import AuditEvent
from tests.browser import Browser
from tests.people import ANA, BEN, CORA, PASSWORD, add, signed_in
from tests.platform.everywhere import token_of
from tests.sitting import stored

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605 (KHTML) Version/19 Mobile Safari/604.1"
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0"


def arrived(app: Flask, user_agent: str, address: str) -> Browser:
    """Ana, signed in by her password with this browser from there."""
    add(app, ANA, PASSWORD)
    browser = Browser(app.test_client())
    browser.client.environ_base |= {"REMOTE_ADDR": address, "HTTP_USER_AGENT": user_agent}
    browser.get("/sign-in").submit("Sign in", email=ANA.email, password=PASSWORD)
    return browser


def test_one_device_is_signed_out_and_the_other_stays(app: Flask):
    phone, laptop = arrived(app, PHONE, "192.0.2.7"), arrived(app, LAPTOP, "2001:db8:1:2::3")
    page = Browser(signed_in(app, CORA)).get(f"/admin/people/{add(app, ANA)}")
    page.says("Safari on iPhone", "192.0.2.x", "Firefox on Windows", "2001:db8:1::x")
    (end,) = page.tree.xpath("//button[starts-with(@aria-label, 'End the session of Safari on iPhone')]/@aria-label")
    page.submit(end).says("The session has ended.").says_not("Safari")
    assert (phone.get("/my").heading, laptop.get("/my").heading) == ("Sign in", "My courses")
    page.submit(end).says("That session had ended already.")


def test_all_devices_are_signed_out(app: Flask):
    phone, laptop = arrived(app, PHONE, "192.0.2.7"), arrived(app, LAPTOP, "192.0.2.7")
    page = Browser(signed_in(app, CORA)).get(f"/admin/people/{add(app, ANA)}").submit("Sign out everywhere")
    page.says("Signed out on every device.", "Signed in nowhere.")
    assert {phone.get("/my").heading, laptop.get("/my").heading} == {"Sign in"}
    assert stored(app, select(AuditEvent.action).order_by(AuditEvent.id.desc()))[0] == "ended every session"


def test_a_session_of_somebody_else_is_not_ended_by_its_handle(app: Flask):
    add(app, ANA)
    signed_in(app, BEN)
    (handle,) = [one.handle for one in stored(app, select(SignIn))]
    cora = Browser(signed_in(app, CORA))
    for given in (handle, "", "%", "_" * 16, "%" * 16, handle[:3]):
        data = {"csrf_token": token_of(cora), "do": f"end:{given}"}
        cora.post(f"/admin/people/{add(app, ANA)}", data).says("had ended already")
        if given != handle:
            cora.post(f"/admin/people/{add(app, BEN)}", data).says("had ended already")
    assert len(stored(app, select(SignIn))) == 2


@pytest.mark.parametrize(("user_agent", "words"), [
    (PHONE, "Safari on iPhone"), (LAPTOP, "Firefox on Windows"), ("", ""), ("curl/8", ""), ("<b>Firefox/1", "Firefox"),
    ("Mozilla/5.0 (Linux; Android 16) AppleWebKit (KHTML) Chrome/150 Mobile Safari/537", "Chrome on Android"),
    ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15) AppleWebKit (KHTML) Chrome/150 Safari/537 Edg/150", "Edge on Mac"),
])  # fmt: skip
def test_a_browser_is_named_in_words(user_agent: str, words: str):
    assert device_words(user_agent) == words


@pytest.mark.parametrize(("address", "network"), [
    ("192.0.2.77", "192.0.2.x"), ("::ffff:192.0.2.77", "192.0.2.x"), ("2001:db8:0:7::1", "2001:db8:0::x"), ("", ""),
    ("not an address", ""), ("::1", "0:0:0::x"),
])  # fmt: skip
def test_of_an_address_only_the_network_is_kept(address: str, network: str):
    assert network_of(address) == network
