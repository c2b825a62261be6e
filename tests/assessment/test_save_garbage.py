"""What no page of ours would send: refused in a sentence, and the answer that was saved stays."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessment.grading import KINDS
from app.assessment.kinds.base import ResponseError
from app.assessment.models import Answer, AnswerEvent
from tests.browser import Page
from tests.making import COUNT, RIGHT, a_course
from tests.people import ANA
from tests.sitting import RIGHT_WORDS, attempt_of, by_script, enrolled, kind_of, started, stored, values_of

MILLION = 1_000_000
ROWS = ("matching", "ordering", "cloze")
GARBAGE = {
    "single-choice": ["3", "-1", "99", "x", "1.0", "9" * 5000, "x" * MILLION],
    "multiple-response": ["4", "-1", "x", ["0", "99"], ["0"] * 50, "x" * MILLION],
    "short-answer": ["x" * 501, "x" * MILLION],
    "numerical": ["ten", "NaN", "1,500", "1e999", "9" * 101, "x" * MILLION],
    "cloze": ["x" * 501, "x" * MILLION],
    "matching": ["3", "-1", "x", "x" * MILLION],
    "ordering": ["0", "4", "-1", "x", "x" * MILLION],
}


def question_of_kind(app: Flask, tmp_path: Path, kind: str) -> Page:
    """A question of this kind, answered right."""
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    while kind_of(page) != kind:
        page = page.submit("Save and continue")
    assert by_script(page, RIGHT_WORDS[kind]).status_code == 200
    return page.browser.get(page.address)


def responses(app: Flask) -> list[dict]:
    return [found for found in stored(app, select(Answer.response)) if found is not None]


@pytest.mark.parametrize("kind", GARBAGE)
def test_nonsense_is_refused_and_what_was_saved_stays(app: Flask, tmp_path: Path, kind: str):
    page = question_of_kind(app, tmp_path, kind)
    field = "answer-1" if kind in ROWS else "answer"
    for garbage in GARBAGE[kind]:
        refused = by_script(page, **{field: garbage})
        assert refused.status_code == 422, garbage[:20]
        assert refused.json["message"], garbage[:20]
    assert responses(app) == [RIGHT[kind]]
    assert len(stored(app, select(AnswerEvent))) == 1


def test_what_only_the_kind_can_refuse_is_said_in_a_sentence_too(app: Flask, tmp_path: Path, monkeypatch):
    page = question_of_kind(app, tmp_path, "short-answer")

    def refuse(_spec, _raw):
        raise ResponseError("This answer could not be read.")

    monkeypatch.setattr(KINDS["short-answer"], "normalise", refuse)
    page.submit("Save and continue", 422, answer="firm").says("There is a problem", "This answer could not be read.")
    assert by_script(page, answer="firm").json == {"message": "This answer could not be read."}
    assert responses(app) == [RIGHT["short-answer"]]


def test_the_plain_form_shows_what_is_wrong_and_what_was_typed(app: Flask, tmp_path: Path):
    page = question_of_kind(app, tmp_path, "short-answer")
    refused = page.submit("Save and continue", 422, answer="x" * 501)
    refused.says("There is a problem", "An answer can have 500 characters at most.")
    assert refused.response.text.count("<title>Error: ") == 1
    assert values_of(refused)["answer"] == ["x" * 501]
    assert responses(app) == [RIGHT["short-answer"]]


def test_more_than_two_megabytes_are_not_even_read(app: Flask, tmp_path: Path):
    page = question_of_kind(app, tmp_path, "short-answer")
    assert by_script(page, answer="x" * (3 * MILLION)).status_code == 413
    assert responses(app) == [RIGHT["short-answer"]]


@pytest.mark.parametrize(
    ("kind", "empty"),
    [
        ("single-choice", {"choice": None}),
        ("multiple-response", {"choices": []}),
        ("matching", {"pairs": {"0": None, "1": None}}),
        ("ordering", {"positions": [None, None, None]}),
    ],
)
def test_a_choice_that_is_not_sent_is_taken_back(app: Flask, tmp_path: Path, kind: str, empty: dict):
    page = question_of_kind(app, tmp_path, kind)
    without = dict.fromkeys((name for name in values_of(page) if name.startswith("answer")), None)
    assert by_script(page, **without).status_code == 200
    assert responses(app) == [empty]


@pytest.mark.parametrize("seq", ["", "x", "-1", "999", "9" * 400])
def test_a_sequence_that_makes_no_sense_breaks_nothing(app: Flask, tmp_path: Path, seq: str):
    page = question_of_kind(app, tmp_path, "short-answer")
    assert by_script(page, answer="firm", seq=seq).status_code in {200, 409}
    assert responses(app) in ([{"text": "firm"}], [RIGHT["short-answer"]])


@pytest.mark.parametrize("operation", [None, "", "x" * MILLION, "' OR 1=1 --", "é\u202e🙂"])
def test_any_operation_id_will_do(app: Flask, tmp_path: Path, operation: str | None):
    page = question_of_kind(app, tmp_path, "short-answer")
    assert by_script(page, answer="firm", operation=operation).status_code == 200
    assert responses(app) == [{"text": "firm"}]


@pytest.mark.parametrize("field", ["operation", "answer", "seq"])
def test_a_nul_is_refused_rather_than_taken_for_an_outage(app: Flask, tmp_path: Path, field: str):
    page = question_of_kind(app, tmp_path, "short-answer")
    assert by_script(page, **({"answer": "firm"} | {field: "a\0b"})).status_code == 400
    assert page.browser.client.get("/attempts/%00").status_code == 404
    assert responses(app) == [RIGHT["short-answer"]]


def test_what_may_not_be_set_cannot_be_sent_along(app: Flask, tmp_path: Path):
    page = question_of_kind(app, tmp_path, "short-answer")
    number = int(page.address.split("/")[-1])
    extra = {"earned": "100", "attempt_id": "9", "number": "1", "flagged": "1", "sequence": "77", "question_id": "1"}
    assert by_script(page, answer="firm", **extra).json["seq"] == 2
    (saved,) = [answer for answer in stored(app, select(Answer)) if answer.response is not None]
    assert (saved.number, saved.earned, saved.flagged, saved.sequence) == (number, None, False, 2)


@pytest.mark.parametrize("number", ["0", f"{COUNT + 1}", "999999999999999999999", "-1", "x", "1.5"])
def test_a_question_that_is_not_on_the_paper_is_not_found(app: Flask, tmp_path: Path, number: str):
    page = question_of_kind(app, tmp_path, "short-answer")
    token = values_of(page)["csrf_token"]
    address = f"/attempts/{attempt_of(page)}/{number}"
    page.browser.get(address, 404)
    assert page.browser.client.post(address, data={"csrf_token": token, "answer": "0"}).status_code in {404, 405}
    assert responses(app) == [RIGHT["short-answer"]]


def test_without_the_pages_token_nothing_is_saved(app: Flask, tmp_path: Path):
    page = question_of_kind(app, tmp_path, "short-answer")
    for token in (None, "", "forged"):
        assert by_script(page, answer="firm", csrf_token=token).status_code == 400
    assert responses(app) == [RIGHT["short-answer"]]
