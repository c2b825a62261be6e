"""A certificate comes by mail as the signed file itself, and only while it counts."""

import hashlib
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from app.certificates import pdf
from app.certificates.documents.models import Document
from app.platform import clock, jobs, post
from app.platform.db import db
from app.platform.mail import OutboxMessage
from app.platform.security import limiter
from app.platform.transactions import writing
from tests.browser import Browser
from tests.certificates.claiming import changed_settings, claimed, earned, only_certificate
from tests.people import ANA, BEN, DEE, signed_in
from tests.platform.test_outbox import filed
from tests.sitting import stored

MESSAGES = select(OutboxMessage).order_by(OutboxMessage.id)


def files_in(letter: EmailMessage) -> list[tuple[str, str, bytes]]:
    """Name, type and bytes of each attachment."""
    return [(one.get_filename(), one.get_content_type(), one.get_content()) for one in letter.iter_attachments()]


def staff(app: Flask, page_of: str, button: str, **given: str) -> None:
    """Ben does something about the certificate."""
    ben = Browser(signed_in(app, BEN)).get(f"/studio/certificates/{page_of}")
    (ben.follow("Issue a correction") if "name" in given else ben).submit(button, **given)


def test_the_message_brings_the_very_file_that_is_kept_and_keeps_no_copy_of_its_own(app: Flask, tmp_path: Path):
    page = claimed(earned(app, tmp_path))
    certificate = only_certificate(app)
    (waiting,) = stored(app, MESSAGES)
    assert waiting.attachment == f"certificate:{certificate.code}"
    jobs.run_due(app)
    (letter,) = filed(app)
    [(name, kind, data)] = files_in(letter)
    assert (name, kind) == (f"certificate-{certificate.serial}.pdf", "application/pdf")
    assert data == page.browser.client.get(f"{page.address}.pdf").data
    assert stored(app, select(Document.pdf_sha256)) == [hashlib.sha256(data).hexdigest()]
    assert "attached as a signed PDF" in letter.get_body(["plain"]).get_content()


def test_what_nobody_has_looked_at_is_made_when_the_message_leaves(app: Flask, tmp_path: Path):
    claimed(earned(app, tmp_path))
    with app.app_context(), writing():
        db.session.execute(delete(Document))
    jobs.run_due(app)
    (letter,) = filed(app)
    assert [data[:5] for *_rest, data in files_in(letter)] == [b"%PDF-"]
    assert stored(app, select(func.count()).select_from(Document)) == [1]


def withdraw(app: Flask, code: str) -> None:
    staff(app, code, "Withdraw this certificate", reason="Issued to the wrong account.")


def correct(app: Flask, code: str) -> None:
    staff(app, code, "Issue the corrected certificate", name="Ana Maria Díaz", reason="The name on the license.")


@pytest.mark.parametrize(
    ("change", "subject", "files"),
    [(withdraw, "Your certificate was withdrawn", 0), (correct, "Your certificate was corrected", 1)],
)
def test_a_message_that_had_not_left_is_called_off_with_its_certificate(
    app: Flask, tmp_path: Path, change: Callable[[Flask, str], None], subject: str, files: int
):
    claimed(earned(app, tmp_path))
    change(app, only_certificate(app).code)
    jobs.run_due(app)
    (letter,) = filed(app)
    assert letter["Subject"].startswith(subject)
    assert len(files_in(letter)) == files
    first = stored(app, MESSAGES)[0]
    assert (first.sent_at, bool(first.called_off_at), first.tries) == (None, True, 0)
    assert "before this message left" in first.last_error
    assert jobs.run_due(app) == 0, "it is not looked at again"


def test_a_file_that_cannot_be_made_keeps_the_message_for_later(app: Flask, tmp_path: Path, monkeypatch):
    claimed(earned(app, tmp_path))
    with app.app_context(), writing():
        db.session.execute(delete(Document))
    with monkeypatch.context() as broken:
        broken.setattr(pdf, "render", lambda _sheet: b"no PDF")
        jobs.run_due(app)
    assert filed(app) == []
    (message,) = stored(app, MESSAGES)
    assert (message.tries, message.sent_at) == (1, None)
    monkeypatch.setattr(clock, "now", lambda: message.next_try_at)
    jobs.run_due(app)
    assert len(filed(app)) == 1


def test_asking_again_before_it_left_adds_no_second_message(app: Flask, tmp_path: Path):
    page = claimed(earned(app, tmp_path))
    page.submit("Email me the PDF").says(f"on its way to {ANA.email}")
    assert len(stored(app, MESSAGES)) == 1
    jobs.run_due(app)
    page.submit("Email me the PDF")
    jobs.run_due(app)
    assert len(filed(app)) == 2


def test_what_does_not_count_is_not_offered_and_not_sent(app: Flask, tmp_path: Path):
    page = claimed(earned(app, tmp_path))
    withdraw(app, only_certificate(app).code)
    page.browser.get(page.address).says_not("Email me the PDF")
    page.submit("Email me the PDF", 409).says("does not count any more, so it is not sent")
    assert [one.attachment for one in stored(app, MESSAGES)][1:] == [None], "the letter of the withdrawal"


@pytest.mark.sqlite_only
def test_nobodys_mailbox_is_filled(app: Flask, tmp_path: Path, monkeypatch):
    page = claimed(earned(app, tmp_path))
    monkeypatch.setattr(post, "deliver", lambda *_given: None)
    with changed_settings(app, tmp_path, rate_limits="yes") as site:
        limiter.reset()
        mine = Browser(signed_in(site, ANA)).get(page.address)
        for _ in range(6):
            mine.submit("Email me the PDF").says("is on its way")
            jobs.run_due(site)
        mine.submit("Email me the PDF", 429)
        mine.browser.get(page.address)  # nothing else is held up
        assert signed_in(site, DEE).get("/certificates").status_code == 200
        limiter.reset()
