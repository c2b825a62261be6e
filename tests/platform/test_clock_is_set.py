"""Somebody sets the server's clock, forwards or back, while people sit at a quiz: nothing is lost, nothing predated."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessment.models import Answer, Attempt
from app.certificates.models import Certificate
from app.learning.models import Completion
from app.platform import clock, jobs
from app.platform.audit import AuditEvent
from tests.browser import Browser
from tests.certificates.claiming import claimed, earned
from tests.hours import NOON, Hours
from tests.people import ANA, BEN, add, signed_in
from tests.reporting.giving import WRONG, a_quiz, given, seen_by
from tests.sitting import give, started, stored


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    return Hours(monkeypatch)


def test_forwards_an_attempt_is_marked_from_what_was_saved_and_opened_again_with_one_button(
    app: Flask, tmp_path: Path, hours: Hours
):
    page = started(a_quiz(app, tmp_path, minutes=30))
    page = give(page, WRONG)
    hours.go_by(hours=2)
    page.browser.get(page.address.rpartition("/")[0])
    assert [one.submitted_at is not None for one in stored(app, select(Attempt))] == [True]
    hours.go_by(hours=-2)  # somebody noticed
    given(seen_by(app), "Open again", "reopen", minutes="20")
    assert [one.submitted_at for one in stored(app, select(Attempt))] == [None]
    assert len([one for one in stored(app, select(Answer)) if one.response is not None]) == 1


def test_backwards_no_stored_deadline_moves(app: Flask, tmp_path: Path, hours: Hours):
    page = started(a_quiz(app, tmp_path, minutes=30))
    deadline = stored(app, select(Attempt.deadline_at))
    hours.go_by(days=-1)
    give(page.browser.get(page.address), WRONG)
    jobs.run_due(app)
    assert stored(app, select(Attempt.deadline_at)) == deadline == [NOON + timedelta(minutes=30)]


def test_backwards_no_certificate_is_dated_before_its_course(app: Flask, tmp_path: Path, hours: Hours):
    page = earned(app, tmp_path)
    hours.go_by(days=-1)
    claimed(page)
    (certificate,) = stored(app, select(Certificate))
    assert certificate.issued_at >= max(stored(app, select(Completion.completed_at)))
    assert certificate.snapshot["completed_on"] == "2026-11-21"


def test_a_session_ends_although_the_clock_was_set_back(app: Flask, hours: Hours):
    ben = Browser(signed_in(app, BEN))
    hours.go_by(days=-1)
    assert ben.get("/my").response.status_code == 200
    hours.go_by(days=32)
    assert ben.client.get("/my").status_code == 302


def test_it_is_noticed_and_stands_in_the_audit_log(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    add(app, ANA)
    steps = clock.Steps()
    assert steps.last() == 0.0
    monkeypatch.setattr(clock, "went_by", lambda before=clock.went_by: before() - 7200)
    jobs.note_step(app, steps.last())
    assert steps.last() == 0.0
    (line,) = stored(app, select(AuditEvent).where(AuditEvent.subject == "site:clock"))
    assert line.details == {"seconds": 7200}
    assert "was set by +7200 seconds" in caplog.text


@pytest.mark.sqlite_only
def test_the_worker_looks_at_each_round(app: Flask, monkeypatch: pytest.MonkeyPatch):
    found: list[float] = []

    class Once:
        def __init__(self) -> None:
            self.left = [-86_400.0]

        def last(self) -> float:
            return self.left.pop() if self.left else 0.0

    class Twice:
        rounds = 0

        def is_set(self) -> bool:
            self.rounds += 1
            return self.rounds > 2

        def wait(self, _seconds: float) -> None:
            pass

    monkeypatch.setattr(clock, "Steps", Once)
    monkeypatch.setattr(jobs, "note_step", lambda _app, seconds: found.append(seconds))
    jobs.work(app, Twice())
    assert found == [-86_400.0]
