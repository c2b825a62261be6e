"""What a class said: figures, and none while so few have answered that somebody could be guessed."""

from pathlib import Path

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.certificates.models import EvaluationResponse
from app.platform import ids
from app.platform.db import db
from app.platform.transactions import writing
from app.reporting.rules import FEWEST, report
from tests.browser import Browser
from tests.making import a_course
from tests.people import BEN, signed_in

QUESTIONS = [
    {"id": "a", "kind": "scale", "text": "It was good."},
    {"id": "b", "kind": "choice", "text": "The level was", "options": ["low", "high"]},
    {"id": "c", "kind": "number", "text": "Minutes"},
    {"id": "d", "kind": "text", "text": "What else?"},
]
ONE = st.fixed_dictionaries(
    {},
    optional={
        "a": st.sampled_from("12345"), "b": st.sampled_from(["low", "high"]), "c": st.integers(0, 500),
        "d": st.text("xyz", min_size=1),
    },
)  # fmt: skip


@given(st.lists(ONE, max_size=12))
def test_nothing_is_shown_of_a_question_that_few_answered(responses: list[dict]):
    for question, answered in zip(QUESTIONS, report(QUESTIONS, responses), strict=True):
        count = sum(question["id"] in one for one in responses)
        assert answered.count == count
        assert answered.is_withheld == (count < FEWEST)
        if answered.is_withheld:
            assert (answered.counts, answered.middle, answered.texts) == ((), "", ())
        elif answered.counts:
            assert sum(number for _, number in answered.counts) == count


def test_four_answers_show_nothing_and_five_do(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    with app.app_context():
        first = db.session.execute(db.select(db.metadata.tables["course_revisions"].c.id)).scalar_one()
    with app.app_context(), writing():
        for _ in range(4):
            answers = {"objectives": "4", "minutes": 50, "comment": "Good plates."}
            db.session.add(EvaluationResponse(id=ids.public_id(), revision_id=first, year=2026, answers=answers))
    ben = Browser(signed_in(app, BEN))
    page = ben.get("/studio/warm-hands/evaluations").says("4 people answered", "Withheld: fewer than 5 answers.")
    page.says_not("Good plates.", "Mean 4")
    with app.app_context(), writing():
        answers = {"objectives": "5", "minutes": 60, "comment": "More color."}
        db.session.add(EvaluationResponse(id=ids.public_id(), revision_id=first, year=2026, answers=answers))
    page = ben.get("/studio/warm-hands/evaluations").says("Mean 4.2 of 5, of 5 answers", "Median 50", "Good plates.")
    page.says("More color.")
