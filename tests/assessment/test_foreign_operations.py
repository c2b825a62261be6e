"""What belongs to another: an operation id passes no save off as another one, and nobody saves on another's paper."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.assessment.models import Answer, AnswerEvent
from tests.every_kind import ASKED, SAMPLES, all_answered, answer_to, everything, publish_every_kind, questions
from tests.people import ANA, DEE
from tests.sitting import by_script, enrolled, started, stored, values_of


def test_an_operation_of_another_question_is_never_taken_for_a_save(app: Flask, tmp_path: Path):
    """Two questions of a kind take the same response: the second is saved, or its sender is told that it was not."""
    twin = (
        SAMPLES["single-choice"]
        .text()
        .replace("q-sample-single", "q-twin")
        .replace("Which desc", "Once more: which desc")
    )
    publish_every_kind(app, tmp_path, {"single-choice-2": twin}, draw=len(ASKED) + 1)
    first = started(enrolled(app, ANA))
    one, other = [page for kind, page in questions(app, first) if kind == "single-choice"]
    assert by_script(one, **answer_to(app, one), operation="mine").status_code == 200
    again = by_script(other, **answer_to(app, other), operation="mine", seq="7")
    responses = [found for found in stored(app, select(Answer.response)) if found]
    assert (again.status_code, len(responses)) in {(409, 1), (422, 1)}


def test_an_operation_of_another_student_is_no_business_of_ours(app: Flask, tmp_path: Path):
    publish_every_kind(app, tmp_path)
    pages = [started(enrolled(app, someone)) for someone in (ANA, DEE)]
    for first, place in zip(pages, (0, 1), strict=True):
        page = next(page for kind, page in questions(app, first) if kind == "single-choice")
        sent = answer_to(app, page, SAMPLES["single-choice"].answers[place][0])
        assert by_script(page, **sent, operation="the same").json["seq"] == 1
    assert [one.response for one in stored(app, select(AnswerEvent).order_by(AnswerEvent.id))] == [
        SAMPLES["single-choice"].answers[place][0] for place in (0, 1)
    ]


def test_another_students_questions_are_not_found_whatever_is_sent(app: Flask, tmp_path: Path):
    first = all_answered(app, tmp_path)
    dee = started(enrolled(app, DEE))
    before, token = everything(app), values_of(dee)["csrf_token"]
    for kind, page in questions(app, first):
        form = values_of(page) | answer_to(app, page, SAMPLES[kind].answers[-1][0]) | {"csrf_token": token}
        for go, headers in (("next", {"X-Requested-With": "fetch"}), ("verify", {}), ("flag", {})):
            sent = dee.browser.client.post(page.address, data=form | {"go": go}, headers=headers)
            assert sent.status_code == 404, (kind, go)
    assert everything(app) == before
