"""Saving the same answer again: retries, an older tab, a window left open after handing in."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.assessment.models import Answer, AnswerEvent, Attempt
from tests.browser import Browser, Page
from tests.making import RIGHT, a_course
from tests.people import ANA, signed_in
from tests.sitting import (
    RIGHT_WORDS,
    WRONG_WORDS,
    attempt_of,
    by_script,
    enrolled,
    give,
    kind_of,
    started,
    stored,
    values_of,
)
from tests.together import together

EVENTS = select(AnswerEvent).order_by(AnswerEvent.id)
FIRST = select(Answer).where(Answer.number == 1)


def right(page: Page) -> object:
    return RIGHT_WORDS[kind_of(page)]


def wrong(page: Page) -> object:
    return WRONG_WORDS[kind_of(page)]


def test_a_retry_whose_first_try_arrived_is_told_the_same_and_adds_nothing(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    told = by_script(page, right(page), operation="lost-on-the-way").json
    assert by_script(page, right(page), operation="lost-on-the-way").json == told
    assert len(stored(app, EVENTS)) == 1


def test_a_late_retry_does_not_undo_a_newer_answer(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    first = by_script(page, wrong(page), operation="first").json
    second = by_script(page, right(page), operation="second", seq=first["seq"]).json
    assert by_script(page, wrong(page), operation="first", seq="0").json == first
    (answer,) = stored(app, FIRST)
    assert (answer.response, answer.sequence) == (RIGHT[kind_of(page)], second["seq"])


def test_a_form_from_the_browsers_memory_that_was_changed_is_not_taken_for_the_save_it_once_was(
    app: Flask, tmp_path: Path
):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    give(page, right(page))
    give(page, wrong(page), status=409).says("yours was not saved")
    assert stored(app, FIRST)[0].response == RIGHT[kind_of(page)]


def test_an_operation_id_used_twice_is_refused_and_changes_nothing(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    told = by_script(page, right(page), operation="forged").json
    refused = by_script(page, wrong(page), operation="forged", seq=told["seq"])
    assert refused.status_code == 422
    assert "Open the page again." in refused.json["message"]
    assert stored(app, FIRST)[0].response == RIGHT[kind_of(page)]
    assert by_script(page, wrong(page), operation="honest", seq=told["seq"]).json["seq"] == 2


def test_one_save_sent_eight_times_at_once_is_one_event(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    pages = [started(enrolled(app, ANA))]
    pages += [Browser(signed_in(app, ANA)).get(pages[0].address) for _ in range(7)]
    bodies = [values_of(page, right(page)) for page in pages]

    def save(page: Page, body: dict):
        data = body | {"operation": "one"}
        return lambda: page.browser.client.post(page.address, data=data, headers={"X-Requested-With": "fetch"})

    answers = together([save(*pair) for pair in zip(pages, bodies, strict=True)])
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.json["seq"] for answer in answers} == {1}
    assert len(stored(app, EVENTS)) == 1


def test_pressing_save_on_what_is_saved_adds_no_event(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    told = by_script(page, right(page)).json
    page = page.browser.get(page.address)
    assert by_script(page, right(page)).json == told
    give(page, right(page))
    assert len(stored(app, EVENTS)) == 1


def test_passing_a_question_by_is_no_answer_that_another_tab_would_have_to_know(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    older = started(enrolled(app, ANA))
    older.browser.get(older.address).submit("Save and continue")
    assert stored(app, EVENTS) == []
    assert by_script(older, right(older)).status_code == 200


def test_an_older_tabs_script_is_refused_and_changes_nothing(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    older = started(enrolled(app, ANA))
    newer = older.browser.get(older.address)
    by_script(newer, right(newer))
    refused = by_script(older, wrong(older))
    assert refused.status_code == 409
    assert "The newer answer is shown; yours was not saved." in refused.json["message"]
    assert len(stored(app, EVENTS)) == 1
    assert stored(app, FIRST)[0].response == RIGHT[kind_of(newer)]


def test_an_older_tabs_form_is_shown_the_newer_answer(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    older = started(enrolled(app, ANA))
    newer = older.browser.get(older.address)
    by_script(newer, right(newer))
    conflict = give(older, wrong(older), status=409)
    conflict.says("This question was answered in another window.")
    shown = {name: value for name, value in values_of(conflict).items() if "answer" in name}
    assert shown == {name: value for name, value in values_of(newer, right(newer)).items() if "answer" in name}
    assert stored(app, FIRST)[0].response == RIGHT[kind_of(newer)]
    give(conflict, wrong(conflict))  # seen, she decides for the other one after all
    assert stored(app, FIRST)[0].sequence == 2


def test_a_tab_that_flags_without_knowing_the_newer_answer_flags_nothing(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    older = started(enrolled(app, ANA))
    by_script(older.browser.get(older.address), right(older))
    give(older, wrong(older), "Flag for review", status=409)
    assert not stored(app, FIRST)[0].flagged


def submitted(app: Flask, tmp_path: Path) -> tuple[Page, Page]:
    """A question left open in one window, and the result of handing in in another."""
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    result = page.browser.get(f"/attempts/{attempt_of(page)}/check").submit("Submit quiz")
    return page, result


def test_a_script_that_saves_after_handing_in_hears_gone(app: Flask, tmp_path: Path):
    page, _ = submitted(app, tmp_path)
    assert by_script(page, right(page)).status_code == 410
    assert stored(app, EVENTS) == []
    assert stored(app, FIRST)[0].response is None


def test_a_form_sent_after_handing_in_shows_the_result(app: Flask, tmp_path: Path):
    page, result = submitted(app, tmp_path)
    for button in ("Save and continue", "Flag for review", "Check answers"):
        assert give(page, right(page), button).text == result.text
    assert stored(app, EVENTS) == []
    assert not stored(app, FIRST)[0].flagged


def test_questions_and_check_of_a_submitted_attempt_lead_to_the_result(app: Flask, tmp_path: Path):
    page, result = submitted(app, tmp_path)
    for address in (page.address, f"{result.address}/check"):
        assert page.browser.get(address).address == result.address


def test_a_retry_that_arrives_after_handing_in_is_still_recognised(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    told = by_script(page, right(page), operation="before").json
    page.browser.get(f"/attempts/{attempt_of(page)}/check").submit("Submit quiz")
    again = by_script(page, right(page), operation="before")
    assert (again.status_code, again.json) == (200, told)
    assert len(stored(app, select(Attempt).where(Attempt.submitted_at.is_not(None)))) == 1


def test_a_flag_sent_again_after_handing_in_changes_nothing(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    by_script(page, right(page), operation="known")
    result = page.browser.get(f"/attempts/{attempt_of(page)}/check").submit("Submit quiz")
    again = values_of(page, right(page)) | {"operation": "known", "go": "flag"}
    assert page.browser.post(page.address, again).text == result.text
    assert not stored(app, FIRST)[0].flagged
