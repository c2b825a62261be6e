"""Item analysis: Ben sees how the questions of a quiz do, and whom the figures are of."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from app.accounts.rules import Role
from app.assessment.kinds.base import Response
from app.assessment.models import Attempt, Question
from app.platform.db import db
from app.platform.transactions import writing
from tests.browser import Browser, Page
from tests.making import BODIES, RIGHT, SLUG, a_course, course_files, question_file, write_files
from tests.page_checks import words
from tests.people import ANA, BEN, CORA, signed_in
from tests.reporting.classes import a_class, numbered, sits
from tests.sitting import a_bank, hands, publish, quiz_toml
from tests.statements import counted

ROSTER = f"/studio/{SLUG}/roster"
ANALYSIS = f"/studio/{SLUG}/quiz/strokes/analysis"


def right(question: Question) -> Response:
    return RIGHT[question.kind]


def nothing(_question: Question) -> None:
    return None


def chooses(*choices: int | None):
    """Answers the questions of `a_bank` in the order of their keys."""
    return lambda question: {"choice": choices[int(question.key.rpartition("-")[2]) - 1]}


def lines(page: Page) -> dict[str, list[str]]:
    """The questions (or options, or versions) of the first table, by what heads the line."""
    found = page.tree.xpath("(//main//table)[1]/tbody/tr")
    return {words(row[0]).partition(" q-")[0]: [words(cell) for cell in row[1:]] for row in found}


def table(page: Page, caption: str) -> list[list[str]]:
    """The cells of the table with this caption."""
    found = page.tree.xpath(f"//table[caption='{caption}']/tbody/tr")
    return [[words(cell) for cell in row] for row in found]


def ben(app: Flask) -> Browser:
    return Browser(signed_in(app, BEN))


def test_the_roster_leads_to_the_figures_of_each_quiz(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = ben(app).get(ROSTER).follow("Strokes")
    assert page.address == ANALYSIS
    page.says("How the questions do", "Strokes quiz", "No attempts yet")
    page.follow("Enrollments and scores").follow("Strokes")


def test_one_taker_is_too_few_to_say_and_the_figures_are_there_in_gray(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    sits(app, 1, right)
    page = ben(app).get(ANALYSIS).says("1 student has handed in", "Too few takers to say: fewer than 30")
    line = lines(page)["Which hands begin?"]
    assert line == ["1", "100% (21–100%)", "–", "Note Too few takers to say: fewer than 30."]
    assert page.tree.xpath("//td[span[@class='few']]")
    page.says("cannot be computed").follow("Which hands begin?").says("Too few takers to say", "100.0%", "Wrong", "Key")


def test_a_class_shows_what_each_question_earned(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 3, draw=3)
    for place, choices in enumerate([(1, 1, 1), (1, 1, 0), (1, 0, 0), (None, None, None)]):
        sits(app, place, chooses(*choices))
    found = lines(ben(app).get(ANALYSIS).says("4 students have handed in"))
    assert [line[:3] for line in found.values()] == [
        ["4", "75% (30–95%)", "58%"], ["4", "50% (15–85%)", "82%"], ["4", "25% (5–70%)", "52%"],
    ]  # fmt: skip


def test_the_whole_quiz_has_figures_too(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 2, draw=2)
    for place, choices in enumerate([(1, 1), (1, 0), (0, 0), (0, 0)]):
        sits(app, place, chooses(*choices))
    page = ben(app).get(ANALYSIS)
    facts = {words(row[0]): words(row[1]) for row in page.tree.xpath("//dl[@class='facts']/div")}
    assert facts == {
        "Mean": "37.5%", "Median": "25.0%", "Standard deviation": "47.9%", "Skewness": "0.85", "Kurtosis": "−1.29",
        "Consistency": "72.7%", "Error ratio": "52.2%", "Standard error": "25.0%",
    }  # fmt: skip
    page.says("over the 4 students who all had the same 2 questions")


def test_only_the_first_attempt_that_was_handed_in_counts(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 1, draw=1)
    sits(app, 1, chooses(0))
    sits(app, 1, chooses(1))
    sits(app, 2, chooses(1), submit=False)
    assert lines(ben(app).get(ANALYSIS).says("1 student has"))["Which hands begin session 1?"][0] == "1"
    ben(app).get(f"{ANALYSIS}/q-single-choice-1").says("0.0%, probably")


def test_who_teaches_only_previews(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 1, draw=1)
    sits(app, 1, chooses(1), role=Role.INSTRUCTOR)
    sits(app, 2, chooses(1), role=Role.ADMINISTRATOR)
    ben(app).get(ANALYSIS).says("No attempts yet")
    sits(app, 3, chooses(1))
    ben(app).get(ANALYSIS).says("1 student has")


def test_a_paper_that_waits_for_its_mark_does_not_count_and_no_later_one_instead(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 1, draw=1)
    sits(app, 1, chooses(0))
    with app.app_context(), writing():
        db.session.execute(update(Attempt).values(passed=None))
    sits(app, 1, chooses(1))
    ben(app).get(ANALYSIS).says("No attempts yet")


def test_an_edited_question_begins_anew_and_its_history_stays(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 2, draw=2)
    sits(app, 1, chooses(0, 1))
    files = course_files(quiz=quiz_toml(draw=2)).items()
    kept = {name: text for name, text in files if "/questions/" not in name} | dict([hands(2)])
    path, text = hands(1)
    publish(app, tmp_path / "again", kept | {path: text.replace("Which hands", "Which two hands")})
    for place in (2, 3):
        sits(app, place, chooses(1, 1))
    page = ben(app).get(ANALYSIS).says("3 students", "version 2")
    found = lines(page)
    assert [found[f"Which {hands} begin session {number}?"][:2] for hands, number in (("two hands", 1), ("hands", 2))] == [
        ["2", "100% (34–100%)"], ["3", "100% (44–100%)"],
    ]  # fmt: skip
    question = page.follow("Which two hands begin session 1?").says("version 2 of 2")
    assert [(row[0], row[2], row[3], row[5]) for row in table(question, "Versions")] == [
        ("Version 1", "1", "0% (0–79%)", "No"), ("Version 2, shown here", "2", "100% (34–100%)", "Yes"),
    ]  # fmt: skip
    question.follow("Version 1").says("Which hands begin session 1?", "no longer asked", "0.0%, probably")
    ben(app).get(f"{ANALYSIS}/q-single-choice-1?version=3", 404)
    ben(app).get(f"{ANALYSIS}/q-single-choice-1?version=x").says("version 2 of 2")


def test_a_question_that_is_no_longer_asked_keeps_its_figures(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 2, draw=2)
    sits(app, 1, chooses(1, 1))
    files = course_files(quiz=quiz_toml(draw=1)).items()
    publish(
        app, tmp_path / "again", {name: text for name, text in files if "/questions/" not in name} | dict([hands(2)])
    )
    page = ben(app).get(ANALYSIS).says("no longer asked")
    assert [line[0] for line in lines(page).values()] == ["1", "1"]


def test_where_each_draws_other_questions_takers_differ_and_consistency_is_left_out(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 6, draw=2)
    for place in range(12):
        sits(app, place, chooses(1, 1, 1, 0, 0, 0))
    page = ben(app).get(ANALYSIS).says("12 students", "cannot be computed")
    takers = [int(line[0]) for line in lines(page).values()]
    assert (len(takers), sum(takers)) == (6, 24)
    assert len(set(takers)) > 1


@pytest.fixture
def half_a_hundred(app: Flask, tmp_path: Path) -> Flask:
    """Thirty students; the better two thirds find the first question's key wrong."""
    a_bank(app, tmp_path, 3, draw=3)
    for place in range(10):
        sits(app, place, chooses(1, 0, 0))
        sits(app, place + 10, chooses(0, 1, 1))
        sits(app, place + 20, chooses(0, 1, 1 if place else 0))
    return app


def test_a_wrong_key_is_found_and_stands_first(half_a_hundred: Flask):
    page = ben(half_a_hundred).get(ANALYSIS).says_not("Too few")
    (question, line), *_ = lines(page).items()
    assert (question, line[:3]) == ("Which hands begin session 1?", ["30", "33% (19–51%)", "−97%"])
    assert line[3].startswith("Check The top third chooses this more often than the key: “Cold ones”. Check the key.")
    options = table(page.follow(question), "Options")
    assert options == [
        ["Cold ones", "Wrong", "67%", "100%", "0%"], ["Warm ones", "✓Key", "33%", "0%", "100%"],
        ["Wet ones", "Wrong", "0%", "0%", "0%"],
    ]  # fmt: skip


def test_it_asks_the_database_as_often_for_thirty_students_as_for_three(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    client = signed_in(app, BEN)
    addresses = [ANALYSIS, f"{ANALYSIS}.csv", *(f"{ANALYSIS}/q-{kind}-1" for kind in BODIES)]
    a_class(app, *numbered(3), attempts=2)
    few = [asked(app, client, address) for address in addresses]
    a_class(app, *numbered(27), attempts=2, first=3)
    assert [asked(app, client, address) for address in addresses] == few
    assert max(few) <= 8


def asked(app: Flask, client, address: str) -> int:
    with counted(app) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_a_long_stem_is_cut_in_the_list_and_whole_on_its_page(app: Flask, tmp_path: Path):
    scene = "A client comes after a **long** day.\n\n"
    stem = "Which of these hands, " + "and this is said at some length, " * 9 + "begin?"
    changes = {"single-choice": question_file("single-choice", stem=scene + stem)}
    write_files(tmp_path, course_files(**changes))
    a_course(app, tmp_path, **changes)
    sits(app, 1, right)
    page = ben(app).get(ANALYSIS).says_not("begin?", "A client comes")
    (link,) = [words(one) for one in page.tree.xpath("//th/a") if "Which of these" in words(one)]
    assert 140 < len(link) <= 160
    page.follow(link).says(stem, "A client comes after a long day.")


def test_only_who_teaches_sees_it(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    sits(app, 1, right)
    for address in (ANALYSIS, f"{ANALYSIS}.csv", f"{ANALYSIS}/q-single-choice-1"):
        assert app.test_client().get(address).location == f"/sign-in?next={address}"
        assert signed_in(app, ANA).get(address).status_code == 403
        assert signed_in(app, CORA).get(address).status_code == 200


def test_what_is_not_there_is_not_found(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    sits(app, 1, nothing)
    browser = ben(app)
    for place in ("no-such-course/quiz/strokes", f"{SLUG}/quiz/no-such-quiz", f"{SLUG}/quiz/begin"):
        for page in ("analysis", "analysis.csv", "analysis/q-single-choice-1"):
            browser.get(f"/studio/{place}/{page}", 404)
    browser.get(f"{ANALYSIS}/q-no-such-question", 404)
