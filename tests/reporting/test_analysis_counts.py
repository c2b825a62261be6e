"""Whose attempts item statistics count: each student's first, handed in and marked; nobody's who teaches."""

from pathlib import Path

from flask import Flask
from sqlalchemy import update

from app.accounts.rules import Role
from app.assessment.models import Answer
from app.platform import clock
from app.platform.db import db
from app.platform.transactions import writing
from tests.reporting.analysed import ANALYSIS, ben, chooses, lines
from tests.reporting.classes import sits
from tests.sitting import a_bank


def test_only_the_first_attempt_that_was_handed_in_counts(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 1, draw=1)
    sits(app, 1, chooses(0))
    sits(app, 1, chooses(1))
    sits(app, 2, chooses(1), submit=False)
    assert lines(ben(app).get(ANALYSIS).says("1 student has"))["Which hands begin session 1?"][0] == "1"
    ben(app).get(f"{ANALYSIS}/q-single-choice-1").says("0.0%, probably")


def test_who_teaches_only_previews(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 1, draw=1)
    sits(app, 1, chooses(1), role=Role.INSTRUCTOR)
    sits(app, 2, chooses(1), role=Role.ADMINISTRATOR)
    ben(app).get(ANALYSIS).says("No attempts yet")
    sits(app, 3, chooses(1))
    ben(app).get(ANALYSIS).says("1 student has")


def test_a_paper_that_waits_for_its_mark_does_not_count_and_no_later_one_instead(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 1, draw=1)
    sits(app, 1, chooses(0))
    with app.app_context(), writing():
        db.session.execute(update(Answer).values(waits_since=clock.now()))
    sits(app, 1, chooses(1))
    ben(app).get(ANALYSIS).says("No attempts yet")


def test_a_question_that_nobody_drew_says_so(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 2, draw=1)
    sits(app, 1, chooses(1, 1))
    page = ben(app).get(ANALYSIS)
    (undrawn,) = [question for question, line in lines(page).items() if line[0] == "0"]
    assert lines(page)[undrawn] == ["0", "–", "–", "Note Nobody has had this question yet."]
    page.follow(undrawn).says("Nobody has had this question yet.").says_not("All points, a part, none")


def test_where_each_draws_other_questions_takers_differ_and_consistency_is_left_out(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 6, draw=2)
    for place in range(12):
        sits(app, place, chooses(1, 1, 1, 0, 0, 0))
    page = ben(app).get(ANALYSIS).says("12 students", "cannot be computed")
    takers = [int(line[0]) for line in lines(page).values()]
    assert (len(takers), sum(takers)) == (6, 24)
    assert len(set(takers)) > 1
