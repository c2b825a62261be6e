"""Ben corrects a wrong key: he sees who changes before, students are told, and marks follow."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.assessment.models import Erratum, Regrade
from app.learning.models import Completion
from app.platform.audit import AuditEvent
from app.platform.mail import OutboxMessage
from tests.people import ANA
from tests.reporting.analysed import ANALYSIS, table
from tests.reporting.fixing import ATTEMPTS, COLD, FIX, WET, WHY, applied, ben, previewed, results, three
from tests.sitting import a_bank, enrolled, give, started, stored


def test_the_analysis_leads_to_the_key_and_what_people_answered(app: Flask, tmp_path: Path):
    three(app, tmp_path, (1, 1, 1), (0, 1, 1), (None, 1, 1))
    page = ben(app).get(ANALYSIS).follow("Which hands begin session 1?").follow("This key is wrong")
    assert page.response.request.path == FIX
    assert table(page, "How many answered what") == [
        ["Cold ones", "", "1"], ["Warm ones", "right", "1"], ["Wet ones", "", "0"], ["No answer", "", "1"]
    ]  # fmt: skip
    page.says("All points: 1. A part: 0. None: 2.")


def test_a_preview_says_who_changes_and_changes_nothing(app: Flask, tmp_path: Path):
    three(app, tmp_path, (0, 1, 0), (1, 1, 0), (2, 1, 0))
    before = results(app)
    page = previewed(app, "accept-both", [COLD])
    page.says("1 result changes. Nothing is applied yet.", "Passed from now on 1", "No longer passed 0", WHY)
    assert table(page, "Who changes") == [
        ["Student 00", "1", "0 → 1", "1 / 3 (33%) Not passed", "2 / 3 (66%) ✓Passed", "none"]
    ]
    assert results(app) == before
    assert stored(app, select(Erratum)) == stored(app, select(Regrade)) == stored(app, select(OutboxMessage)) == []


def test_going_back_keeps_what_was_typed(app: Flask, tmp_path: Path):
    three(app, tmp_path, (0, 1, 0))
    page = previewed(app, "accept-both", [COLD, WET], lower=True).submit("Change something")
    form = page.find("//main//form").inputs
    assert (form["remedy"].value, set(form["right"].value), form["reason"].value.strip()) == (
        "accept-both",
        {COLD, WET},
        WHY,
    )
    assert form["lower"].checked
    assert stored(app, select(Erratum)) == []


def test_applying_changes_those_results_and_keeps_what_they_were(app: Flask, tmp_path: Path):
    three(app, tmp_path, (0, 1, 0), (1, 1, 0), (2, 1, 0))
    applied(previewed(app, "accept-both", [COLD])).says("The key was corrected. 1 result changed.", "Accept both", WHY)
    assert results(app) == [(2, 3, True), (2, 3, True), (1, 3, False)]
    (one,) = stored(app, select(Regrade))
    assert (one.earned_before, one.earned_after, one.total_before, one.total_after) == (0, 1, 1, 2)
    assert (one.passed_before, one.passed_after) == (False, True)
    assert len(stored(app, select(Completion))) == 2
    (message,) = stored(app, select(OutboxMessage))
    assert message.recipient == "s0@example.org"
    attempt = stored(app, ATTEMPTS)[0].public_id
    for words in (
        WHY,
        "1 of 3 points before, 2 of 3 now",
        "You have passed now",
        f"http://localhost/attempts/{attempt}",
    ):
        assert words in message.text
    (event,) = stored(app, select(AuditEvent).where(AuditEvent.action == "corrected key"))
    assert (event.details["changed"], event.details["won"], event.details["reason"]) == (1, 1, WHY)


def test_the_student_finds_the_note_and_the_right_key_on_the_result(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 1, draw=1)
    page = give(started(enrolled(app, ANA)), "Cold ones").submit("Submit quiz").says("Not passed yet", "Not correct")
    applied(previewed(app, "new-key", [COLD]))
    shown = page.browser.get(page.address).says("You passed", "the key of question 1 was corrected", WHY)
    shown.says("Your result was 0 of 1 and became 1 of 1.", "Correct")
    shown.says_not("Not correct", "Correct answer, not chosen")


def test_a_running_attempt_says_nothing_and_is_marked_by_the_corrected_key(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 1, draw=1)
    page = started(enrolled(app, ANA))
    before = page.browser.get(page.address).text
    previewed(app, "new-key", [COLD]).says("Running attempts 1; marked by the corrected key", "No result changes.")
    applied(previewed(app, "new-key", [COLD]))
    assert page.browser.get(page.address).text == before
    give(page, "Cold ones").says_not("corrected").submit("Submit quiz").says("You passed", "was corrected")
    assert stored(app, select(OutboxMessage)) == []
