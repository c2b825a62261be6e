"""Correcting a key while others sit the quiz: whichever is first, every paper ends up marked by the corrected key."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from app.assessment import actions, queries
from app.assessment.actions import Correction
from app.assessment.grading import rekey
from app.assessment.grading.regrade import Fix, Remedy
from app.assessment.models import Attempt, Erratum, Question, Regrade
from app.learning.models import Completion
from app.platform import clock
from app.platform.db import db
from app.platform.mail import OutboxMessage
from app.platform.transactions import writing
from tests.people import ANA, BEN, add
from tests.reporting.classes import a_class, sits
from tests.sitting import a_bank, enrolled, give, started, stored
from tests.statements import counted
from tests.together import together

ATTEMPTS = select(Attempt).order_by(Attempt.id)
WHY = "Cold hands are right"


def question_of(app: Flask) -> Question:
    return stored(app, select(Question).order_by(Question.key))[0]


def correction_of(app: Flask, remedy: Remedy = Remedy.NEW_KEY, right: int = 0, **more: bool) -> Correction:
    """Cold hands are right now, not warm ones."""
    spec = rekey.with_right(question_of(app).spec, [right])
    return Correction(Fix(remedy, spec if remedy in {Remedy.NEW_KEY, Remedy.ACCEPT_BOTH} else None), WHY, **more)


def correct(app: Flask, correction: Correction, before: Callable[[], object] = lambda: None) -> bool:
    """Ben looks and applies; `before`: what happens between. Returns whether it was applied."""
    number, question = add(app, BEN), question_of(app)
    with app.app_context(), writing():
        plan = actions.Plan()
        for change in actions.planned(question, correction, queries.sittings_of(question.id)):
            plan.add(change)
    before()
    try:
        with app.app_context(), writing():
            by = db.session.get_one(Person, number)
            actions.correct_key(
                question, correction, by, clock.now(), expected=plan.fingerprint, address="http://localhost/attempts/"
            )
    except actions.PlanChanged:
        return False
    return True


@pytest.mark.parametrize("_time", range(3))
def test_a_submission_at_the_same_moment_is_marked_by_the_corrected_key(app: Flask, tmp_path: Path, _time: int):
    a_bank(app, tmp_path, 1, draw=1)
    check, correction = give(started(enrolled(app, ANA)), "Cold ones"), correction_of(app)
    applied, _ = together([lambda: correct(app, correction), lambda: check.submit("Submit quiz")])
    if not applied:  # it was handed in between looking and applying
        assert correct(app, correction)
    (attempt,) = stored(app, ATTEMPTS)
    assert (attempt.earned, attempt.passed) == (1, True)


@pytest.mark.postgresql_only
def test_an_attempt_that_begins_while_a_key_is_corrected_waits(app: Flask, tmp_path: Path):
    """It draws the question; handed in before the correction is in, it would be marked by the old key."""
    a_bank(app, tmp_path, 1, draw=1)
    question, ana = question_of(app), enrolled(app, ANA)
    locked, begun = Event(), Event()

    def begin() -> None:
        locked.wait(10)
        started(ana)
        begun.set()

    thread = Thread(target=begin)
    thread.start()
    with app.app_context(), writing():
        queries.sittings_of(question.id, to_change=True)
        locked.set()
        assert not begun.wait(0.5)
    thread.join(10)
    assert begun.is_set()


def test_two_corrections_at_once_are_one_and_a_new_look(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 1, draw=1)
    sits(app, 1, lambda _question: {"choice": 0})
    correction, _ben = correction_of(app, Remedy.FULL_MARKS), add(app, BEN)
    done = together([lambda: correct(app, correction) for _ in range(4)])
    changed = stored(app, select(Regrade))
    assert done.count(True) >= 1
    assert len(changed) == len(stored(app, select(OutboxMessage))) == 1
    assert [one.earned for one in stored(app, ATTEMPTS)] == [1]


def test_what_was_looked_at_must_still_be_so(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 1, draw=1)
    assert not correct(app, correction_of(app), lambda: sits(app, 1, lambda _question: {"choice": 1}))
    assert stored(app, select(Erratum)) == []


def test_a_reopened_attempt_counts_a_dropped_question_no_more(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 2, draw=2)
    sits(app, 1, lambda question: {"choice": int(question.key.endswith("1"))})
    assert correct(app, correction_of(app, Remedy.DROP))
    (attempt,) = stored(app, ATTEMPTS)
    assert (attempt.earned, attempt.possible) == (0, 1)
    with app.app_context(), writing():
        found = db.session.get_one(Attempt, attempt.id)
        by = db.session.scalars(select(Person).where(Person.email == BEN.email)).one()
        actions.reopen_attempt(found, 0, "The power failed", by, clock.now())
        actions.submit_attempt(found, clock.now())
    (again,) = stored(app, ATTEMPTS)
    assert (again.earned, again.possible) == (0, 1)


def test_where_the_average_counts_an_attempt_that_was_raised_and_not_passed_may_pass_the_quiz(
    app: Flask, tmp_path: Path
):
    a_bank(app, tmp_path, 2, draw=2, counts="average", pass_mark=60)
    for choice in (0, 1):
        sits(app, 1, lambda _question, choice=choice: {"choice": choice})
    assert stored(app, select(Completion)) == []
    assert correct(app, correction_of(app, Remedy.ACCEPT_BOTH))
    assert [one.passed for one in stored(app, ATTEMPTS)] == [False, True]
    assert len(stored(app, select(Completion))) == 1


def test_a_student_gets_one_message_about_all_attempts(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 1, draw=1)
    for choice in (0, 2, 0):
        sits(app, 1, lambda _question, choice=choice: {"choice": choice})
    assert correct(app, correction_of(app, Remedy.ACCEPT_BOTH))
    (message,) = stored(app, select(OutboxMessage))
    assert "Attempt 1:" in message.text
    assert "Attempt 3:" in message.text
    assert "Attempt 2:" not in message.text


def test_handing_in_asks_for_corrections_once_however_long_the_paper(app: Flask, tmp_path: Path):
    found = []
    for count in (2, 6):
        a_bank(app, tmp_path / str(count), count, draw=count)
        with counted(app) as statements:
            a_class(app, "Ida", attempts=1, first=count)
        found.append(sum("FROM errata" in one for one in statements))
    assert found == [1, 1]
