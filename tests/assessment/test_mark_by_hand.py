"""An answer that a person marks: until then the result is provisional, afterwards it is like any other."""

from fractions import Fraction
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessment.models import Answer, Attempt, ManualMark
from app.learning.models import Completion
from app.platform.audit import AuditEvent
from app.platform.mail import OutboxMessage
from tests.browser import Browser
from tests.essays import QUEUE, STEM, TEXT, an_essay_quiz, give_points, handed_in, marked
from tests.people import ANA, BEN, CORA, DEE, signed_in
from tests.sitting import START, enrolled, stored
from tests.statements import counted

ATTEMPT = select(Attempt)
LETTERS = select(OutboxMessage).order_by(OutboxMessage.id)
MARKS = select(ManualMark).order_by(ManualMark.id)


@pytest.fixture
def ana(app: Flask, tmp_path: Path) -> Browser:
    """Two single choices of one point, and an essay of six with a rubric of three."""
    an_essay_quiz(app, tmp_path)
    return enrolled(app, ANA)


@pytest.fixture
def ben(app: Flask, ana: Browser) -> Browser:
    return Browser(signed_in(app, BEN))


def state(app: Flask) -> tuple[Fraction | None, bool | None]:
    (attempt,) = stored(app, ATTEMPT)
    return attempt.earned, attempt.passed


def test_handed_in_it_is_provisional_and_nothing_is_decided(app: Flask, ana: Browser):
    page = handed_in(ana).says("Provisional: one answer is being marked by hand.", "The score so far: 2 of 8")
    assert page.heading == "Provisional result"
    page.says("Waiting for its mark", "Please see a physician today.", "2 answers were right")
    page.says_not("passed yet", "You passed", "Certificate of this module", "percent", "Not correct", "Names the sign")
    ana.get(START).says("Provisional: an attempt is being marked by hand", "25% Provisional")
    assert state(app) == (2, None)
    assert stored(app, select(Completion)) == []


def test_the_mark_decides_and_the_student_is_told(app: Flask, ana: Browser, ben: Browser):
    page = handed_in(ana)
    marked(ben, ("1", "1"), "One sign is missing.").says("Marked.", "Nothing to mark")
    assert state(app) == (6, True)
    assert len(stored(app, select(Completion))) == 1
    result = ana.get(page.address).says(
        "You passed", "6 of 8", "75 percent", "Partly correct Question", "4 of 6 points"
    )
    result.says("Names the sign One point for the sign alone. 1 of 2", "Refers today 1 of 1", "One sign is missing.")
    (letter,) = stored(app, LETTERS)
    assert letter.recipient == ANA.email
    assert "You passed." in letter.text
    assert result.address in letter.text
    done = [one for one in stored(app, select(AuditEvent)) if one.action == "marked answer"]
    assert [one.details["fraction"] for one in done] == ["2/3"]


def test_a_low_mark_is_not_passed_and_completes_nothing(app: Flask, ana: Browser, ben: Browser):
    page = handed_in(ana)
    marked(ben, ("1", "0"))
    ana.get(page.address).says("Not passed yet", "4 of 8", "Try again")
    assert state(app) == (4, False)
    assert stored(app, select(Completion)) == []
    assert "not passed yet" in stored(app, LETTERS)[0].text


@pytest.mark.parametrize("text", [None, "", "  \n "])
def test_an_empty_answer_waits_for_nobody(app: Flask, ana: Browser, ben: Browser, text: str | None):
    handed_in(ana, text).says("Not passed yet", "2 of 8", "You did not answer this question.")
    assert state(app) == (2, False)
    ben.get(QUEUE).says("Nothing to mark")


def test_one_of_two_marked_is_still_provisional(app: Flask, tmp_path: Path):
    an_essay_quiz(app, tmp_path, essays=2)
    ana, ben = enrolled(app, ANA), Browser(signed_in(app, BEN))
    page = handed_in(ana).says("Provisional: 2 answers are being marked by hand.")
    marked(ben).says("Marked. Another answer of this attempt still waits.")
    ana.get(page.address).says("Provisional: one answer", "The score so far: 8 of 14", "Well seen.")
    assert (state(app), stored(app, LETTERS)) == ((8, None), [])
    marked(ben)
    ana.get(page.address).says("You passed", "14 of 14")
    assert len(stored(app, LETTERS)) == 1


def test_the_queue_hides_names_and_takes_the_oldest_first(app: Flask, ana: Browser, ben: Browser):
    dee = enrolled(app, DEE)
    handed_in(ana, "Ana's answer")
    handed_in(dee, "Dee's answer")
    queue = ben.get(QUEUE).says("2 answers wait for their marks.", STEM, "Warm hands").says_not("Díaz", "Novák")
    page = queue.follow("Mark the oldest").says("Ana's answer", "2 words", "at least 5").says_not("Díaz")
    page.follow("Show the student's name").says(f"Written by {ANA.name}.").follow("Hide the name").says_not("Díaz")
    following = give_points(page).says("Dee's answer").says_not("Ana's answer")
    give_points(following).says("Nothing to mark", "What you marked last")


def test_the_answers_to_one_question_are_marked_one_after_the_other(app: Flask, tmp_path: Path):
    an_essay_quiz(app, tmp_path, essays=2)
    for someone in (ANA, DEE):
        handed_in(enrolled(app, someone), f"{someone.name} wrote this")
    ben = Browser(signed_in(app, BEN))
    queue = ben.get(QUEUE).follow(f"{STEM} (2)").says("Answers to this question", "Show the answers to every question")
    page = give_points(queue.follow("Mark the oldest").says(f"{STEM} (2)"))
    give_points(page.says(f"{STEM} (2)")).says("2 answers wait for their marks.")


def test_another_mark_counts_and_the_earlier_one_stays_on_record(app: Flask, ana: Browser, ben: Browser):
    page = handed_in(ana)
    marked(ben, ("1", "0"))
    cora = Browser(signed_in(app, CORA))
    again = cora.get(QUEUE + page.address.removeprefix("/attempts") + "/" + essay_number(app))
    again.says("This answer has a mark already: 2 of 6 points", "Well seen.")
    give_points(again, ("2", "1"), "Read it once more.")
    ana.get(page.address).says("You passed", "8 of 8", "Read it once more.").says_not("Well seen.")
    assert [(one.turn, one.points, one.fraction) for one in stored(app, MARKS)] == [
        (1, [1, 0], Fraction(1, 3)),
        (2, [2, 1], 1),
    ]
    assert "once more" in stored(app, LETTERS)[1].text
    assert len(stored(app, select(Completion))) == 1


def test_a_lower_mark_never_takes_a_completed_unit_away(app: Flask, ana: Browser, ben: Browser):
    page = handed_in(ana)
    marked(ben)
    give_points(ben.get(QUEUE).follow(oldest_marked(ben)), ("0", "0"), "Copied.")
    ana.get(page.address).says("Not passed yet", "2 of 8")
    assert len(stored(app, select(Completion))) == 1


def test_the_same_mark_sent_twice_is_one(app: Flask, ana: Browser, ben: Browser):
    handed_in(ana)
    page = ben.get(QUEUE).follow("Mark the oldest")
    for _ in range(2):
        give_points(page)
    assert len(stored(app, MARKS)) == 1
    assert len(stored(app, LETTERS)) == 1


def test_a_mark_must_be_whole_and_what_was_typed_stays(app: Flask, ana: Browser, ben: Browser):
    handed_in(ana)
    page = ben.get(QUEUE).follow("Mark the oldest")
    missing = page.submit("Save and next", 422, fields={"points-1": "2", "comment": "Typed."})
    missing.says("There is a problem", "Give points for “Refers today”.", "Typed.")
    page.submit("Save and next", 422, fields={"points-1": "2", "points-2": "1", "comment": "x" * 2_001})
    assert (state(app), stored(app, MARKS)) == ((2, None), [])


@pytest.mark.parametrize("value", ["3", "-1", "1.5", "1e999", "NaN", "9" * 5_000, "one"])
def test_points_that_the_page_does_not_offer_change_nothing(app: Flask, ana: Browser, ben: Browser, value: str):
    handed_in(ana)
    page = ben.get(QUEUE).follow("Mark the oldest")
    token = page.find("//main//form//input[@name='csrf_token']").get("value")
    sent = {"csrf_token": token, "points-1": value, "points-2": "1", "known": "0"}
    assert ben.client.post(page.address, data=sent).status_code == 422
    sent |= {"points-1": "1", "known": value}
    assert ben.client.post(page.address, data=sent).status_code in {409, 422}
    assert (state(app), stored(app, MARKS)) == ((2, None), [])


def test_only_the_waiting_page_of_an_essay_can_be_marked(app: Flask, ana: Browser, ben: Browser):
    attempt = handed_in(ana).address.removeprefix("/attempts/")
    numbers = {"1", "2", "3", "4", "9999"} - {essay_number(app)}
    for place in [*(f"{attempt}/{number}" for number in numbers), "nobody/1"]:
        ben.get(f"{QUEUE}/{place}", 404)
        assert ben.client.post(f"{QUEUE}/{place}").status_code in {400, 404}


def test_the_queue_asks_the_same_of_the_database_however_much_waits(app: Flask, ana: Browser, ben: Browser):
    def asked() -> tuple[int, int]:
        with counted(app) as queue:
            page = ben.get(QUEUE)
        with counted(app) as answer:
            page.follow("Mark the oldest")
        return len(queue), len(answer)

    handed_in(ana)
    before = asked()
    for number in range(4):
        handed_in(ana, f"Another answer, number {number}")
    assert asked() == before


def essay_number(app: Flask) -> str:
    """Where the essay stands on the only paper."""
    (place,) = [one.number for one in stored(app, select(Answer)) if (one.response or {}).get("text") == TEXT]
    return str(place)


def oldest_marked(marker: Browser) -> str:
    """The link to what was marked last."""
    return str(marker.get(QUEUE).find("//table[caption='What you marked last']//tbody//a").text)
