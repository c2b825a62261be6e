"""The documents of a certificate: made once, at the first look, and the very same ever after."""

import hashlib
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.certificates import pdf
from app.certificates.documents import press
from app.certificates.documents.models import Document
from app.platform import clock
from app.platform.db import db
from app.platform.transactions import unit_of_work
from tests.browser import Browser
from tests.certificates.claiming import changed_settings, claimed, earned, only_certificate
from tests.people import ANA, signed_in
from tests.sitting import stored
from tests.statements import counted
from tests.together import together

DOCUMENTS = select(func.count()).select_from(Document)


def file(browser: Browser, address: str) -> bytes:
    """The PDF behind the page at this address."""
    answer = browser.client.get(f"{address}.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return answer.data


def test_a_reprint_years_later_is_the_same_file(app: Flask, tmp_path: Path, monkeypatch):
    page = claimed(earned(app, tmp_path))
    first = file(page.browser, page.address)
    app.extensions["press"].keyring.rotate("Another name", clock.now())
    monkeypatch.setattr(pdf, "render", lambda _sheet: b"another program")
    with changed_settings(app, tmp_path, paper="a4", provider_name="Harbor School") as site:
        assert file(Browser(signed_in(site, ANA)), page.address) == first
    assert stored(app, select(Document.pdf_sha256)) == [hashlib.sha256(first).hexdigest()]


def test_page_file_and_badge_carry_the_same_proof(app: Flask, tmp_path: Path):
    page = claimed(earned(app, tmp_path))
    [sealed_url] = stored(app, select(Document.sealed_url))
    assert sealed_url.startswith(f"http://localhost/verify/{only_certificate(app).code}#")
    file(page.browser, page.address)
    page.browser.client.get(f"{page.address}.json")
    assert stored(app, DOCUMENTS) == [1]


def test_two_first_looks_at_once_get_the_same(app: Flask, tmp_path: Path):
    claimed(earned(app, tmp_path))
    code = only_certificate(app).code
    with app.app_context(), unit_of_work():
        db.session.execute(Document.__table__.delete())
    clients = [signed_in(app, ANA) for _ in range(4)]
    files = together([lambda one=one: one.get(f"/certificates/{code}.pdf").data for one in clients])
    assert len(set(files)) == 1
    assert stored(app, DOCUMENTS) == [1]


def test_a_place_that_is_taken_is_not_given_twice(app: Flask, tmp_path: Path, monkeypatch):
    ana = earned(app, tmp_path)
    claimed(ana)
    [taken] = stored(app, select(Document.status_place))
    places = iter([taken, taken, 7 if taken != 7 else 8])
    monkeypatch.setattr(press.secrets, "randbelow", lambda _size: next(places))
    claimed(ana, "/learn/warm-hands/certificate")
    assert len(set(stored(app, select(Document.status_place)))) == 2


def test_when_the_printer_fails_the_page_is_the_certificate_and_the_file_comes_later(
    app: Flask, tmp_path: Path, monkeypatch
):
    page = claimed(earned(app, tmp_path))
    with app.app_context(), unit_of_work():
        db.session.execute(Document.__table__.delete())
    with monkeypatch.context() as broken:
        broken.setattr(pdf, "render", lambda _sheet: b"no PDF")
        app.testing, app.config["PROPAGATE_EXCEPTIONS"] = False, False
        sorry = page.browser.get(f"{page.address}.pdf", 503).says("The certificate itself is safe")
        assert int(sorry.response.headers["Retry-After"]) > 0
        shown = page.browser.get(page.address).says("The PDF comes later", ANA.name, "This certifies that")
        assert shown.find("//div[@class='proof']//*[local-name()='svg']") is not None
        assert page.browser.client.get(f"{page.address}.json").status_code == 503
    assert stored(app, DOCUMENTS) == [0]
    assert file(page.browser, page.address).startswith(b"%PDF-1.7")
    page.browser.get(page.address).says_not("The PDF comes later")


@pytest.mark.parametrize("ending", ["", ".pdf"])
def test_a_later_look_asks_for_no_more_than_it_shows(app: Flask, tmp_path: Path, ending: str):
    page = claimed(earned(app, tmp_path))
    with counted(app) as statements:
        page.browser.client.get(f"{page.address}{ending}")
    loaded = [one for one in statements if "certificate_documents.pdf \n" in one or "certificate_documents.pdf," in one]
    assert (len(loaded), len(statements)) == ((1, 4) if ending else (0, 3))
