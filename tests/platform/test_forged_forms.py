"""A form that no page of ours gave to this person changes nothing, whoever is made to send it."""

from pathlib import Path

import pytest
from flask import Flask

from tests.browser import Browser
from tests.people import ANA, BEN, PASSWORD, signed_in
from tests.platform.everywhere import Site, lived_in, rows, token_of

NEW = "another long one"
HARMLESS = {"certificates.look_up", "certificates.check_file"}  # change nothing, so that a board needs no cookie
# What each form would take, so that a missing token is the only reason to refuse it.
FILLED_IN = {
    "email": ANA.email, "password": PASSWORD, "new_password": NEW, "new_password_confirm": NEW, "name": "Mallory",
    "attest": "y", "theme": "dark", "answer": "0", "seq": "0", "code": "x",
}  # fmt: skip
pytestmark = pytest.mark.sqlite_only  # refused before either database is asked


def forms(site: Site) -> list[str]:
    return sorted({address for rule, address in site.addresses("POST") if rule.endpoint not in HARMLESS})


def test_without_a_token_no_form_is_accepted_from_anybody(app: Flask, tmp_path: Path):
    site = lived_in(app, tmp_path)
    before = rows(app)
    for client in (app.test_client(), site.ana.client, signed_in_before(app, before)):
        for address in forms(site):
            refused = Browser(client).post(address, FILLED_IN, status=400)
            refused.says("Nothing was changed", "Open the page again and send it once more")
    assert rows(app) == before


def signed_in_before(app: Flask, before: dict[str, list[str]]):
    """Ben's client; his account and session are added to what was there."""
    client = signed_in(app, BEN)
    before.update(rows(app))
    return client


def test_a_token_from_somebody_elses_session_is_none(app: Flask, tmp_path: Path):
    site = lived_in(app, tmp_path)
    stolen = {"csrf_token": token_of(Browser(signed_in(app, BEN)), "/account")}
    before = rows(app)
    for address in forms(site):
        site.ana.post(address, FILLED_IN | stolen, status=400)
        site.ana.post(address, FILLED_IN | {"csrf_token": "made up"}, status=400)
    assert rows(app) == before


def test_a_script_hears_it_in_a_sentence_too(app: Flask, tmp_path: Path):
    site = lived_in(app, tmp_path)
    for address in forms(site):
        refused = site.ana.client.post(address, data=FILLED_IN, headers={"X-Requested-With": "fetch"})
        assert (refused.status_code, refused.mimetype) == (400, "application/json"), address
        assert "Nothing was changed." in refused.json["message"], address


def test_with_its_own_token_every_form_is_let_in(app: Flask, tmp_path: Path):
    site = lived_in(app, tmp_path)
    for address in forms(site):
        own = Browser(signed_in(app, ANA))
        answer = own.client.post(address, data=FILLED_IN | {"csrf_token": token_of(own, "/account")})
        assert answer.status_code not in {400, 404, 405, 500, 503}, address


def test_nobody_is_signed_in_by_a_strangers_form(app: Flask, tmp_path: Path):
    lived_in(app, tmp_path)
    visitor = Browser(app.test_client())
    token_of(visitor)
    visitor.post("/sign-in", FILLED_IN, status=400)
    assert visitor.client.get("/account").status_code == 302
