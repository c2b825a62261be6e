"""All questions on one page: each answer is saved by itself, and what cannot be saved costs nobody the others."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.assessment.models import Answer, AnswerEvent, Question
from tests.browser import Fields, Page
from tests.hours import Hours
from tests.making import STEMS, course_files
from tests.people import ANA, BEN
from tests.sitting import (
    RIGHT_WORDS,
    WRONG_WORDS,
    Words,
    a_bank,
    attempt_of,
    enrolled,
    publish,
    quiz_toml,
    started,
    stored,
)
from tests.statements import counted

RIGHT, WRONG = RIGHT_WORDS["single-choice"], WRONG_WORDS["single-choice"]
ANSWERS = select(Answer).order_by(Answer.number)
SAVES = select(func.count()).select_from(AnswerEvent)


def three(app: Flask, folder: Path, **rules: object) -> Page:
    """Ana's attempt at three questions on one page."""
    a_bank(app, folder, 3, **{"draw": 3, "on_a_page": "all"} | rules)
    return started(enrolled(app, ANA))


def choices(page: Page, said: Mapping[int, Words]) -> Fields:
    """The fields that give these answers to single-choice questions."""
    found = {}
    for number, words in said.items():
        labels = page.tree.xpath(f"//input[@name='q{number}-answer']/ancestor::label")
        found[f"q{number}-answer"] = next(
            one.xpath(".//input/@value")[0] for one in labels if one.text_content().strip() == words
        )
    return found


def put(page: Page, said: Mapping[int, Words], button: str = "Save and check answers", status: int = 200) -> Page:
    return page.submit(button, status, fields=choices(page, said))


def test_all_questions_are_answered_on_one_page_and_handed_in(app: Flask, tmp_path: Path):
    page = three(app, tmp_path)
    assert page.address == f"/attempts/{attempt_of(page)}/all"
    page.says("1. Which hands", "2. Which hands", "3. Which hands")
    check = put(page, {1: RIGHT, 2: RIGHT, 3: WRONG}).says("Every question is answered.")
    check.submit("Submit quiz").says("2 of 3")


def test_saving_stays_on_the_page_with_what_was_given(app: Flask, tmp_path: Path):
    page = put(three(app, tmp_path), {2: RIGHT}, "Save")
    assert page.address.endswith("/all")
    assert [bool(one.get("checked")) for one in page.tree.xpath("//input[@name='q2-answer']")].count(True) == 1
    assert [one.response is None for one in stored(app, ANSWERS)] == [True, False, True]


def test_only_what_changed_is_saved(app: Flask, tmp_path: Path):
    page = put(three(app, tmp_path), {1: RIGHT, 2: RIGHT, 3: RIGHT}, "Save")
    put(page, {2: WRONG}, "Save")
    assert stored(app, SAVES) == [4]
    assert [one.sequence for one in stored(app, ANSWERS)] == [1, 2, 1]


def test_an_older_page_loses_only_the_question_that_was_answered_elsewhere(app: Flask, tmp_path: Path):
    old = three(app, tmp_path)
    put(old.browser.get(old.address), {1: WRONG}, "Save")
    page = put(old, {1: RIGHT, 2: RIGHT}, status=422)
    page.says("answered in another window")
    first, second, _third = stored(app, ANSWERS)
    assert (first.sequence, second.sequence) == (1, 1)
    put(page, {1: RIGHT}).says("Check your answers")
    assert stored(app, ANSWERS)[0].sequence == 2


def test_what_cannot_be_read_is_shown_again_and_the_rest_is_saved(app: Flask, tmp_path: Path):
    publish(app, tmp_path, course_files(quiz=quiz_toml(on_a_page="all")))
    page = started(enrolled(app, ANA))
    number, word = (field_of(page, kind) for kind in ("numerical", "short-answer"))
    again = page.submit("Save", 422, fields={number: "about ten", word: "light"}).says("There is a problem")
    assert again.find(f"//input[@name='{number}']").get("value") == "about ten"
    assert (response_to(app, "numerical"), response_to(app, "short-answer")) == (None, {"text": "light"})
    again.submit("Save", fields={number: "10"})
    assert response_to(app, "numerical") == {"text": "10"}


def field_of(page: Page, kind: str) -> str:
    """The name of the field for a typed answer to the question of this kind."""
    return page.find(f"//div[@class='entry'][contains(., '{STEMS[kind]}')]//input[@type='text']").get("name")


def response_to(app: Flask, kind: str) -> object:
    (found,) = stored(app, select(Answer.response).join(Answer.question).where(Question.kind == kind))
    return found


def test_a_question_is_flagged_where_it_stands(app: Flask, tmp_path: Path):
    page = three(app, tmp_path)
    assert page.address.endswith("/all")
    token = page.find("//form[@data-saving]/input[@name='csrf_token']").get("value")
    page.browser.post(page.address, {"csrf_token": token, "q2-operation": "one", "q2-seq": "0", "go": "flag-2"})
    assert [one.flagged for one in stored(app, ANSWERS)] == [False, True, False]
    page.browser.get(page.address).says("Remove the flag")


def test_a_button_that_the_page_never_had_loses_no_answer(app: Flask, tmp_path: Path):
    page = three(app, tmp_path)
    page.browser.post(page.address, everything_in(page) | choices(page, {1: RIGHT}) | {"go": "flag-" + "9" * 5000})
    assert [one.response for one in stored(app, ANSWERS)].count(None) == 2


def test_practice_shows_a_checked_answer_among_the_others(app: Flask, tmp_path: Path):
    page = three(app, tmp_path, preset="practice")
    fields = choices(page, {1: WRONG, 2: RIGHT})
    after = page.browser.post(page.address, everything_in(page) | fields | {"go": "verify-1"})
    after.says("Not correct", "Why", "2. Which hands")
    assert not after.tree.xpath("//input[@name='q1-answer']")
    first, second, _third = stored(app, ANSWERS)
    assert first.checked_at
    assert second.response
    after.browser.get(f"/attempts/{attempt_of(page)}/check").submit("Submit quiz").says("1 of 3")


def everything_in(page: Page) -> dict[str, object]:
    return dict(page.find("//form[@data-saving]").form_values())


@pytest.mark.parametrize("address", ["1", "2", "check"])
def test_the_addresses_of_single_questions_lead_to_the_page(app: Flask, tmp_path: Path, address: str):
    page = three(app, tmp_path)
    found = page.browser.get(f"/attempts/{attempt_of(page)}/{address}")
    assert (found if address != "check" else found.follow("Change question 2")).address == page.address


def test_a_quiz_of_single_questions_has_no_such_page(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 3, draw=3)
    page = started(enrolled(app, ANA))
    assert page.browser.get(f"/attempts/{attempt_of(page)}/all").address == page.address
    token = page.find("//form[@data-saving]/input[@name='csrf_token']").get("value")
    answer = {"csrf_token": token, "q1-operation": "one", "q1-seq": "0", "q1-answer": "0"}
    assert page.browser.post(f"/attempts/{attempt_of(page)}/all", answer).address == page.address
    assert stored(app, SAVES) == [0]


def test_nobody_else_sees_or_changes_it(app: Flask, tmp_path: Path):
    page, ben = three(app, tmp_path), enrolled(app, BEN)
    ben.get(page.address, 404)
    token = started(ben).find("//form[@data-saving]/input[@name='csrf_token']").get("value")
    ben.post(page.address, {"csrf_token": token, "q1-operation": "one", "q1-answer": "0"}, 404)
    assert stored(app, SAVES) == [0]


def test_when_the_time_is_up_what_was_saved_is_handed_in(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    hours = Hours(monkeypatch)
    page = put(three(app, tmp_path, minutes=30), {1: RIGHT}, "Save")
    hours.go_by(minutes=31)
    put(page, {2: RIGHT}).says("Your time was up", "1 of 3")
    assert stored(app, ANSWERS)[1].response is None


def test_it_asks_the_database_as_often_for_many_questions_as_for_few(app: Flask, tmp_path: Path):
    asked = []
    for count, someone in ((3, ANA), (12, BEN)):
        a_bank(app, tmp_path / str(count), count, draw=count, on_a_page="all")
        page = started(enrolled(app, someone))
        with counted(app) as statements:
            page.browser.get(page.address)
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 6
