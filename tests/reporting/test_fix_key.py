"""Ben corrects a wrong key: he sees who changes before, students are told, and nobody loses what they had unasked."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessment.models import Answer, Attempt, Erratum, Question, Regrade
from app.learning.models import Completion
from app.platform.audit import AuditEvent
from app.platform.mail import OutboxMessage
from tests.browser import Browser, Page
from tests.certificates.claiming import claimed, earned
from tests.making import SLUG, a_course, course_files
from tests.people import ANA, BEN, CORA, signed_in
from tests.reporting.analysed import ANALYSIS, chooses, right, table
from tests.reporting.classes import sits
from tests.sitting import a_bank, attempt_of, enrolled, give, hands, passed, publish, quiz_toml, started, stored
from tests.statements import counted

FIX = f"/studio/{SLUG}/quiz/strokes/questions/q-single-choice-1/fix"
COLD, WARM, WET = "0", "1", "2"
WHY = "Cold hands are right as well"
ATTEMPTS = select(Attempt).order_by(Attempt.id)
EMPTY = {"right": [], "reason": WHY}


def ben(app: Flask) -> Browser:
    return Browser(signed_in(app, BEN))


def previewed(app: Flask, remedy: str, right: list[str] | None = None, **more: object) -> Page:
    """Ben looks at what it would change."""
    page = ben(app).get(FIX)
    fields = {"remedy": remedy, "reason": WHY} | ({} if right is None else {"right": right}) | more
    return page.submit("Preview who changes", fields=fields)


def applied(page: Page) -> Page:
    return page.submit("Apply the correction", sure=True)


def results(app: Flask) -> list[tuple]:
    return [(one.earned, one.possible, one.passed) for one in stored(app, ATTEMPTS)]


def three(app: Flask, folder: Path, *choices: tuple[int | None, ...], **rules: object) -> None:
    """A quiz of three questions, each student with these choices; 1 is the key, two right ones pass."""
    a_bank(app, folder, 3, **{"draw": 3, "pass_mark": 60} | rules)
    for place, chosen in enumerate(choices):
        sits(app, place, chooses(*chosen))


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


def test_an_attempt_handed_in_meanwhile_shows_the_preview_again(app: Flask, tmp_path: Path):
    three(app, tmp_path, (0, 1, 0))
    page = previewed(app, "accept-both", [COLD])
    sits(app, 1, chooses(0, 1, 0))
    again = page.submit("Apply the correction", 409, sure=True).says("Results have changed since you looked")
    assert stored(app, select(Erratum)) == []
    again.says("2 results change")
    applied(again).says("2 results changed")


def test_applying_the_same_twice_is_refused_and_changes_nothing_more(app: Flask, tmp_path: Path):
    three(app, tmp_path, (0, 1, 0))
    page = previewed(app, "accept-both", [COLD])
    applied(page)
    page.submit("Apply the correction", 422, sure=True).says("This is the key already")
    assert len(stored(app, select(Erratum))) == len(stored(app, select(OutboxMessage))) == 1


def test_it_wants_to_be_meant(app: Flask, tmp_path: Path):
    three(app, tmp_path, (0, 1, 0))
    previewed(app, "drop").submit("Apply the correction", 422).says("Tick the box to say that you have looked")
    assert stored(app, select(Erratum)) == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (EMPTY, "Choose what shall be done."),
        (EMPTY | {"remedy": "new-key"}, "Tick at least one option as right."),
        (EMPTY | {"remedy": "new-key", "right": [WARM]}, "This is the key already."),
        (EMPTY | {"remedy": "accept-both", "right": [WARM]}, "This is the key already."),
        (EMPTY | {"remedy": "drop", "reason": "no"}, "Enter a reason of 3 to 500 characters."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(app: Flask, tmp_path: Path, fields: dict, words: str):
    three(app, tmp_path, (0, 1, 0))
    ben(app).get(FIX).submit("Preview who changes", 422, fields=fields).says("There is a problem", words)


@pytest.mark.parametrize("forged", [{"right": "7"}, {"right": "x"}, {"remedy": "lower"}, {"fingerprint": "1" * 64}])
def test_forged_forms_change_nothing(app: Flask, tmp_path: Path, forged: dict):
    three(app, tmp_path, (0, 1, 0))
    before = results(app)
    page = previewed(app, "accept-both", [COLD])
    form = page.find("//main//form")
    data = dict(form.form_values()) | {"sure": "y", "go": "apply"} | forged
    page.browser.post(FIX, data, 409 if "fingerprint" in forged else 422)
    assert (results(app), stored(app, select(Erratum))) == (before, [])


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


def test_a_certificate_that_rests_on_it_is_named(app: Flask, tmp_path: Path):
    ana = earned(app, tmp_path)
    claimed(ana)
    passed(ana)
    page = previewed(app, "new-key", [COLD], lower=True)
    (line,) = table(page, "Who changes")
    assert len(line[-1]) >= 8
    assert line[-1] != "none"


def test_where_the_key_is_kept_back_the_reason_is_too(app: Flask, tmp_path: Path):
    files = {"draw": 2, "preset": "final", "pass_mark": 100}
    kept = course_files(quiz=quiz_toml(**files)).items()
    bank = {name: text for name, text in kept if "/questions/" not in name and "/figures/" not in name}
    publish(app, tmp_path / "final", bank | dict(hands(number, "final") for number in (1, 2)))
    page = started(enrolled(app, ANA))
    page = give(give(page, "Cold ones"), "Cold ones").submit("Submit quiz").says("Not passed yet")
    key = stored(app, select(Answer))[0].question_id
    (question,) = stored(app, select(Question).where(Question.id == key))
    fix = ben(app).get(FIX.replace("q-single-choice-1", question.key))
    fields = {"remedy": "new-key", "right": [COLD], "reason": WHY}
    applied(fix.submit("Preview who changes", fields=fields))
    shown = page.browser.get(page.address).says("the key of question 1 was corrected").says_not(WHY)
    assert WHY not in shown.response.text
    (message,) = stored(app, select(OutboxMessage))
    assert "0 of 2 points before, 1 of 2 now" in message.text
    assert WHY not in message.text


def test_it_asks_the_database_as_often_for_thirty_students_as_for_three(app: Flask, tmp_path: Path):
    three(app, tmp_path, *[(0, 1, 0)] * 3)
    few = asked(app)
    for place in range(3, 30):
        sits(app, place, chooses(0, 1, 0))
    assert asked(app) == few


def asked(app: Flask) -> list[int]:
    page = ben(app).get(FIX)
    with counted(app) as looked:
        page.browser.get(FIX)
    with counted(app) as planned:
        page.submit("Preview who changes", fields={"remedy": "accept-both", "right": [COLD], "reason": WHY})
    return [len(looked), len(planned)]


def test_what_is_not_there_is_not_found_and_students_stay_out(app: Flask, tmp_path: Path):
    three(app, tmp_path, (0, 1, 0))
    cora = Browser(signed_in(app, CORA))
    cora.get(FIX)
    for address in (FIX.replace("1/fix", "9/fix"), FIX.replace("strokes", "nothing"), f"{FIX}?version=zz"):
        cora.get(address, 404)
    ana = enrolled(app, ANA)
    assert ana.client.get(FIX).status_code == 403
    assert attempt_of(started(ana))
