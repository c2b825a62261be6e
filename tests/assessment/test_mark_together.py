"""Who may mark, and what happens when several do, or when the student goes on writing."""

from fractions import Fraction
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from app.assessment import actions
from app.assessment.models import Answer, Attempt, ManualMark
from app.assessment.rules import Counts, standing
from app.learning.models import Completion
from app.platform import clock, jobs
from app.platform.db import db
from app.platform.mail import OutboxMessage
from app.platform.transactions import writing
from tests.browser import Browser, Page
from tests.essays import QUEUE, an_essay_quiz, give_points, handed_in, marked, written
from tests.hours import Hours
from tests.people import ANA, BEN, CORA, add, signed_in
from tests.sitting import START, attempt_of, enrolled, started, stored
from tests.together import together

ATTEMPTS = select(Attempt).order_by(Attempt.number)
MARKS = select(ManualMark).order_by(ManualMark.id)


@pytest.fixture
def ana(app: Flask, tmp_path: Path) -> Browser:
    an_essay_quiz(app, tmp_path)
    return enrolled(app, ANA)


def place_of(marker: Browser) -> Page:
    """The page of the answer that waits longest."""
    return marker.get(QUEUE).follow("Mark the oldest")


def opened_again(app: Flask) -> None:
    """Cora lets Ana go on with her attempt."""
    cora = add(app, CORA)
    with app.app_context(), writing():
        attempt = db.session.scalars(select(Attempt).with_for_update()).one()
        actions.reopen_attempt(attempt, 30, "The lights went out", db.session.get_one(Person, cora), clock.now())


def test_a_student_sees_neither_the_queue_nor_an_answer(app: Flask, ana: Browser):
    handed_in(ana)
    address = place_of(Browser(signed_in(app, BEN))).address
    for page in (QUEUE, address):
        ana.get(page, 403).says_not("physician")
    assert ana.client.post(address, data={"points-1": "2", "points-2": "1"}).status_code in {400, 403}
    assert stored(app, MARKS) == []


def test_nobody_marks_their_own_answer(app: Flask, ana: Browser):
    ben = enrolled(app, BEN)
    handed_in(ben)
    ben.get(QUEUE).says("Nothing to mark")
    ben.get("/studio").says_not("Mark 1 answer")
    cora = Browser(signed_in(app, CORA))
    cora.get("/studio").follow("Mark 1 answer")
    page = place_of(cora)
    ben.get(page.address, 403).says("This is your own answer. Somebody else has to mark it.")
    assert stored(app, MARKS) == []


def test_who_comes_second_is_shown_the_first_mark_and_loses_nothing(app: Flask, ana: Browser):
    handed_in(ana)
    ben, cora = place_of(Browser(signed_in(app, BEN))), place_of(Browser(signed_in(app, CORA)))
    give_points(ben, ("1", "1"), "From Ben.")
    page = give_points(cora, ("2", "1"), "From Cora.", status=409)
    page.says("Somebody marked this answer while you did", "4 of 6 points", "From Ben.", "From Cora.")
    assert [one.comment for one in stored(app, MARKS)] == ["From Ben."]
    page.submit("Save and next")
    assert [one.comment for one in stored(app, MARKS)] == ["From Ben.", "From Cora."]
    assert stored(app, ATTEMPTS)[0].earned == 8


def test_two_markers_at_the_same_moment_are_one_mark(app: Flask, ana: Browser):
    handed_in(ana)
    pages = [place_of(Browser(signed_in(app, someone))) for someone in (BEN, CORA)]

    def save(page: Page, points: str) -> int:
        token = page.find("//main//form//input[@name='csrf_token']").get("value")
        sent = {"csrf_token": token, "points-1": points, "points-2": points, "known": "0", "comment": ""}
        return page.browser.client.post(page.address, data=sent).status_code

    answers = together([lambda: save(pages[0], "0"), lambda: save(pages[1], "1")])
    assert sorted(answers) == [302, 409]
    (mark,) = stored(app, MARKS)
    (attempt,) = stored(app, ATTEMPTS)
    assert attempt.earned == 2 + 6 * mark.fraction
    assert len(stored(app, select(OutboxMessage))) == 1


def test_the_same_marker_pressing_twice_at_once_is_one_mark(app: Flask, ana: Browser):
    handed_in(ana)
    page = place_of(Browser(signed_in(app, BEN)))
    twin = place_of(Browser(signed_in(app, BEN)))
    together([lambda: give_points(page), lambda: give_points(twin)])
    assert len(stored(app, MARKS)) == 1
    assert len(stored(app, select(OutboxMessage))) == 1


def test_an_attempt_that_is_open_again_cannot_be_marked(app: Flask, ana: Browser):
    handed_in(ana)
    page = place_of(Browser(signed_in(app, BEN)))
    opened_again(app)
    page.browser.get(page.address, 409).says("the student still writes")
    give_points(page, status=409)
    page.browser.get(QUEUE).says("Nothing to mark")
    assert stored(app, MARKS) == []
    assert [one.waits_since for one in stored(app, select(Answer))] == [None] * 3


def test_after_opening_again_the_mark_stands_for_the_same_words(app: Flask, ana: Browser):
    page = handed_in(ana, choice="Cold ones")
    marked(Browser(signed_in(app, BEN)), ("1", "1"))
    ana.get(page.address).says("Not passed yet", "4 of 8")
    opened_again(app)
    check = written(ana.get(f"{page.address}/1"), None, "Warm ones")
    check.submit("Submit quiz").says("You passed", "6 of 8", "Well seen.")
    assert len(stored(app, MARKS)) == 1


def test_after_opening_again_other_words_are_read_again(app: Flask, ana: Browser):
    page, ben = handed_in(ana), Browser(signed_in(app, BEN))
    marked(ben, ("1", "0"))
    opened_again(app)
    check = written(ana.get(f"{page.address}/1"), "Other words about nerves.", None)
    check.submit("Submit quiz").says("Provisional", "2 of 8").says_not("Well seen.")
    again = place_of(ben).says("An earlier text was marked", "Other words about nerves.")
    assert again.find("//input[@name='points-1' and @checked]").get("value") == "1", "the earlier points to begin with"
    give_points(again, ("2", "1"), "Now it is whole.")
    ana.get(page.address).says("You passed", "8 of 8", "Now it is whole.")
    assert [one.turn for one in stored(app, MARKS)] == [1, 2]


def test_what_the_clock_hands_in_waits_for_its_mark_too(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    hours = Hours(monkeypatch)
    an_essay_quiz(app, tmp_path, minutes=30)
    page = started(enrolled(app, ANA))
    written(page, "In time.")
    hours.go_by(minutes=31)
    assert jobs.run_due(app) == 1
    page.browser.get(f"/attempts/{attempt_of(page)}").says("Your time was up", "Provisional")
    place_of(Browser(signed_in(app, BEN))).says("In time.")


def test_where_reasons_are_not_shown_neither_rubric_nor_comment_is(app: Flask, tmp_path: Path):
    an_essay_quiz(app, tmp_path, shown_failed=["verdict"])
    ana = enrolled(app, ANA)
    page = handed_in(ana)
    marked(Browser(signed_in(app, BEN)), ("1", "0"))
    ana.get(page.address).says("Not passed yet", "2 of 6 points").says_not("Names the sign", "Well seen.")


def test_who_reaches_the_mark_without_the_essay_has_passed_at_once(app: Flask, tmp_path: Path):
    an_essay_quiz(app, tmp_path, pass_mark=25)
    ana, ben = enrolled(app, ANA), Browser(signed_in(app, BEN))
    page = handed_in(ana).says("You passed", "2 of 8", "One answer is still being marked by hand")
    assert len(stored(app, select(Completion))) == 1
    marked(ben, ("0", "0"), "Please read the passage.")
    ana.get(page.address).says("You passed", "2 of 8", "Please read the passage.").says_not("still being marked")
    (message,) = stored(app, select(OutboxMessage))
    assert "Your answers were marked by hand. You passed." in message.text


def test_with_two_essays_the_first_mark_may_decide_and_the_last_one_is_told(app: Flask, tmp_path: Path):
    an_essay_quiz(app, tmp_path, essays=2, pass_mark=50)  # 2 + 6 + 6 points
    ana, ben = enrolled(app, ANA), Browser(signed_in(app, BEN))
    page = handed_in(ana).says("Provisional", "2 of 14")
    marked(ben, ("2", "1"))
    ana.get(page.address).says("You passed", "8 of 14", "One answer is still being marked by hand")
    assert len(stored(app, select(OutboxMessage))) == 1
    marked(ben, ("0", "1"))
    ana.get(page.address).says("You passed", "10 of 14").says_not("still being marked")
    assert len(stored(app, select(OutboxMessage))) == 2


def test_while_the_first_attempt_waits_a_second_one_does_not_count_for_it(app: Flask, tmp_path: Path):
    an_essay_quiz(app, tmp_path, counts="first", pass_mark=20)
    ana, ben = enrolled(app, ANA), Browser(signed_in(app, BEN))
    handed_in(ana, choice="Cold ones")
    handed_in(ana, None).says("You passed")
    assert stored(app, select(Completion)) == [], "the first one counts, and waits"
    ana.get(START).says("Provisional")
    marked(ben, ("2", "0"))
    assert [one.passed for one in stored(app, ATTEMPTS)] == [True, True]
    assert len(stored(app, select(Completion))) == 1


@pytest.mark.parametrize(
    ("counts", "shares", "share"),
    [
        (Counts.BEST, [None, Fraction(1, 2)], Fraction(1, 2)),
        (Counts.BEST, [None], None),
        (Counts.FIRST, [None, Fraction(1)], None),
        (Counts.FIRST, [Fraction(1), None], Fraction(1)),
        (Counts.LAST, [Fraction(1), None], None),
        (Counts.LAST, [None, Fraction(1)], Fraction(1)),
        (Counts.AVERAGE, [Fraction(1), None], None),
        (Counts.AVERAGE, [Fraction(1), Fraction(0)], Fraction(1, 2)),
    ],
)
def test_nothing_is_said_while_an_attempt_that_counts_waits(
    counts: Counts, shares: list[Fraction | None], share: Fraction | None
):
    assert standing(counts, shares) == share


def test_an_essay_in_a_practice_quiz_is_not_checked_at_once(app: Flask, tmp_path: Path):
    an_essay_quiz(app, tmp_path, preset="practice")
    page = started(enrolled(app, ANA))
    while not page.tree.xpath("//form[@data-save]//textarea"):
        page = page.says("Check this answer").submit("Save and continue")
    page.says_not("Check this answer")
    token = page.find("//form[@data-save]/input[@name='csrf_token']").get("value")
    page.browser.post(page.address, {"csrf_token": token, "answer": "Mine", "go": "verify"})
    assert [one.checked_at for one in stored(app, select(Answer))] == [None] * 3
