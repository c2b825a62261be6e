"""A text without a question: it is read first, asks nothing, and counts for nothing."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.assessment.kinds.base import ContentError, ResponseError, numbered
from app.assessment.kinds.description import mark
from app.assessment.models import Answer, AnswerEvent, Attempt, Question
from app.platform.db import db
from app.platform.transactions import writing
from tests.browser import Page
from tests.essays import an_essay_quiz, text_file, written
from tests.people import ANA
from tests.sitting import START, by_script, enrolled, started, stored

PRACTICE = {"preset": "practice"}


def a_quiz(app: Flask, folder: Path, *more: tuple[str, str], **rules: object) -> None:
    """Publish a quiz of two single choices that begins with a text."""
    an_essay_quiz(app, folder, text_file(), *more, essays=0, **rules)


def test_it_comes_first_with_its_list_and_asks_for_nothing(app: Flask, tmp_path: Path):
    a_quiz(app, tmp_path)
    ana = enrolled(app, ANA)
    ana.get(START).says("Questions 2")
    page = started(ana).says("Page 1 of 3", "Maria lifts boxes: every day, in a warehouse.", "Continue")
    assert page.heading == "Read this and continue"
    page.says_not("Save and continue", "Flag for review", "point", "Question")
    page.submit("Continue").says("Question 2 of 3", "Which hands begin session")


def test_it_is_neither_open_nor_right_nor_wrong(app: Flask, tmp_path: Path):
    a_quiz(app, tmp_path)
    check = written(started(enrolled(app, ANA)), None)
    check.says("Every question is answered.", "A text to read").says_not("Not answered")
    check.follow("Read").says("Maria lifts boxes")
    check.submit("Submit quiz").says("You passed", "2 of 2", "2 answers were right").says_not("Maria")
    (attempt,) = stored(app, select(Attempt))
    assert (attempt.earned, attempt.possible, attempt.passed) == (2, 2, True)


def test_every_paper_has_every_text_and_as_many_questions_as_are_drawn(app: Flask, tmp_path: Path):
    a_quiz(app, tmp_path, text_file(2, "And her back hurts."), draw=1)
    started(enrolled(app, ANA)).says("Page 1 of 3").submit("Continue").says("Page 2 of 3").submit("Continue").says(
        "Question 3 of 3"
    )


@pytest.mark.parametrize("sent", [{}, {"answer": "x"}, {"answer-1": "1", "go": "verify"}, {"go": "flag"}])
def test_nothing_that_is_sent_to_it_is_kept(app: Flask, tmp_path: Path, sent: dict[str, str]):
    a_quiz(app, tmp_path, **PRACTICE)
    page = started(enrolled(app, ANA))
    assert by_script(page, **sent).status_code == 200
    assert stored(app, select(AnswerEvent)) == []
    (place,) = stored(app, select(Answer).where(Answer.number == 1))
    assert (place.response, place.checked_at) == (None, None)


def test_a_practice_quiz_offers_to_check_questions_and_not_texts(app: Flask, tmp_path: Path):
    a_quiz(app, tmp_path, **PRACTICE)
    page = started(enrolled(app, ANA)).says_not("Check this answer")
    page.submit("Continue").says("Check this answer")


def test_a_quiz_that_leads_one_way_goes_past_it(app: Flask, tmp_path: Path):
    a_quiz(app, tmp_path, order="sequential")
    page: Page = started(enrolled(app, ANA)).says_not("final")
    page.submit("Continue").says("Question 2 of 3", "this answer is final")


def test_the_database_gives_points_to_questions_and_to_nothing_else(app: Flask, tmp_path: Path):
    a_quiz(app, tmp_path)
    for values in ({"kind": "description", "points": 1}, {"points": 0}, {"kind": "essay", "points": -1}):
        with app.app_context(), writing(), pytest.raises(IntegrityError):
            db.session.execute(update(Question).where(Question.kind == "single-choice").values(values))


def test_answers_below_a_text_are_refused_with_their_line():
    with pytest.raises(ContentError, match="line 2"):
        mark.read(numbered("\n- [x] a"), {})
    assert mark.read(numbered("\n  \n"), {}) == mark.load(mark.dump(mark.Spec()))
    with pytest.raises(ResponseError):
        mark.normalise(mark.Spec(), ["x"])  # type: ignore[arg-type]
