"""Saving an answer: by the page's script, and by its plain form. "Saved" means committed."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessment.models import Answer, AnswerEvent
from tests.making import COUNT, RIGHT, a_course
from tests.people import ANA
from tests.sitting import (
    RIGHT_WORDS,
    attempt_of,
    by_script,
    enrolled,
    give,
    kind_of,
    started,
    stored,
    values_of,
)

EVENTS = select(AnswerEvent).order_by(AnswerEvent.id)
ANSWERS = select(Answer).order_by(Answer.number)


def test_a_script_hears_when_it_was_saved_and_the_database_has_it(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    response = by_script(page, RIGHT_WORDS[kind_of(page)])
    assert response.status_code == 200
    assert set(response.json) == {"saved_at", "seq"}
    (event,) = stored(app, EVENTS)
    assert (event.number, event.sequence, event.response) == (1, response.json["seq"], RIGHT[kind_of(page)])
    assert stored(app, ANSWERS)[0].response == RIGHT[kind_of(page)]


def test_the_time_told_is_the_time_stored_in_the_sites_zone(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    told = by_script(page, RIGHT_WORDS[kind_of(page)]).json["saved_at"]
    with app.app_context():
        assert told == app.jinja_env.filters["clock_time"](stored(app, EVENTS)[0].received_at)
    page.browser.get(page.address).says(f"Saved {told}")


def test_every_kind_is_saved_by_the_plain_form_and_shown_again(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    for number in range(1, COUNT + 1):
        kind, address = kind_of(page), page.address
        sent = {name: value for name, value in values_of(page, RIGHT_WORDS[kind]).items() if "answer" in name}
        following = give(page, RIGHT_WORDS[kind])
        again = page.browser.get(address)
        assert {name: value for name, value in values_of(again).items() if "answer" in name} == sent, kind
        assert stored(app, ANSWERS)[number - 1].response == RIGHT[kind]
        page = following
    page.says("Check your answers")
    assert [event.sequence for event in stored(app, EVENTS)] == [1] * COUNT


def test_the_form_goes_on_to_the_next_question_and_at_the_end_to_the_check(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    attempt, token = attempt_of(page), values_of(page)["csrf_token"]
    client = page.browser.client
    for number, following in [(1, "2#question"), (COUNT - 1, f"{COUNT}#question"), (COUNT, "check")]:
        answer = client.post(f"/attempts/{attempt}/{number}", data={"csrf_token": token})
        assert answer.status_code == 302
        assert answer.location == f"/attempts/{attempt}/{following}"


@pytest.mark.parametrize(
    ("button", "start", "end"),
    [("Previous", 2, "1"), ("Check answers", 2, "check"), ("Flag for review", 2, "2"), ("Save and continue", 2, "3")],
)
def test_each_button_saves_first(app: Flask, tmp_path: Path, button: str, start: int, end: str):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    page = page.browser.get(f"/attempts/{attempt_of(page)}/{start}")
    after = give(page, RIGHT_WORDS[kind_of(page)], button)
    assert after.address == f"/attempts/{attempt_of(page)}/{end}"
    assert stored(app, ANSWERS)[start - 1].response == RIGHT[kind_of(page)]


def test_a_flag_is_set_and_taken_away_and_shows_on_the_check(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA)).submit("Flag for review")
    check = page.browser.get(f"/attempts/{attempt_of(page)}/check").says("Flagged")
    check.follow("Change question 1").submit("Remove the flag")
    page.browser.get(check.address).says_not("Flagged")


def test_an_item_given_the_same_place_twice_is_saved_and_remarked_on(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    while kind_of(page) != "ordering":
        page = page.submit("Save and continue")
    after = give(page, {"Stroke": "1", "Knead": "1"})
    after.says("Two items have place 1. Give each its own.")
    (event,) = stored(app, EVENTS)
    assert event.response == {"positions": [None, 1, 1]}


def test_an_answer_can_be_changed_and_taken_back(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    while kind_of(page) != "matching":
        page = page.submit("Save and continue")
    address = page.address
    give(page, RIGHT_WORDS["matching"])
    give(page.browser.get(address), {"Begin": "Calm"})
    give(page.browser.get(address), {"Begin": "Choose…", "End": "Choose…"})
    responses = [event.response["pairs"] for event in stored(app, EVENTS)]
    assert responses == [{"0": 0, "1": 1}, {"0": 1, "1": 1}, {"0": None, "1": None}]
