"""Item analysis: Ben sees how the questions of a quiz do."""

from pathlib import Path

import pytest
from flask import Flask

from tests.making import BODIES, SLUG, a_course, question_file
from tests.page_checks import words
from tests.people import ANA, BEN, CORA, signed_in
from tests.reporting.analysed import ANALYSIS, ben, chooses, lines, right, table
from tests.reporting.classes import a_class, numbered, sits
from tests.sitting import a_bank
from tests.statements import counted

ROSTER = f"/studio/{SLUG}/roster"


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
        ["4", "75% (30–95%)", "52%"], ["4", "50% (15–85%)", "71%"], ["4", "25% (5–70%)", "52%"],
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


@pytest.fixture
def thirty(app: Flask, tmp_path: Path) -> Flask:
    """Thirty students; the better two thirds find the first question's key wrong."""
    a_bank(app, tmp_path, 3, draw=3)
    for place in range(10):
        sits(app, place, chooses(1, 0, 0))
        sits(app, place + 10, chooses(0, 1, 1))
        sits(app, place + 20, chooses(0, 1, 1 if place else 0))
    return app


def test_a_wrong_key_is_found_and_stands_first(thirty: Flask):
    page = ben(thirty).get(ANALYSIS).says_not("Too few")
    (question, line), *_ = lines(page).items()
    assert (question, line[:3]) == ("Which hands begin session 1?", ["30", "33% (19–51%)", "−98%"])
    assert line[3].startswith("✗Check The top third chooses this more often than the key: “Cold ones”. Check the key.")
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
    assert max(few) <= 10


def asked(app: Flask, client, address: str) -> int:
    with counted(app) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_a_long_stem_is_cut_in_the_list_and_whole_on_its_page(app: Flask, tmp_path: Path):
    scene = "A client comes after a **long** day.\n\n"
    stem = "Which of these hands, " + "and this is said at some length, " * 9 + "begin?"
    changes = {"single-choice": question_file("single-choice", stem=scene + stem)}
    a_course(app, tmp_path, **changes)
    sits(app, 1, right)
    page = ben(app).get(ANALYSIS).says_not("length, begin?", "A client comes")
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
    sits(app, 1, right)
    browser = ben(app)
    for place in ("no-such-course/quiz/strokes", f"{SLUG}/quiz/no-such-quiz", f"{SLUG}/quiz/begin"):
        for page in ("analysis", "analysis.csv", "analysis/q-single-choice-1"):
            browser.get(f"/studio/{place}/{page}", 404)
    browser.get(f"{ANALYSIS}/q-no-such-question", 404)
