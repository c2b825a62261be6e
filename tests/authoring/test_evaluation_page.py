"""What people are asked about a course: the usual questions until somebody writes others."""

from pathlib import Path

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.authoring.rules.evaluations import moved_question, with_question, without_question
from app.authoring.rules.folders import Step
from app.catalogue.content.evaluation import USUAL, read_evaluation
from app.catalogue.content.problems import Findings
from tests.authoring.writing import STUDIO, ben, writing
from tests.browser import Page
from tests.drafting import files
from tests.people import CORA

ADDRESS = f"{STUDIO}/evaluation"
PATH = "evaluation.toml"


def asked(page: Page) -> list[str]:
    """The questions, in order."""
    return page.tree.xpath("//ol[contains(@class, 'questions')]/li/p/a/text()")


def test_the_usual_questions_become_the_courses_own_once_one_is_changed(app: Flask, tmp_path: Path):
    writing(app, tmp_path)
    page = ben(app).get(ADDRESS).says("These are the usual questions")
    assert asked(page) == [one.text for one in USUAL.questions]
    assert PATH not in files(app)
    page = page.submit("Move down: The course did what its objectives promised.").says("the course’s own questions")
    assert asked(page)[:2] == [USUAL.questions[1].text, USUAL.questions[0].text]
    page = page.follow("The level was").submit("Save", status=422, options="too deep")
    page = page.says("Write 2 to 10 answers").submit("Save", options="too deep\nabout right\ntoo light")
    file = read_evaluation(files(app)[PATH], Findings())
    assert file is not None
    level = next(one for one in file.questions if one.id == "level")
    assert (level.kind, level.options) == ("choice", ("too deep", "about right", "too light"))
    page.submit("Go back to the usual questions").says("These are the usual questions")
    outline = ben(app).get(STUDIO).submit("Put back: Evaluation")
    outline.browser.get(ADDRESS).says("too deep")


def test_questions_are_added_and_taken_out_under_ids_of_their_own(app: Flask, tmp_path: Path):
    writing(app, tmp_path)
    page = ben(app).get(ADDRESS)
    page = page.submit("Add the question", status=422, fields={"ask-kind": "choice"}).says(
        "Write the question.", "Write 2 to 10 answers"
    )
    fields = {"ask-text": "Which table?", "ask-kind": "choice", "ask-options": "Wood\nSteel\nwood"}
    page = page.submit("Add the question", status=422, fields=fields).says("Two of the answers read the same")
    page = page.submit("Add the question", fields=fields | {"ask-options": "Wood\nSteel"}).says("was added")
    assert asked(page)[-1] == "Which table?"
    page = page.submit("Take out: Which table?").says("The question was taken out")
    page.submit("Add the question", fields={"ask-text": "Which table?"})
    assert 'id = "which-table-2"' in files(app)[PATH], "the answers to the first one stay its own"
    page.browser.get(ADDRESS).submit("Save", fields={"intro-required": False, "intro-intro": "Two minutes."})
    assert files(app)[PATH].startswith('required = false\nintro = "Two minutes."\n')


def test_two_who_change_one_question_are_told_and_two_questions_disturb_nobody(app: Flask, tmp_path: Path):
    writing(app, tmp_path)
    mine = ben(app).get(ADDRESS).follow("I can use what I learned in my work.")
    cora = ben(app, CORA).get(ADDRESS)
    cora.follow("The level was").submit("Save", text="The level is")
    mine.submit("Save", text="I can use it.").says("Saved.")
    mine = ben(app).get(f"{ADDRESS}/useful")
    ben(app, CORA).get(f"{ADDRESS}/useful").submit("Save", text="Of use.")
    page = mine.submit("Save", status=409, text="I use it.").says("to: “Of use.”")
    assert "Of use." in files(app)[PATH]
    page.submit("Save").says("Saved.")
    assert "I use it." in files(app)[PATH]
    intro = ben(app).get(ADDRESS)
    ben(app, CORA).get(ADDRESS).submit("Save", fields={"intro-intro": "Cora asks."})
    intro.submit("Save", status=409, fields={"intro-intro": "Ben asks."}).says("to: “Cora asks.”").submit("Save")
    assert "Ben asks." in files(app)[PATH]
    late = ben(app).get(f"{ADDRESS}/useful")
    ben(app, CORA).get(ADDRESS).submit("Take out: I use it.")
    late.submit("Save", status=409, text="I do.").says("That is not in the course any more.")


@given(st.lists(st.tuples(st.sampled_from([one.id for one in USUAL.questions]), st.sampled_from(Step))))
def test_moving_loses_no_question(steps: list[tuple[str, Step]]):
    file = USUAL
    for id_, step in steps:
        file = moved_question(file, id_, step)
    assert sorted(one.id for one in file.questions) == sorted(one.id for one in USUAL.questions)


def test_a_question_is_put_in_the_place_of_the_one_with_its_id():
    changed = with_question(USUAL, USUAL.questions[2])
    assert changed == USUAL
    assert [one.id for one in without_question(USUAL, "useful").questions].count("useful") == 0
    assert moved_question(USUAL, "objectives", Step.UP) == USUAL
