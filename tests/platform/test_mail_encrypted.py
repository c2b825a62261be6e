"""The mail server hangs, or wants encryption: what was written waits, and nobody else's machine reads it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.platform import clock, jobs, mail, post
from app.platform.mail import OutboxMessage
from app.platform.transactions import writing
from tests.browser import Browser
from tests.certificates.claiming import changed_settings
from tests.people import ANA, PASSWORD
from tests.platform.mail_server import MailServer, signed_by_itself
from tests.sitting import stored

pytestmark = pytest.mark.sqlite_only  # about sending; where the rows are is tried in test_mail_server


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[MailServer]:
    monkeypatch.setattr("socket.getfqdn", lambda _name="": "localhost")
    with MailServer() as found:
        found.tls = signed_by_itself(tmp_path)
        yield found


def sent(app: Flask, folder: Path, url: str, *subjects: str) -> list[OutboxMessage]:
    """The rows after the worker tried these letters with this mail server."""
    with changed_settings(app, folder, smtp_url=url) as site:
        with site.app_context(), writing():
            for subject in subjects or ("One",):
                mail.queue(ANA.email, subject, "Hello", clock.now())
        jobs.run_due(site)
        return stored(site, select(OutboxMessage).order_by(OutboxMessage.id))


def test_where_encryption_is_offered_name_and_password_travel_inside(app: Flask, tmp_path: Path, server: MailServer):
    (row,) = sent(app, tmp_path, server.url.replace("//", "//school:secret@"))
    assert (row.last_error, server.encrypted, server.passwords) == (None, 1, [["school", "secret"]])
    assert [letter["Subject"] for letter in server.letters] == ["One"]


def test_smtps_is_encrypted_from_the_first_byte_on(app: Flask, tmp_path: Path, server: MailServer):
    server.behaves = "tls"
    (row,) = sent(app, tmp_path, server.url.replace("smtp:", "smtps:"))
    assert (row.last_error, server.encrypted, len(server.letters)) == (None, 1, 1)


def test_another_machine_must_prove_who_it_is(
    app: Flask, tmp_path: Path, server: MailServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(post, "LOOPBACK", ())  # as if it were one
    (row,) = sent(app, tmp_path, server.url.replace("//", "//school:secret@"))
    assert "CERTIFICATE_VERIFY_FAILED" in row.last_error
    assert (server.letters, server.passwords) == ([], [])


def test_a_server_that_hangs_is_left_and_tried_again(
    app: Flask, tmp_path: Path, server: MailServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(post, "SECONDS", 0.05)
    server.behaves = "hang"
    (row,) = sent(app, tmp_path, server.url)
    assert "timed out" in row.last_error
    assert (row.tries, row.sent_at, row.leased_until) == (1, None, None)
    assert row.next_try_at > row.queued_at + timedelta(seconds=50)


def test_however_many_letters_hang_the_other_work_gets_its_turn(
    app: Flask, tmp_path: Path, server: MailServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(post, "SECONDS", 0.05)
    monkeypatch.setattr(jobs, "ROUND_SECONDS", 0)
    server.behaves = "hang"
    rows = sent(app, tmp_path, server.url, *(f"Letter {number}" for number in range(5)))
    assert [row.tries for row in rows] == [1, 0, 0, 0, 0], "one a round, then the jobs again"


def test_no_request_even_knocks_at_the_mail_server(app: Flask, tmp_path: Path, server: MailServer):
    server.behaves = "hang"
    with changed_settings(app, tmp_path, smtp_url=server.url) as site:
        page = Browser(site.test_client()).get("/register")
        page.submit("Register", name=ANA.name, email=ANA.email, password=PASSWORD)
        assert stored(site, select(OutboxMessage.recipient)) == [ANA.email]
    assert server.visits == 0


def test_answers_of_other_machines_are_asked_for_and_not_wanted(app: Flask, tmp_path: Path, server: MailServer):
    """An out-of-office reply to a machine ends in somebody's inbox, or comes back."""
    sent(app, tmp_path, server.url)
    (letter,) = server.letters
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].count("@") == 1
    assert letter["Message-ID"].endswith("@localhost>")


@pytest.mark.parametrize(
    ("sender", "ending"), [("School <ce@school.example>", "@school.example>"), ("no-reply@localhost", "@localhost>")]
)
def test_a_message_id_is_one_whatever_the_sender_is_called(app: Flask, sender: str, ending: str):
    with app.app_context(), writing():
        mail.queue(ANA.email, "One", "Hello", clock.now())
    (row,) = stored(app, select(OutboxMessage))
    assert str(mail.as_email(row, sender)["Message-ID"]) == f"<{row.message_id}{ending}"
