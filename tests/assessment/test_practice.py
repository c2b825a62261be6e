"""Practice: an answer is checked when the student wants it; "how sure are you?" finds what is worth reading."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.assessment.models import Answer, AnswerEvent
from tests.browser import Page
from tests.making import course_files
from tests.page_checks import words
from tests.people import ANA
from tests.sitting import (
    RIGHT_WORDS,
    START,
    WRONG_WORDS,
    a_bank,
    attempt_of,
    by_script,
    enrolled,
    fields_for,
    give,
    hands,
    publish,
    quiz_toml,
    started,
    stored,
    values_of,
)

RIGHT, WRONG = RIGHT_WORDS["single-choice"], WRONG_WORDS["single-choice"]
FIRST = select(Answer).where(Answer.number == 1)


def checked(page: Page, answer: object) -> Page:
    return give(page, answer, "Check this answer")


def unsure(page: Page, answer: object, certainty: str) -> Page:
    return page.submit("Save and continue", fields=fields_for(page, answer) | {"certainty": certainty})


def test_a_checked_answer_is_explained_at_once_and_stays_as_it_is(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 3, draw=3, preset="practice")
    first = started(enrolled(app, ANA))
    page = checked(first, WRONG).says("Your answer to question 1 of 3", "Not correct", "Why")
    assert page.address == first.address
    assert by_script(first, RIGHT, seq="1").status_code == 409
    assert stored(app, FIRST)[0].sequence == 1
    page.follow("Continue").says("2 of 3")
    end = page.browser.get(f"/attempts/{attempt_of(first)}/check").submit("Submit quiz")
    end.says("0 of 3")


def test_a_right_answer_that_was_checked_counts(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 1, draw=1, preset="practice")
    page = checked(started(enrolled(app, ANA)), RIGHT).says("Correct", "Why")
    page.follow("Continue").submit("Submit quiz").says("You passed", "1 of 1")


def test_an_open_question_is_not_explained(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 3, draw=3, preset="practice")
    page = started(enrolled(app, ANA)).submit("Check this answer")
    page.says("1 of 3").says_not("Why")
    assert stored(app, FIRST)[0].checked_at is None


def test_where_nothing_is_shown_before_the_end_no_answer_can_be_checked(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 3, draw=3, preset="check")
    page = started(enrolled(app, ANA)).says_not("Check this answer", "How sure are you?")
    page.browser.client.post(page.address, data=values_of(page, RIGHT) | {"go": "verify"})
    page.browser.get(page.address).says("1 of 3").says_not("Why", "Correct")
    assert stored(app, FIRST)[0].checked_at is None


def test_a_quiz_that_leads_one_way_goes_on_after_a_check(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 3, draw=3, preset="practice", order="sequential")
    page = checked(started(enrolled(app, ANA)), RIGHT).says("Correct")
    page.follow("Continue").says("2 of 3")
    assert page.browser.get(page.address).says("Correct").address == page.address


def test_who_was_sure_and_wrong_begins_there(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 3, draw=3, preset="check", certainty=True)
    page = started(enrolled(app, ANA)).says("How sure are you?", "This does not count.")
    page = unsure(page, RIGHT, "1")
    page = unsure(page, WRONG, "3")
    page = unsure(page, WRONG, "2")
    result = page.submit("Submit quiz")
    result.says("You were sure of 1 answer that is not right. Begin with it. Question 2", "1 of 3")
    assert [one.certainty for one in stored(app, select(Answer).order_by(Answer.number))] == [1, 3, 2]
    assert stored(app, select(AnswerEvent.certainty).order_by(AnswerEvent.id)) == [1, 3, 2]


def test_the_result_tells_whether_they_know_what_they_know(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 4, draw=4, preset="practice", certainty=True)
    page = started(enrolled(app, ANA))
    for answer, certainty in ((RIGHT, "3"), (WRONG, "3"), (RIGHT, "1")):
        page = unsure(page, answer, certainty)
    result = give(page, RIGHT).submit("Submit quiz").says("Do you know what you know?")
    rows = result.tree.xpath("//table[contains(caption, 'how sure')]//tbody/tr")
    assert [[words(cell) for cell in row] for row in rows] == [
        ["Sure", "2", "1", "-3"],
        ["I am guessing", "1", "1", "1"],
    ]


def test_a_final_that_keeps_its_verdicts_tells_nothing_of_it(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 1, draw=1, certainty=True, shown_passed=["why"])
    unsure(started(enrolled(app, ANA)), RIGHT, "3").submit("Submit quiz").says_not("Do you know what you know?")


def test_another_certainty_alone_is_saved_too_and_nonsense_is_no_word(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 3, draw=3, certainty=True)
    page = started(enrolled(app, ANA))
    assert by_script(page, RIGHT, certainty="1").json["seq"] == 1
    assert by_script(page, RIGHT, certainty="3", operation="two", seq="1").json["seq"] == 2
    assert stored(app, FIRST)[0].certainty == 3
    assert by_script(page, RIGHT, certainty="99", operation="three", seq="2").status_code == 200
    assert stored(app, FIRST)[0].certainty is None


def test_a_quiz_that_does_not_ask_keeps_no_certainty(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 3, draw=3)
    page = started(enrolled(app, ANA))
    assert by_script(page, RIGHT, certainty="3").status_code == 200
    assert stored(app, FIRST)[0].certainty is None


def test_only_a_practice_quiz_asks_what_is_written_for_practice(app: Flask, tmp_path: Path):
    files = course_files(quiz=quiz_toml(draw=1))
    files = {name: text for name, text in files.items() if "/questions/" not in name and "/figures/" not in name}
    files |= dict([hands(1), hands(2, "practice")])
    publish(app, tmp_path, files)
    ana = enrolled(app, ANA)
    started(ana).says("session 1", "1 of 1").submit("Save and continue").submit("Submit quiz")
    publish(app, tmp_path, {name: text.replace('"check"', '"practice"') for name, text in files.items()})
    ana.get(START).submit("Try again").says("session 2", "1 of 1")  # unseen ones come first
