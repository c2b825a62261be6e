"""What no page of ours would send, for every kind: refused in a sentence, and the attempt stays as it was."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessment.models import AnswerEvent, Attempt
from tests.browser import Page
from tests.every_kind import ASKED, EVERY_KIND, SAMPLES, all_answered, answer_to, everything, questions
from tests.hours import NOON, Hours
from tests.sitting import attempt_of, by_script, stored, values_of

MILLION = 1_000_000
POSITIONS = ["99", "-1", "x", "1.0", "9" * 5000, "x" * MILLION, "[0]"]
WRITTEN = ["x" * MILLION, "x" * (3 * MILLION)]
# What is nobody's to send: columns, times, numbers of other rows.
FORGED = {
    "now": "2020-01-01T00:00:00+00:00", "saved_at": "2020-01-01", "received_at": "0", "arrived_at": "0",
    "deadline_at": "2099-01-01", "started_at": "2099-01-01", "submitted_at": "", "earned": "100", "passed": "1",
    "attempt": "1", "attempt_id": "1", "question_id": "1", "sequence": "77", "reached": "9", "checked_at": "1",
}  # fmt: skip


def fields(page: Page) -> list[tuple[str, str]]:
    """The fields for the answer: name, and whether it is a choice or is written."""
    found = page.tree.xpath("//form[@data-save]//*[starts-with(@name, 'answer')]")
    return sorted({
        (one.get("name"), "choice" if one.tag == "select" or one.get("type") in {"radio", "checkbox"} else "written")
        for one in found
    })  # fmt: skip


def test_nonsense_in_any_field_of_any_kind_is_refused_and_changes_nothing(app: Flask, tmp_path: Path):
    first = all_answered(app, tmp_path)
    before, met = everything(app), set()
    for kind, page in questions(app, first):
        for name, sort in fields(page):
            met.add(kind)
            for nonsense in POSITIONS if sort == "choice" else WRITTEN:
                refused = by_script(page, **{name: nonsense})
                expected = 413 if len(nonsense) > 2 * MILLION else 422
                assert refused.status_code == expected, (kind, name, nonsense[:20])
                assert expected == 413 or refused.json["message"], (kind, name, nonsense[:20])
    assert met == set(ASKED)
    assert everything(app) == before


def test_a_question_that_is_not_on_the_paper_is_not_found(app: Flask, tmp_path: Path):
    first = all_answered(app, tmp_path)
    before, token = everything(app), values_of(first)["csrf_token"]
    for number in ("0", str(len(EVERY_KIND) + 1), "9999", "10000", "-1", "x", "1.5", "9" * 30, "%00"):
        address = f"/attempts/{attempt_of(first)}/{number}"
        first.browser.get(address, 404)
        sent = first.browser.client.post(address, data={"csrf_token": token, "answer": "0", "go": "verify"})
        assert sent.status_code in {404, 405}, number
    assert everything(app) == before


def test_times_and_numbers_that_are_sent_along_mean_nothing(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    hours = Hours(monkeypatch)
    first = all_answered(app, tmp_path, minutes=30)
    hours.go_by(minutes=10)
    for kind, page in questions(app, first):
        if kind in ASKED:
            assert by_script(page, **answer_to(app, page, SAMPLES[kind].answers[1][0]), **FORGED).status_code == 200
    assert {one.received_at for one in stored(app, select(AnswerEvent))} == {NOON, NOON + timedelta(minutes=10)}
    (attempt,) = stored(app, select(Attempt))
    assert (attempt.started_at, attempt.deadline_at) == (NOON, NOON + timedelta(minutes=30))
    assert (attempt.is_open, attempt.earned, attempt.reached) == (True, None, 1)
    pages = list(questions(app, first))
    hours.go_by(minutes=20, seconds=31)
    for _, page in pages:
        headers = {"X-Requested-With": "fetch", "Date": "Sat, 21 Nov 2026 12:00:00 GMT"}
        late = page.browser.client.post(page.address, data=values_of(page) | FORGED, headers=headers)
        assert late.status_code == 410
    assert [one.closed_by for one in stored(app, select(Attempt))] == ["deadline"]
