"""A question that is edited, corrected or taken out: each version has figures of its own, and none are lost."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select, update

from app.assessment.models import Answer, Erratum, Question
from app.platform import clock
from app.platform.db import db
from app.platform.transactions import writing
from tests.people import BEN, add
from tests.reporting.analysed import ANALYSIS, ben, chooses, lines, publish_again, table
from tests.reporting.classes import sits
from tests.sitting import a_bank, hands


def test_an_edited_question_begins_anew_and_its_history_stays(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 2, draw=2)
    sits(app, 1, chooses(0, 1))
    path, text = hands(1)
    edited = (path, text.replace("Which hands", "Which two hands"))
    publish_again(app, tmp_path, 2, hands(2), edited)
    for place in (2, 3):
        sits(app, place, chooses(1, 1))
    page = ben(app).get(ANALYSIS).says("3 students", "version 2")
    found = lines(page)
    assert found["Which two hands begin session 1?"][:2] == ["2", "100% (34–100%)"]
    assert found["Which hands begin session 2?"][:2] == ["3", "100% (44–100%)"]
    question = page.follow("Which two hands begin session 1?").says("version 2 of 2")
    assert [(row[0], row[2], row[3], row[5]) for row in table(question, "Versions")] == [
        ("Version 1", "1", "0% (0–79%)", "No"), ("Version 2, shown here", "2", "100% (34–100%)", "Yes"),
    ]  # fmt: skip
    question.follow("Version 1").says("Which hands begin session 1?", "no longer asked", "0.0%, probably")
    ben(app).get(f"{ANALYSIS}/q-single-choice-1?version=3", 404)
    ben(app).get(f"{ANALYSIS}/q-single-choice-1?version=x").says("version 2 of 2")


def test_a_question_that_is_no_longer_asked_keeps_its_figures(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 2, draw=2)
    sits(app, 1, chooses(1, 1))
    publish_again(app, tmp_path, 1, hands(2), hands(3, "practice"))
    page = ben(app).get(ANALYSIS).says("no longer asked").says_not("session 3")
    assert [line[0] for line in lines(page).values()] == ["1", "1"]


def corrected(app: Flask, remedy: str, right: int | None = None) -> None:
    """The key of the first question is corrected: another option is right, or none counts."""
    by = add(app, BEN)
    with app.app_context(), writing():
        question = db.session.scalars(select(Question).where(Question.key == "q-single-choice-1")).one()
        options = [dict(one, right=place == right) for place, one in enumerate(question.spec["options"])]
        spec = None if right is None else dict(question.spec, options=options)
        note = {"reason": "The key was wrong.", "keep_passed": True, "by_id": by, "at": clock.now()}
        db.session.add(Erratum(question_id=question.id, remedy=remedy, new_spec=spec, **note))
        if remedy == "drop":
            db.session.execute(update(Answer).where(Answer.question_id == question.id).values(earned=None))


def test_a_corrected_key_is_the_one_that_is_shown(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 2, draw=2)
    sits(app, 1, chooses(0, 1))
    address = f"{ANALYSIS}/q-single-choice-1"
    ben(app).get(address).says_not("corrected")
    for remedy, keys in (("new-key", ["✓Key", "Wrong", "Wrong"]), ("accept-both", ["✓Key", "Wrong", "✓Key"])):
        corrected(app, remedy, 0 if remedy == "new-key" else 2)
        page = ben(app).get(address).says("Its key was corrected")
        assert [row[1] for row in table(page, "Options")] == keys


def test_a_question_that_was_dropped_has_nothing_to_say(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 2, draw=2)
    sits(app, 1, chooses(0, 1))
    corrected(app, "drop")
    line = lines(ben(app).get(ANALYSIS))["Which hands begin session 1?"]
    assert line == ["0", "–", "–", "Note A correction took this question out of the marks."]
