"""A quiz with a time limit: nobody loses what was saved, nobody gets more time than anybody else unasked."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from app.assessment import actions, queries
from app.assessment.models import Answer, AnswerEvent, Attempt
from app.assessment.rules import TimeFactor
from app.platform import clock, jobs
from app.platform.audit import AuditEvent
from app.platform.db import db
from app.platform.transactions import writing
from tests.browser import Browser, Page
from tests.hours import Hours
from tests.making import RIGHT
from tests.people import ANA, BEN, add, signed_in
from tests.sitting import (
    RIGHT_WORDS,
    START,
    a_bank,
    attempt_of,
    by_script,
    enrolled,
    give,
    started,
    stored,
)
from tests.together import together

ATTEMPT = select(Attempt)
ANSWER = RIGHT_WORDS["single-choice"]


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    return Hours(monkeypatch)


def half_an_hour(app: Flask, folder: Path, **rules: object) -> None:
    """Publish a quiz of three questions and half an hour."""
    a_bank(app, folder, 3, **{"draw": 3, "minutes": 30} | rules)


def give_time(app: Flask, factor: TimeFactor, reason: str = "Letter of 3 November") -> None:
    """Ben agrees with Ana on longer time."""
    ana, ben = add(app, ANA), add(app, BEN)
    with app.app_context(), writing():
        people = [db.session.get_one(Person, one) for one in (ana, ben)]
        actions.allow_time(people[0], factor, reason, people[1], clock.now())


def result_of(page: Page) -> Page:
    return page.browser.get(f"/attempts/{attempt_of(page)}")


def test_the_limit_is_said_before_and_the_rest_on_every_question(app: Flask, tmp_path: Path, hours: Hours):
    half_an_hour(app, tmp_path)
    ana = enrolled(app, ANA)
    ana.get(START).says("Time 30 minutes")
    page = started(ana).says("Time left 30:00")
    clock_shown = page.find("//*[@data-timer]")
    assert (clock_shown.get("data-timer"), clock_shown.get("data-grace")) == ("1800", "30")
    hours.go_by(minutes=10, seconds=30)
    page.browser.get(page.address).says("Time left 19:30")
    page.browser.get(f"/attempts/{attempt_of(page)}/check").says("Time left 19:30")


def test_an_answer_on_its_way_when_the_time_is_up_counts(app: Flask, tmp_path: Path, hours: Hours):
    half_an_hour(app, tmp_path)
    page = started(enrolled(app, ANA))
    hours.go_by(minutes=30, seconds=30)
    assert by_script(page, ANSWER).status_code == 200
    assert page.browser.get(page.address).says("Time left 0:00").address == page.address


def test_an_answer_that_comes_later_is_refused_and_what_was_saved_is_marked(app: Flask, tmp_path: Path, hours: Hours):
    half_an_hour(app, tmp_path)
    first = started(enrolled(app, ANA))
    second = give(first, ANSWER)
    hours.go_by(minutes=30, seconds=31)
    late = by_script(second, ANSWER)
    assert late.status_code == 410
    (attempt,) = stored(app, ATTEMPT)
    assert (attempt.closed_by, attempt.earned, attempt.passed) == ("deadline", 1, False)
    assert [one.response for one in stored(app, select(AnswerEvent))] == [RIGHT["single-choice"]]
    result_of(first).says("Not passed yet", "1 of 3", "Your time was up")


@pytest.mark.parametrize("page_name", ["", "/1", "/check"])
def test_the_next_visit_hands_in_what_was_saved(app: Flask, tmp_path: Path, hours: Hours, page_name: str):
    half_an_hour(app, tmp_path)
    page = started(enrolled(app, ANA))
    give(page, ANSWER)
    hours.go_by(hours=9)
    shown = page.browser.get(f"/attempts/{attempt_of(page)}{page_name}").says("Your time was up")
    assert shown.address == f"/attempts/{attempt_of(page)}"
    assert [one.closed_by for one in stored(app, ATTEMPT)] == ["deadline"]


def test_handing_in_late_is_closed_by_the_deadline_too(app: Flask, tmp_path: Path, hours: Hours):
    half_an_hour(app, tmp_path)
    page = started(enrolled(app, ANA))
    check = page.browser.get(f"/attempts/{attempt_of(page)}/check")
    hours.go_by(minutes=31)
    check.submit("Submit quiz").says("Your time was up")
    assert [one.closed_by for one in stored(app, ATTEMPT)] == ["deadline"]


def test_starting_again_after_the_time_is_up_is_a_new_attempt(app: Flask, tmp_path: Path, hours: Hours):
    half_an_hour(app, tmp_path)
    first = started(enrolled(app, ANA))
    hours.go_by(hours=1)
    again = first.browser.get(START).follow("Go on").says("Your time was up")
    assert started(again.browser).says("Time left 30:00")
    assert [one.closed_by for one in stored(app, ATTEMPT.order_by(Attempt.number))] == ["deadline", None]


@pytest.mark.postgresql_only  # on SQLite whoever starts is the only writer from the first statement on
def test_starting_again_while_the_worker_hands_in_marks_it_once(
    app: Flask, tmp_path: Path, hours: Hours, monkeypatch: pytest.MonkeyPatch
):
    half_an_hour(app, tmp_path)
    page = give(started(enrolled(app, ANA)), ANSWER)
    token = page.find("//main//form//input[@name='csrf_token']").get("value")
    hours.go_by(hours=1)
    history_of = queries.history_of

    def the_worker_is_faster(*whose: Any) -> queries.History:
        found = history_of(*whose)
        (handed_in,) = together([lambda: jobs.run_due(app)])
        assert handed_in == 1
        return found

    with monkeypatch.context() as patch:
        patch.setattr(queries, "history_of", the_worker_is_faster)
        page.browser.post(f"{START}/attempts", {"csrf_token": token}).says("Time left 30:00")
    handed_in = select(AuditEvent).where(AuditEvent.action == "submitted attempt")
    assert [event.details["by"] for event in stored(app, handed_in)] == ["deadline"]
    assert [one.closed_by for one in stored(app, ATTEMPT.order_by(Attempt.number))] == ["deadline", None]


def test_the_worker_hands_in_what_nobody_comes_back_to(app: Flask, tmp_path: Path, hours: Hours):
    half_an_hour(app, tmp_path)
    for someone in (ANA, BEN):
        started(enrolled(app, someone))
    hours.go_by(minutes=30, seconds=30)
    assert jobs.run_due(app) == 0
    hours.go_by(seconds=1)
    assert jobs.run_due(app) == 2
    assert [one.closed_by for one in stored(app, ATTEMPT)] == ["deadline", "deadline"]
    assert jobs.run_due(app) == 0


def test_a_visit_and_the_worker_at_once_mark_it_once(app: Flask, tmp_path: Path, hours: Hours):
    half_an_hour(app, tmp_path)
    page = started(enrolled(app, ANA))
    visitors = [signed_in(app, ANA) for _ in range(3)]
    hours.go_by(hours=1)
    together(
        [*(lambda who=who: who.get(f"/attempts/{attempt_of(page)}") for who in visitors), lambda: jobs.run_due(app)]
    )
    assert [one.closed_by for one in stored(app, ATTEMPT)] == ["deadline"]
    assert [one.earned for one in stored(app, select(Answer))] == [0, 0, 0]


@pytest.mark.parametrize(
    ("factor", "words"),
    [
        (TimeFactor.QUARTER, "37 minutes 30 seconds (extended for you from 30 minutes)"),
        (TimeFactor.HALF, "45 minutes (extended for you from 30 minutes)"),
        (TimeFactor.NO_LIMIT, "No limit."),
    ],
)
def test_somebody_with_an_agreement_sees_it_and_its_reason_before_the_start(
    app: Flask, tmp_path: Path, hours: Hours, factor: TimeFactor, words: str
):
    half_an_hour(app, tmp_path)
    ana = enrolled(app, ANA)
    give_time(app, factor)
    ana.get(START).says(f"Time {words}", "Given to you", "Letter of 3 November")


def test_an_agreement_made_during_an_attempt_helps_at_once(app: Flask, tmp_path: Path, hours: Hours):
    half_an_hour(app, tmp_path)
    page = started(enrolled(app, ANA))
    hours.go_by(minutes=29)
    give_time(app, TimeFactor.DOUBLE)
    page = page.browser.get(page.address).says("Time left 31:00")
    hours.go_by(minutes=30)
    assert by_script(page, ANSWER).status_code == 200
    give_time(app, TimeFactor.NO_LIMIT, "The generator failed")
    assert "Time left" not in page.browser.get(page.address).text


def test_a_stranger_to_the_agreement_gets_no_more_time(app: Flask, tmp_path: Path, hours: Hours):
    half_an_hour(app, tmp_path)
    ben = enrolled(app, BEN)
    enrolled(app, ANA)
    give_time(app, TimeFactor.DOUBLE)
    ben.get(START).says("Time 30 minutes").says_not("extended", "Given to you")


def test_a_quiz_without_a_limit_shows_no_clock(app: Flask, tmp_path: Path, hours: Hours):
    a_bank(app, tmp_path, 3, draw=3)
    page = started(enrolled(app, ANA))
    hours.go_by(days=400)
    assert "Time left" not in page.text
    assert Browser(signed_in(app, ANA)).get(page.address).address == page.address
