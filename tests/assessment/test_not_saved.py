"""When the database cannot keep an answer, nobody is told that it is saved."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.assessment.models import AnswerEvent, Attempt
from app.learning.models import Completion
from tests.faults import no_commit
from tests.making import COUNT, RIGHT, a_course
from tests.people import ANA
from tests.sitting import RIGHT_WORDS, answer_all, by_script, enrolled, give, kind_of, started, stored


def test_the_script_hears_that_it_was_not_saved_and_when_to_try_again(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    with no_commit(app):
        answer = by_script(page, RIGHT_WORDS[kind_of(page)])
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "saved_at" not in answer.json
    assert "secret" not in answer.text
    assert stored(app, select(AnswerEvent)) == []


def test_the_same_save_succeeds_later(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    with no_commit(app):
        by_script(page, RIGHT_WORDS[kind_of(page)])
    assert by_script(page, RIGHT_WORDS[kind_of(page)]).json["seq"] == 1
    assert [event.response for event in stored(app, select(AnswerEvent))] == [RIGHT[kind_of(page)]]


def test_the_page_says_so_and_offers_the_answer_again(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    kind = kind_of(page)
    with no_commit(app):
        sorry = give(page, RIGHT_WORDS[kind], status=503)
    assert sorry.heading == "Your answer was not saved"
    sorry.says("What you typed is still here.", "Everything saved before is safe.").says_not("secret")
    assert stored(app, select(AnswerEvent)) == []
    sorry.submit("Send it again").says(f"2 of {COUNT}")
    assert [event.response for event in stored(app, select(AnswerEvent))] == [RIGHT[kind]]


def test_starting_that_cannot_be_kept_starts_nothing(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    page = ana.get("/learn/warm-hands/quiz/strokes")
    with no_commit(app):
        page.submit("Start the quiz", 503)
    assert stored(app, select(Attempt)) == []
    page.submit("Start the quiz").says(f"1 of {COUNT}")


def test_handing_in_that_cannot_be_kept_leaves_the_attempt_open(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    check = answer_all(started(enrolled(app, ANA)), RIGHT_WORDS)
    with no_commit(app):
        sorry = check.submit("Submit quiz", 503)
    assert stored(app, select(Attempt.submitted_at)) == [None]
    assert stored(app, select(Completion)) == []
    sorry.submit("Send it again").says("You passed")
