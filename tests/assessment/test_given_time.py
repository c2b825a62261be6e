"""Time given beyond the rules: what it comes to, however often and in whatever order it was given."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from app.assessment import actions
from app.assessment.models import Attempt
from app.assessment.rules import TimeFactor
from app.platform import clock
from app.platform.db import db
from app.platform.transactions import writing
from tests.browser import Page
from tests.hours import NOON, Hours
from tests.people import ANA, BEN, add
from tests.sitting import START, a_bank, enrolled, started, stored

NEWEST = select(Attempt).order_by(Attempt.number.desc())


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    return Hours(monkeypatch)


def sitting(app: Flask, folder: Path) -> Page:
    """Ana has half an hour for three questions, and has begun."""
    a_bank(app, folder, 3, draw=3, minutes=30)
    return started(enrolled(app, ANA))


def given(app: Flask, name: str, *values: object) -> None:
    """Ben gives Ana something, for her newest attempt or for herself."""
    ana, ben = add(app, ANA), add(app, BEN)
    with app.app_context(), writing():
        attempt, by = db.session.scalars(NEWEST).first(), db.session.get_one(Person, ben)
        what = db.session.get_one(Person, ana) if name == "allow_time" else attempt
        getattr(actions, name)(what, *values, "The lights went out", by, clock.now())


def end(app: Flask) -> timedelta | None:
    """When the newest attempt ends, counted from noon."""
    at = stored(app, NEWEST)[0].deadline_at
    return at and at - NOON


def opened_again(app: Flask, page: Page, hours: Hours, minutes: int) -> None:
    """Her time is up; an hour after noon the attempt is opened again."""
    hours.go_by(hours=1)
    page.browser.get(page.address).says("Your time was up")
    given(app, "reopen_attempt", minutes)


def test_more_minutes_after_opening_again_are_added_to_the_new_end(app: Flask, tmp_path: Path, hours: Hours):
    page = sitting(app, tmp_path)
    given(app, "allow_minutes", 5)
    opened_again(app, page, hours, 20)
    assert end(app) == timedelta(hours=1, minutes=20)
    given(app, "allow_minutes", 10)
    assert end(app) == timedelta(hours=1, minutes=30)
    page.browser.get(START).follow("Go on").says("Time left 30:00")


def test_an_agreement_does_not_end_an_attempt_that_was_opened_again(app: Flask, tmp_path: Path, hours: Hours):
    page = sitting(app, tmp_path)
    opened_again(app, page, hours, 20)
    given(app, "allow_time", TimeFactor.HALF)
    assert end(app) == timedelta(hours=1, minutes=20)
    given(app, "allow_time", TimeFactor.NO_LIMIT)
    assert end(app) is None


def test_somebody_without_a_limit_has_none_after_opening_again(app: Flask, tmp_path: Path, hours: Hours):
    page = sitting(app, tmp_path)
    hours.go_by(hours=1)
    page.browser.get(page.address).says("Your time was up")
    given(app, "allow_time", TimeFactor.NO_LIMIT)
    given(app, "reopen_attempt", 20)
    assert end(app) is None


@pytest.mark.parametrize(("before", "after", "minutes"), [("2", "1", 60), ("none", "1", None), ("5/4", "3/2", 45)])
def test_an_agreement_on_less_time_does_not_shorten_what_is_under_way(
    app: Flask, tmp_path: Path, hours: Hours, before: str, after: str, minutes: int | None
):
    sitting(app, tmp_path)
    given(app, "allow_time", TimeFactor(before))
    given(app, "allow_time", TimeFactor(after))
    assert end(app) == (minutes and timedelta(minutes=minutes))


def test_an_agreement_from_before_the_start_can_be_taken_back_for_the_next_attempt(
    app: Flask, tmp_path: Path, hours: Hours
):
    a_bank(app, tmp_path, 3, draw=3, minutes=30)
    ana = enrolled(app, ANA)
    given(app, "allow_time", TimeFactor.DOUBLE)
    hours.go_by(minutes=1)
    given(app, "allow_time", TimeFactor.NORMAL)
    started(ana)
    assert end(app) == timedelta(minutes=31)
