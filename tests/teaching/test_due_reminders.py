"""Two days before something is due the worker reminds whoever has not done it: once, and only where that is wanted."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from app.accounts.models import Person
from app.catalogue.models import Placement
from app.platform import clock, jobs
from app.platform.db import db
from app.platform.transactions import writing
from tests.accounts.letters import letters
from tests.browser import Browser
from tests.certificates.claiming import changed_settings, complete
from tests.people import ANA, DEE, signed_in
from tests.sitting import enrolled
from tests.statements import counted
from tests.teaching.running import a_cohort, put_into, run_by_ben

THIRD, FIFTH = date(2027, 3, 3), date(2027, 3, 5)
NOON = datetime(2027, 3, 1, 17, 0, tzinfo=UTC)  # at the school in New York


def reminded(app: Flask, monkeypatch: pytest.MonkeyPatch, moment: datetime) -> list[str]:
    """The subjects of Ana's letters after the worker has run at a moment."""
    monkeypatch.setattr(clock, "now", lambda: moment)
    jobs.run_due(app)
    return [letter.subject for letter in letters(app, ANA.email)]


def with_ana(app: Flask, folder: Path, **due: object) -> None:
    run_by_ben(app, folder)
    enrolled(app, ANA)
    put_into(app, ANA, a_cohort(app, **due))


def test_a_reminder_comes_two_days_before_and_once(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with_ana(app, tmp_path, begin=THIRD, strokes=THIRD, due=FIFTH)
    assert reminded(app, monkeypatch, NOON - timedelta(days=1)) == []
    assert reminded(app, monkeypatch, NOON) == ["Warm hands: due 3 March"]
    text = letters(app, ANA.email)[0].text
    assert "Due 3 March:\n- How to begin\n- Strokes quiz\n" in text
    for hours in (0, 1, 24, 47):
        assert len(reminded(app, monkeypatch, NOON + timedelta(hours=hours))) == 1 + (hours >= 47)
    assert "- the whole course" in letters(app, ANA.email)[1].text
    assert len(reminded(app, monkeypatch, NOON + timedelta(days=9))) == 2


def test_what_is_done_needs_no_reminder(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with_ana(app, tmp_path, begin=THIRD, strokes=FIFTH, due=FIFTH)
    complete(app, ANA, "lesson")
    assert reminded(app, monkeypatch, NOON) == []
    complete(app, ANA, "quiz")
    assert reminded(app, monkeypatch, NOON + timedelta(days=3)) == []


def test_practice_as_one_likes_keeps_no_course_due(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with_ana(app, tmp_path, due=THIRD)
    with app.app_context(), writing():
        db.session.execute(update(Placement).where(Placement.lesson_id.is_(None)).values(is_required=False))
    complete(app, ANA, "lesson")
    assert reminded(app, monkeypatch, NOON) == []


def test_a_day_that_was_moved_is_a_new_day(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with_ana(app, tmp_path, begin=THIRD)
    assert len(reminded(app, monkeypatch, NOON)) == 1
    put_into(app, ANA, a_cohort(app, "Later", begin=FIFTH))
    assert len(reminded(app, monkeypatch, NOON + timedelta(days=2))) == 2


def test_days_are_counted_where_the_student_lives(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with_ana(app, tmp_path, begin=THIRD)
    with app.app_context(), writing():
        db.session.execute(update(Person).where(Person.email == ANA.email).values(time_zone="Pacific/Auckland"))
    early = datetime(2027, 2, 28, 12, 0, tzinfo=UTC)  # in New York the 28th, in Auckland already the 1st
    assert reminded(app, monkeypatch, early) == ["Warm hands: due 3 March"]


def test_a_cohort_or_the_whole_site_may_do_without(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with_ana(app, tmp_path, begin=THIRD, is_reminded=False)
    assert reminded(app, monkeypatch, NOON) == []
    enrolled(app, DEE)
    put_into(app, DEE, a_cohort(app, "Others", begin=THIRD))
    with changed_settings(app, tmp_path, due_reminders="no") as site:
        jobs.run_due(site)
        page = Browser(signed_in(site, ANA)).get("/account").says("This site sends no reminders")
        assert not page.tree.xpath("//button[contains(., 'reminders')]"), "nothing to turn on or off"
    assert letters(app, DEE.email) == []
    jobs.run_due(app)
    assert len(letters(app, DEE.email)) == 1


def test_a_student_may_do_without_and_have_them_again(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with_ana(app, tmp_path, begin=THIRD)
    Browser(signed_in(app, ANA)).get("/account").submit("Turn reminders off").says("Reminders are off.")
    assert reminded(app, monkeypatch, NOON) == []
    ana = Browser(signed_in(app, ANA))
    ana.get("/account").submit("Turn reminders on").says("Reminders are on.")
    assert reminded(app, monkeypatch, NOON) == ["Warm hands: due 3 March"]
    token = ana.get("/account").tree.xpath("//input[@name='csrf_token']/@value")[0]
    ana.post("/account/due-reminders", {"csrf_token": token, "wanted": "perhaps"}, 422)


def test_a_worker_with_nothing_to_remind_of_asks_once(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with_ana(app, tmp_path, begin=FIFTH)
    monkeypatch.setattr(clock, "now", lambda: NOON)
    jobs.run_due(app)
    with counted(app) as statements:
        jobs.run_due(app)
    assert sum("due_dates" in one for one in statements) == 1
