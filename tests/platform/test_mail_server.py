"""The mail server is slow, moody or away: every message still leaves, once, and nobody's page waits for it."""

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.platform import clock, jobs, mail, post
from app.platform.mail import OutboxMessage
from app.platform.transactions import writing
from tests.browser import Browser
from tests.certificates.claiming import changed_settings
from tests.people import ANA, signed_in
from tests.platform.everywhere import token_of
from tests.platform.mail_server import MailServer
from tests.sitting import stored
from tests.together import together

HOUR = timedelta(hours=1)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    monkeypatch.setattr("socket.getfqdn", lambda _name="": "localhost")  # asks a name server that is not there
    with MailServer() as found:
        yield found


@pytest.fixture
def site(app: Flask, tmp_path: Path, server: MailServer) -> Iterator[Flask]:
    """The site with that server."""
    with changed_settings(app, tmp_path, smtp_url=server.url, mail_from="School <ce@school.example>") as found:
        yield found


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch):
    """Moves the clock."""
    start = clock.now()

    def move(by: timedelta) -> datetime:
        monkeypatch.setattr(clock, "now", lambda: start + by)
        return start + by

    return move


def queue(site: Flask, *subjects: str, to: str = ANA.email) -> None:
    with site.app_context(), writing():
        for subject in subjects:
            mail.queue(to, subject, "Hello Ana, ärgerlich – 手", clock.now())


def rows(site: Flask) -> list[OutboxMessage]:
    return stored(site, select(OutboxMessage).order_by(OutboxMessage.id))


def test_a_letter_arrives_whole(site: Flask, server: MailServer):
    queue(site, "Your certificate: “Naïve” 手")
    assert jobs.run_due(site) == 1
    (letter,) = server.letters
    assert (letter["To"], letter["From"]) == (ANA.email, "School <ce@school.example>")
    assert letter["Subject"] == "Your certificate: “Naïve” 手"
    assert letter.get_content_type() == "multipart/alternative"
    text, html = letter.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html"), "the last is preferred"
    assert text.get_content().strip() == "Hello Ana, ärgerlich – 手"
    assert "<p>Hello Ana, ärgerlich – 手</p>" in html.get_content()
    assert letter["Message-ID"].endswith("@school.example>")
    assert letter["Date"].datetime == rows(site)[0].queued_at.replace(microsecond=0)
    assert jobs.run_due(site) == 0
    assert len(server.letters) == 1


@pytest.mark.parametrize("mood", ["refuse", "ask later"])
def test_a_refused_letter_is_tried_again(site: Flask, server: MailServer, later, mood: str):
    server.behaves = mood
    queue(site, "One")
    assert jobs.run_due(site) == 1
    (row,) = rows(site)
    assert (row.sent_at, row.tries, row.leased_until) == (None, 1, None)
    assert "no such person" in row.last_error or "come back later" in row.last_error
    assert jobs.run_due(site) == 0, "not at once"
    server.behaves = "accept"
    later(HOUR)
    jobs.run_due(site)
    assert [letter["Subject"] for letter in server.letters] == ["One"]
    assert (rows(site)[0].last_error, rows(site)[0].sent_at) == (None, clock.now())


def test_a_server_that_hangs_up_after_the_letter_may_get_it_twice_under_one_id(site: Flask, server: MailServer, later):
    server.behaves = "hang up"
    queue(site, "One")
    jobs.run_due(site)
    assert rows(site)[0].sent_at is None, "nobody said that it was taken"
    server.behaves = "accept"
    later(HOUR)
    jobs.run_due(site)
    first, second = server.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert rows(site)[0].sent_at


def test_a_server_that_is_away_delays_letters_and_loses_none(app: Flask, tmp_path: Path, server: MailServer):
    server.shutdown()
    server.server_close()
    with changed_settings(app, tmp_path, smtp_url=server.url) as site:
        queue(site, "One", "Two")
        assert jobs.run_due(site) == 2
        assert [(row.sent_at, row.tries) for row in rows(site)] == [(None, 1), (None, 1)]
        assert "Connection refused" in rows(site)[0].last_error


def test_the_pauses_grow_to_six_hours_and_nothing_is_ever_given_up(site: Flask, server: MailServer, later):
    server.behaves = "refuse"
    moment, pauses = timedelta(0), []
    later(moment)
    queue(site, "One")
    for _ in range(16):
        now = later(moment)
        assert jobs.run_due(site) == 1
        pauses.append(rows(site)[0].next_try_at - now)
        moment += pauses[-1]
    assert pauses == sorted(pauses)
    assert pauses[0] <= timedelta(minutes=2)
    assert all(after <= 2 * before for before, after in itertools.pairwise(pauses))
    assert max(pauses) == timedelta(hours=6)
    server.behaves = "accept"
    later(moment)
    jobs.run_due(site)
    assert rows(site)[0].sent_at


def test_several_workers_send_each_letter_once(site: Flask, server: MailServer):
    subjects = [f"Letter {number}" for number in range(8)]
    queue(site, *subjects)
    counts = together([lambda: jobs.run_due(site)] * 3)
    assert sum(counts) == 8
    assert sorted(letter["Subject"] for letter in server.letters) == subjects


def test_a_worker_that_died_is_stood_in_for_after_five_minutes(site: Flask, server: MailServer, later):
    queue(site, "One")
    with site.app_context(), writing():
        mail.lease_next(clock.now())  # … and here the power fails
    assert jobs.run_due(site) == 0
    later(timedelta(minutes=4))
    assert jobs.run_due(site) == 0
    later(timedelta(minutes=6))
    assert jobs.run_due(site) == 1
    assert [letter["Subject"] for letter in server.letters] == ["One"]


def test_a_letter_that_cannot_be_written_holds_up_no_other(site: Flask, server: MailServer):
    queue(site, "Bad", to="ana@example.org\nBcc: everybody@example.org")
    queue(site, "Good")
    jobs.run_due(site)
    assert [letter["Subject"] for letter in server.letters] == ["Good"]
    assert "ValueError" in rows(site)[0].last_error


def test_nobodys_save_waits_while_a_letter_is_on_its_way(site: Flask, monkeypatch: pytest.MonkeyPatch):
    ana, saved = signed_in(site, ANA), []
    token = token_of(Browser(ana), "/account")

    def slow(_email: EmailMessage, _settings: object) -> None:
        saved.append(ana.post("/account", data={"name": "Ana of the Warm Hands", "csrf_token": token}).status_code)

    monkeypatch.setattr(post, "deliver", slow)
    queue(site, "One")
    jobs.run_due(site)
    assert saved == [302]


def test_name_and_password_for_the_server_may_hold_any_sign(app: Flask, tmp_path: Path, server: MailServer):
    url = server.url.replace("//", "//ce%40school:p%40ss%2Fw%3Ard@")
    with changed_settings(app, tmp_path, smtp_url=url) as site:
        queue(site, "One")
        jobs.run_due(site)
        assert rows(site)[0].last_error is None
    assert server.passwords == [["ce@school", "p@ss/w:rd"]]


def test_the_password_is_not_sent_in_the_clear_to_another_machine(
    app: Flask, tmp_path: Path, server: MailServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(post, "LOOPBACK", ())  # as if it were one
    url = server.url.replace("://", "://school:secret@")
    with changed_settings(app, tmp_path, smtp_url=url) as site:
        queue(site, "Welcome")
        jobs.run_due(site)
        assert "no encryption" in (rows(site)[0].last_error or "")
    assert not server.passwords
    assert not server.letters
