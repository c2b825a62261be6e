"""What an author may decide about a quiz beyond the simplest, as a student meets it."""

from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from app.assessment import actions
from app.assessment.models import Allowance, Answer, Attempt, Question
from app.learning.models import Completion, Enrolment
from app.platform import clock
from app.platform.db import db
from app.platform.transactions import writing
from tests.browser import Page
from tests.hours import NOON, Hours
from tests.making import SLUG, course_files
from tests.people import ANA, BEN, add
from tests.sitting import (
    RIGHT_WORDS,
    START,
    WRONG_WORDS,
    a_bank,
    attempt_of,
    by_script,
    enrolled,
    give,
    hands,
    publish,
    quiz_toml,
    started,
    stored,
)

RIGHT, WRONG = RIGHT_WORDS["single-choice"], WRONG_WORDS["single-choice"]
ATTEMPTS = select(Attempt).order_by(Attempt.number)


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    return Hours(monkeypatch)


def sat(page: Page, *answers: object) -> Page:
    """Answer one question after the other and hand in."""
    for answer in answers:
        page = give(page, answer)
    return page.browser.get(f"/attempts/{attempt_of(page)}/check").submit("Submit quiz")


def by_staff(app: Flask, give_: str, *values: object) -> None:
    """Ben gives Ana something beyond the rules."""
    ben = add(app, BEN)
    with app.app_context(), writing():
        attempt = db.session.scalars(ATTEMPTS.order_by(None).order_by(Attempt.number.desc())).first()
        enrolment = db.session.scalars(select(Enrolment)).one()
        what = (enrolment, attempt.unit_id) if give_ == "allow_attempt" else (attempt, *values)
        getattr(actions, give_)(*what, "The lights went out", db.session.get_one(Person, ben), clock.now())


def test_a_quiz_cannot_be_started_before_it_opens(app: Flask, tmp_path: Path, hours: Hours):
    a_bank(app, tmp_path, 3, draw=3, opens=NOON + timedelta(days=1))
    ana = enrolled(app, ANA)
    page = ana.get(START).says("This quiz opens on 22 November 2026, 07:00 EST.")
    assert "Start the quiz" not in page.text
    hours.go_by(days=1)
    assert started(ana).says("1 of 3")


def test_a_closed_quiz_can_be_finished_but_not_started(app: Flask, tmp_path: Path, hours: Hours):
    a_bank(app, tmp_path, 3, draw=3, closes=NOON + timedelta(hours=1))
    ana, ben = enrolled(app, ANA), enrolled(app, BEN)
    waiting = ben.get(START).says("An attempt that began before keeps its whole time.")
    page = started(ana)
    hours.go_by(hours=1)
    waiting.submit("Start the quiz").says("This quiz closed on 21 November 2026, 08:00 EST.")
    sat(page, RIGHT, RIGHT, RIGHT).says("You passed")
    assert len(stored(app, ATTEMPTS)) == 1


def test_between_two_attempts_lies_a_pause(app: Flask, tmp_path: Path, hours: Hours):
    a_bank(app, tmp_path, 3, draw=3, cool_down=90)
    ana = enrolled(app, ANA)
    ana.get(START).says("Between attempts A pause of 90 minutes")
    sat(started(ana), WRONG, WRONG, WRONG)
    hours.go_by(minutes=89)
    assert "Try again" not in ana.get(START).says("You may try again from 21 November 2026, 08:30 EST on.").text
    hours.go_by(minutes=1)
    assert started(ana).says("1 of 3")


def test_where_a_quiz_leads_one_way_nobody_goes_back(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 3, draw=3, order="sequential")
    ana = enrolled(app, ANA)
    ana.get(START).says("One question after the other, without going back")
    first = started(ana).says("Once you continue, this answer is final.").says_not("Previous", "Flag for review")
    second = give(first, WRONG).says("2 of 3")
    assert ana.get(first.address).address == second.address
    assert ana.get(f"/attempts/{attempt_of(first)}/3").address == second.address
    refused = by_script(first, RIGHT, seq="1")
    assert (refused.status_code, "That answer is final" in refused.json["message"]) == (409, True)
    give(first, RIGHT).says("That answer is final", "2 of 3")
    end = give(give(second, RIGHT), RIGHT).says("Check your answers")
    assert "Change" not in end.text
    end.submit("Submit quiz").says("2 of 3")


def test_an_open_question_that_was_left_stays_open(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 3, draw=3, order="sequential")
    first = started(enrolled(app, ANA))
    first.submit("Save and continue").says("2 of 3")
    assert by_script(first, RIGHT).status_code == 409
    assert [one.response for one in stored(app, select(Answer))] == [None, None, None]


@pytest.mark.parametrize(
    ("counts", "done"), [("best", [False, True, True]), ("last", [False, True, True]), ("first", [False, False, False]),
                         ("average", [False, False, False])],
)  # fmt: skip
def test_which_attempt_counts_decides_when_the_quiz_is_done(app: Flask, tmp_path: Path, counts: str, done: list[bool]):
    a_bank(app, tmp_path, 4, draw=4, counts=counts)
    ana, seen = enrolled(app, ANA), []
    for answers in ([WRONG, WRONG, WRONG, WRONG], [RIGHT, RIGHT, RIGHT, RIGHT], [RIGHT, WRONG, WRONG, RIGHT]):
        sat(started(ana), *answers)
        seen.append(bool(stored(app, select(Completion))))
    assert seen == done, "what is done stays done"
    assert [one.earned for one in stored(app, ATTEMPTS)] == [Fraction(0), Fraction(4), Fraction(2)]


def test_pools_draw_by_tag_and_by_objective(app: Flask, tmp_path: Path):
    files = course_files(quiz=quiz_toml(draw=3, pools=["tag cold: 1", "objective strokes-1: 2"]))
    kept = {name: text for name, text in files.items() if "/questions/" not in name and "/figures/" not in name}
    bank = dict(map(hands, range(1, 9)))
    cold = [*bank][4]
    bank[cold] = bank[cold].replace('style = "recall"', 'style = "recall"\ntags = ["cold"]')
    publish(app, tmp_path, kept | bank)
    ana = enrolled(app, ANA)
    for _ in range(3):
        sat(started(ana), WRONG, WRONG, WRONG)
    drawn = select(Question.key).join(Answer, Answer.question_id == Question.id)
    for number in (1, 2, 3):
        keys = stored(app, drawn.join(Attempt, Attempt.id == Answer.attempt_id).where(Attempt.number == number))
        assert len(set(keys)) == 3
        assert "q-single-choice-5" in keys
    assert len(set(stored(app, drawn))) == 7, "unseen questions come first"


def test_one_more_attempt_is_shown_with_its_reason_and_can_be_used_once(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 3, draw=3, attempts=1)
    ana = enrolled(app, ANA)
    sat(started(ana), WRONG, WRONG, WRONG)
    ana.get(START).says("You have used every attempt at this quiz.")
    by_staff(app, "allow_attempt")
    ana.get(START).says("1 left", "One more attempt", "The lights went out")
    sat(started(ana), WRONG, WRONG, WRONG)
    ana.get(START).says("You have used every attempt at this quiz.")


def test_an_attempt_opened_again_goes_on_where_it_was(app: Flask, tmp_path: Path, hours: Hours):
    a_bank(app, tmp_path, 3, draw=3, minutes=30)
    ana = enrolled(app, ANA)
    page = started(ana)
    give(page, RIGHT)
    hours.go_by(hours=1)
    ana.get(page.address).says("Your time was up")
    by_staff(app, "reopen_attempt", 20)
    again = ana.get(START).says("An attempt was opened again", "The lights went out").follow("Go on")
    assert again.says("Time left 20:00").address == page.address
    sat(again, RIGHT, RIGHT, RIGHT).says("You passed")


def test_what_was_passed_is_not_opened_again(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 3, draw=3)
    sat(started(enrolled(app, ANA)), RIGHT, RIGHT, RIGHT)
    with pytest.raises(actions.CannotReopen):
        by_staff(app, "reopen_attempt", 20)
    assert stored(app, select(Allowance)) == []


def test_more_minutes_for_a_running_attempt_help_at_once(app: Flask, tmp_path: Path, hours: Hours):
    a_bank(app, tmp_path, 3, draw=3, minutes=30)
    page = started(enrolled(app, ANA))
    hours.go_by(minutes=25)
    by_staff(app, "allow_minutes", 10)
    by_staff(app, "allow_minutes", 5)
    page.browser.get(page.address).says("Time left 20:00")
    page.browser.get(START).says("10 minutes more for an attempt", "5 minutes more for an attempt")


def test_the_course_still_leads_to_the_quiz(app: Flask, tmp_path: Path):
    a_bank(
        app, tmp_path, 3, draw=3, minutes=30, cool_down=5, counts="average", certainty=False, shown_failed=["verdict"]
    )
    ana = enrolled(app, ANA)
    result = sat(started(ana), WRONG, WRONG, WRONG)
    assert "Why" not in result.text
    ana.get(f"/learn/{SLUG}").says("Strokes quiz")


def test_after_a_fail_the_student_is_led_to_what_was_missed_without_the_key(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 3, draw=3, shown_failed=["verdict"])
    result = sat(started(enrolled(app, ANA)), WRONG, RIGHT, WRONG)
    result.says("To look at before you try again", "Describe the opening strokes. Strokes").says_not("Why")
    passages = result.tree.xpath("//ul/li[contains(., 'Describe the opening strokes.')]//a/@href")
    assert passages == [f"/learn/{SLUG}/begin#long-and-light"]
    sat(started(result.browser), RIGHT, RIGHT, RIGHT).says_not("To look at before you try again")


def test_an_author_may_keep_back_which_answers_were_right(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 3, draw=3, shown_failed=[], shown_passed=[])
    result = sat(started(enrolled(app, ANA)), WRONG, RIGHT, WRONG)
    result.says("1 of 3", "Which of them are right is not shown in this quiz.")
    result.says_not("Correct", "Not correct", "to look at again", "To look at before", "1 of 1", "0 of 1")
    shown = [words.text_content() for words in result.tree.xpath("//article/p[1]")]
    assert [" ".join(one.split()) for one in shown] == ["Question 1", "Question 2", "Question 3"]


def test_before_an_attempt_is_used_up_the_student_hears_which_lessons_are_not_read(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 3, draw=3, attempts=2)
    ana = enrolled(app, ANA)
    page = ana.get(START).says("Before you use an attempt", "You have not marked this lesson as read: How to begin")
    assert page.follow("How to begin").submit("Mark as read and continue").address == START
    ana.get(START).says_not("Before you use an attempt")


def test_where_attempts_are_not_counted_nobody_is_held_up(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 3, draw=3)
    enrolled(app, ANA).get(START).says_not("Before you use an attempt")
