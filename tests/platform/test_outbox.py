"""A message leaves if, and only if, what it tells of was kept."""

import email
import stat
import threading
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.certificates.models import Certificate
from app.platform import clock, jobs, mail
from app.platform.mail import OutboxMessage
from app.platform.transactions import writing
from tests.browser import Browser
from tests.certificates.claiming import MODULE, claimed, earned
from tests.faults import no_commit
from tests.people import ANA, PASSWORD
from tests.sitting import stored


def filed(app: Flask) -> list[EmailMessage]:
    """What lies in the outbox folder of a site without a mail server."""
    paths = sorted(outbox(app).glob("*")) if outbox(app).exists() else []
    return [email.message_from_bytes(path.read_bytes(), policy=default) for path in paths]


def outbox(app: Flask) -> Path:
    return app.extensions["settings"].data / "outbox"


def test_a_certificate_and_its_message_are_kept_together(app: Flask, tmp_path: Path):
    claimed(earned(app, tmp_path))
    assert filed(app) == [], "it leaves after the commit, not before"
    jobs.run_due(app)
    (letter,) = filed(app)
    (certificate,) = stored(app, select(Certificate))
    assert letter["To"] == ANA.email
    assert f"http://localhost/verify/{certificate.code}" in letter.get_body(["plain"]).get_content()


def test_a_certificate_that_was_not_kept_sends_no_message(app: Flask, tmp_path: Path):
    page = earned(app, tmp_path).get(MODULE)
    with no_commit(app):
        page.submit("Issue my certificate", 503, name=ANA.name, attest=True)
    assert stored(app, select(Certificate)) == stored(app, select(OutboxMessage)) == []
    jobs.run_due(app)
    assert filed(app) == []


def test_a_message_that_cannot_be_kept_keeps_the_certificate_back(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    page = earned(app, tmp_path).get(MODULE)

    def full(*_given: object, **_more: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(mail, "queue", full)
    page.submit("Issue my certificate", 503, name=ANA.name, attest=True)
    assert stored(app, select(Certificate)) == []


def test_registering_that_fails_welcomes_nobody(app: Flask, browser: Browser):
    page = browser.get("/register")
    with no_commit(app):
        page.submit("Register", 503, name=ANA.name, email=ANA.email, password=PASSWORD)
    jobs.run_due(app)
    assert filed(app) == []


@pytest.mark.sqlite_only  # about files
def test_without_a_mail_server_messages_are_files_for_the_owners_eyes(app: Flask):
    with app.app_context(), writing():
        mail.queue(ANA.email, "Grüße\r\nBcc: everybody@example.org", "Text – 手", clock.now())
        mail.queue("dee@example.org", "Zwei", "Zwei", clock.now())
    assert jobs.run_due(app) == 2
    letters = {letter["To"]: letter for letter in filed(app)}
    letter = letters[ANA.email]
    assert letter["Subject"] == "Grüße Bcc: everybody@example.org"
    assert letter["Bcc"] is None
    assert letter.get_body(["plain"]).get_content().strip() == "Text – 手"
    assert "<p>Text – 手</p>" in letter.get_body(["html"]).get_content()
    assert len({letter["Message-ID"] for letter in letters.values()}) == 2
    assert stat.S_IMODE(outbox(app).stat().st_mode) == 0o700
    assert jobs.run_due(app) == 0


@pytest.mark.sqlite_only
def test_a_job_that_fails_holds_up_neither_messages_nor_other_jobs(app: Flask):
    done = []

    def fails(_now: object) -> bool:
        raise RuntimeError("a job went wrong")

    jobs.register(app, fails)
    jobs.register(app, lambda _now: bool(done.append(1)))
    with app.app_context(), writing():
        mail.queue(ANA.email, "One", "Text", clock.now())
    assert jobs.run_due(app) == 1
    assert done == [1]
    assert len(filed(app)) == 1


@pytest.mark.sqlite_only
def test_the_worker_outlives_an_outage_and_stops_when_told(app: Flask, monkeypatch: pytest.MonkeyPatch):
    stop, rounds = threading.Event(), []

    def round_of_work(_app: Flask) -> int:
        rounds.append(1)
        if len(rounds) < 3:
            raise ConnectionError("the database is away")
        stop.set()
        return 0

    monkeypatch.setattr(jobs, "run_due", round_of_work)
    monkeypatch.setattr(jobs, "PAUSE", 0)
    jobs.work(app, stop)
    assert len(rounds) == 3
