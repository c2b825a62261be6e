"""The page before handing in: what is answered, what is open, and a way to each question."""

from pathlib import Path

from flask import Flask

from tests.making import COUNT, STEMS, a_course
from tests.page_checks import words
from tests.people import ANA
from tests.sitting import RIGHT_WORDS, WRONG_WORDS, answer_all, attempt_of, enrolled, give, kind_of, started


def states(check) -> dict[str, str]:
    """Each question on the page with what is said of it."""
    lines = check.tree.xpath("//ol[@class='checklist']/li")
    part = ".//span[@class='checklist-{}']".format
    return {words(line.find(part("stem"))): words(line.find(part("state"))) for line in lines}


def test_each_question_says_whether_it_is_answered(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    some = {kind: RIGHT_WORDS[kind] for kind in ("matching", "short-answer")}
    check = answer_all(started(enrolled(app, ANA)), some).says(f"{COUNT - 2} questions are not answered.")
    assert {stem for stem, state in states(check).items() if "Not answered" not in state} == {
        STEMS["matching"],
        STEMS["short-answer"],
    }
    check.says("You may submit all the same; an open question earns nothing.", "You can change answers until")


def test_one_open_question_is_counted_as_one(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    most = {kind: answer for kind, answer in RIGHT_WORDS.items() if kind != "ordering"}
    answer_all(started(enrolled(app, ANA)), most).says("1 question is not answered.")


def test_nothing_is_open_when_everything_is_answered_right_or_wrong(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    check = answer_all(started(enrolled(app, ANA)), WRONG_WORDS).says("Every question is answered.")
    assert {state.removeprefix("✓ ") for state in states(check).values()} == {"✓Answered"}


def test_half_an_answer_is_an_answer(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    check = answer_all(started(enrolled(app, ANA)), {"matching": {"Begin": "Cold"}})
    check.says(f"{COUNT - 1} questions are not answered.")


def test_an_answer_taken_back_is_open_again(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    while kind_of(page) != "short-answer":
        page = page.submit("Save and continue")
    give(page, "light")
    give(page.browser.get(page.address), "  ")
    page.browser.get(f"/attempts/{attempt_of(page)}/check").says(f"{COUNT} questions are not answered.")


def test_every_question_can_be_reached_from_the_check(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    check = answer_all(started(enrolled(app, ANA)), {})
    listed = list(states(check))
    for number in range(1, COUNT + 1):
        page = check.follow(f"Change question {number}").says(f"{number} of {COUNT}")
        assert page.heading == listed[number - 1]
