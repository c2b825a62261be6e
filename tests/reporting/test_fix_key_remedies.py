"""What each remedy does to results, for each kind of question."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessment.models import Answer
from app.learning.models import Completion
from tests.making import SLUG, a_course
from tests.people import ANA
from tests.reporting.analysed import ANALYSIS, right, table
from tests.reporting.classes import sits
from tests.reporting.fixing import ATTEMPTS, COLD, FIX, WHY, applied, ben, previewed, results, three
from tests.sitting import a_bank, enrolled, give, started, stored


def test_who_passed_keeps_a_result_that_would_be_lower(app: Flask, tmp_path: Path):
    three(app, tmp_path, (1, 1, 0), (1, 0, 0))
    applied(previewed(app, "new-key", [COLD]).says("Kept 1, who passed and would be lower", "Lowered 1"))
    assert results(app) == [(2, 3, True), (0, 3, False)]
    mine = select(Answer.earned).where(Answer.attempt_id == stored(app, ATTEMPTS)[0].id)
    assert sorted(stored(app, mine)) == [0, 1, 1]


def test_with_a_tick_they_are_lowered_and_listed_for_a_person_to_decide(app: Flask, tmp_path: Path):
    three(app, tmp_path, (1, 1, 0))
    page = applied(previewed(app, "new-key", [COLD], lower=True).says("No longer passed 1"))
    page.says("The quiz stays done, and no certificate was withdrawn.")
    assert [row[0] for row in table(page, "Results that are not passed any more")] == ["Student 00"]
    assert results(app) == [(1, 3, False)]
    assert len(stored(app, select(Completion))) == 1


def test_a_dropped_question_counts_nowhere_now_and_later(app: Flask, tmp_path: Path):
    three(app, tmp_path, (0, 1, 0))
    ana = enrolled(app, ANA)
    page = started(ana)
    applied(previewed(app, "drop"))
    assert results(app)[0] == (1, 2, False)
    for _ in range(3):
        page = give(page, "Warm ones")
    result = page.submit("Submit quiz").says("2 of 2", "You passed", "1 question does not count", "Does not count")
    result.says("it does not count").says_not("Not correct")
    ben(app).get(f"/studio/{SLUG}/roster").says("50%", "100%")
    ben(app).get(ANALYSIS)
    ben(app).get(FIX).says("Dropped", "Not counted: 2.")


def test_a_paper_of_one_dropped_question_is_no_result_and_breaks_no_page(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 1, draw=1)
    page = give(started(enrolled(app, ANA)), "Wet ones").submit("Submit quiz")
    applied(previewed(app, "drop"))
    page.browser.get(page.address).says("0 of 0", "Not passed yet")
    page.browser.get(f"/learn/{SLUG}/quiz/strokes")
    for address in (f"/studio/{SLUG}/roster", ANALYSIS, FIX):
        ben(app).get(address)


def test_everybody_gets_full_marks(app: Flask, tmp_path: Path):
    three(app, tmp_path, (0, 1, 0), (None, None, None), (1, 1, 1))
    applied(previewed(app, "full-marks"))
    assert results(app) == [(2, 3, True), (1, 3, False), (3, 3, True)]


@pytest.mark.parametrize(
    ("key", "lines", "answer"), [("short-answer", "light\nheavy", "heavy"), ("numerical", "60", "60")]
)
def test_a_typed_key_takes_more_lines(app: Flask, tmp_path: Path, key: str, lines: str, answer: str):
    a_course(app, tmp_path)
    sits(app, 1, lambda question: {"text": answer} if question.kind == key else None)
    page = ben(app).get(FIX.replace("single-choice", key))
    page = page.submit("Preview who changes", fields={"remedy": "accept-both", "accepted": lines, "reason": WHY})
    applied(page).says("1 result changed")
    assert [one.earned for one in stored(app, ATTEMPTS)] == [1]


def test_a_line_that_cannot_be_read_is_named(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = ben(app).get(FIX.replace("single-choice", "numerical"))
    fields = {"remedy": "new-key", "accepted": "10\nten", "reason": WHY}
    page.submit("Preview who changes", 422, fields=fields).says("Line 2:")


@pytest.mark.parametrize("key", ["matching", "ordering", "cloze", "mark-words"])
def test_other_kinds_are_dropped_or_given_away(app: Flask, tmp_path: Path, key: str):
    a_course(app, tmp_path)
    sits(app, 1, right)
    page = ben(app).get(FIX.replace("single-choice", key)).says_not("Accept both", "New key")
    applied(page.submit("Preview who changes", fields={"remedy": "drop", "reason": WHY})).says("Dropped")
