"""Sending a certificate's PDF: is it ours, and unaltered? Whatever is sent, the answer is plain and nothing is kept."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.certificates.documents.models import Document
from app.platform import clock
from app.platform.db import db
from app.platform.security import limiter
from app.platform.transactions import writing
from tests.browser import Browser, Page
from tests.certificates.claiming import changed_settings, claimed, earned, only_certificate
from tests.certificates.issued import COURSE, printed
from tests.page_checks import faults_of
from tests.people import ANA
from tests.statements import counted


@pytest.fixture
def file(app: Flask, tmp_path: Path) -> bytes:
    """Ana's certificate as she got it."""
    page = claimed(earned(app, tmp_path))
    return page.browser.client.get(f"{page.address}.pdf").data


def send(browser: Browser, data: bytes, status: int = 200) -> Page:
    """Send a file as the form on the verify page does."""
    return browser.post("/verify/file", {"file": (BytesIO(data), "certificate.pdf")}, status)


def test_a_board_finds_the_form_where_it_looks_up_codes(browser: Browser):
    page = browser.get("/verify").says("Or check its PDF", "Nothing of it is kept.")
    form = page.find("//form[@action='/verify/file']")
    assert form.get("enctype") == "multipart/form-data"
    assert form.xpath(".//input[@type='file']/@accept") == ["application/pdf,.pdf"]
    assert "signer unknown" in page.text
    assert page.follow("our signing certificates").response.text.startswith("-----BEGIN CERTIFICATE")


def test_the_very_file_is_ours_and_its_record_is_shown(app: Flask, browser: Browser, file: bytes):
    page = send(browser, file).says("The file is ours and unaltered", "byte for byte", ANA.name, "Opening strokes")
    page.says(only_certificate(app).serial, "This certificate is valid").says_not("@example.org")
    browser.get(f"/verify/{only_certificate(app).code}").says_not("The file is ours")


def test_what_an_older_key_signed_is_still_ours(app: Flask, browser: Browser, file: bytes):
    app.extensions["press"].keyring.rotate("Another name", clock.now())
    send(browser, file).says("The file is ours and unaltered")


@pytest.mark.parametrize("share", [0.01, 0.2, 0.5, 0.8, 0.9])
def test_one_altered_byte_is_caught(browser: Browser, file: bytes, share: float):
    data = bytearray(file)
    data[int(share * len(data))] ^= 1
    page = send(browser, bytes(data)).says("This file was altered", "changed after we signed it")
    page.follow("Look up the code")


def test_what_was_added_after_us_is_caught_and_leads_to_what_we_issued(app: Flask, browser: Browser, file: bytes):
    page = send(browser, file + b"\n% Doctor of Everything\n").says(
        "This file was altered", "added to it after we signed"
    )
    page.follow("What we issued").says("This certificate is valid", only_certificate(app).serial)


def test_a_copy_saved_by_another_program_is_not_ours(browser: Browser, file: bytes):
    saved = BytesIO()
    with pikepdf.open(BytesIO(file)) as opened:
        del opened.Root.AcroForm, opened.Root.Perms, opened.pages[0].Annots
        opened.save(saved)
    page = send(browser, saved.getvalue()).says("does not carry our signature", "printed to PDF again")
    page.says("may still be genuine: look up the code")


def test_another_schools_certificate_is_not_ours(browser: Browser):
    send(browser, printed(COURSE)).says("does not carry our signature")


def test_one_that_we_signed_and_lost_says_so(app: Flask, browser: Browser, file: bytes):
    with app.app_context(), writing():
        db.session.execute(Document.__table__.delete())
    send(browser, file).says("We signed this file, but do not keep it", "Compare it with our record")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty."),
        (b"GIF89a", "This is not a PDF file."),
        (b"\0" * 2000 + b"%PDF-1.7", "This is not a PDF file."),
        (b"%PDF-1.7\n" + b"x" * 505_000, "too large to be one of our certificates"),
    ],
)
def test_what_cannot_be_ours_is_refused_in_plain_words(browser: Browser, data: bytes, words: str):
    page = send(browser, data, 422).says("There is a problem", words)
    assert page.find("//input[@type='file']").get("aria-invalid") == "true"


def test_no_file_at_all_is_asked_for(browser: Browser):
    browser.get("/verify/file").submit("Check the file", 422).says("Choose the PDF file to check.")


def test_fifty_megabytes_are_refused_unread(client: FlaskClient):
    class Endless(BytesIO):
        """A stranger's file that nobody reads."""

        def read(self, *_size: int) -> bytes:
            raise AssertionError("it was read")

        readline = readinto = read

    kind, length = "multipart/form-data; boundary=x", {"CONTENT_LENGTH": "50000000"}
    answer = client.post("/verify/file", input_stream=Endless(), content_type=kind, environ_overrides=length)
    assert answer.status_code == 413
    assert "too large to be one of our certificates" in answer.text
    assert not faults_of(answer.text, answer.headers)


def test_too_much_elsewhere_is_refused_as_ever(client: FlaskClient):
    answer = client.post("/verify", data={"code": "x" * 3_000_000})
    assert answer.status_code == 413
    assert "too large to be one of our certificates" not in answer.text


def test_nothing_is_written_and_no_cookie_is_set(app: Flask, browser: Browser, file: bytes):
    with counted(app) as statements:
        answers = [browser.client.post("/verify/file", data={"file": (BytesIO(data), "a.pdf")}) for data in (file, b"")]
    assert [answer.headers.get("Set-Cookie") for answer in answers] == [None, None]
    assert not [one for one in statements if not one.startswith("SELECT")]
    assert len(statements) == 2


def test_whoever_sends_too_many_is_asked_to_wait(app: Flask, tmp_path: Path):
    with changed_settings(app, tmp_path, rate_limits="yes") as site:
        limiter.reset()
        client = site.test_client()
        statuses = [client.post("/verify/file", data={"file": (BytesIO(b"x"), "a.pdf")}).status_code for _ in range(11)]
        limiter.reset()
    assert statuses == [422] * 10 + [429]
