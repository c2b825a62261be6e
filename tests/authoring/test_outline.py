"""The outline of a draft: adding, renaming, moving, copying, taking out and putting back."""

from pathlib import Path

from flask import Flask

from tests.authoring.writing import STUDIO, ben, titles, writing
from tests.browser import Page
from tests.drafting import files
from tests.making import COUNT, LESSON


def test_a_course_begins_with_a_title_and_an_objective(app: Flask):
    page = ben(app).get("/studio").follow("Create a course")
    page = page.submit("Create the course", status=422, objective="Begin").says("Write a title.")
    assert page.find("//input[@name='objective']").get("value") == "Begin"
    page = page.submit("Create the course", title="Öl & Wärme", objective="Begin a session")
    assert page.address == "/studio/ol-warme"
    page.says("The course has no modules", "add the first module").says_not("add a folder")
    again = ben(app).get("/studio/new").submit("Create the course", title="Öl & Wärme", objective="Begin")
    assert again.address == "/studio/ol-warme-2"
    ben(app).get("/studio").says("Öl & Wärme", "not published")
    ben(app).get("/courses").says_not("Öl")


def test_lessons_are_added_renamed_moved_copied_and_taken_out(app: Flask, tmp_path: Path):
    page = writing(app, tmp_path)
    page.submit("Add the lesson", **{"lesson-title": "How to end"})
    page = ben(app).get(STUDIO)
    assert titles(page) == ["How to begin", "How to end", "Strokes quiz"]
    assert titles(page.submit("Move up: How to end")) == ["How to end", "How to begin", "Strokes quiz"]
    assert set(files(app)) >= {"1-strokes/1-how-to-end.md", "1-strokes/2-begin.md"}
    page = page_with(page, "How to begin").submit("Duplicate: How to begin")
    assert titles(page) == ["How to end", "How to begin", "How to begin (copy)", "Strokes quiz"]
    assert files(app)["1-strokes/2-begin.md"] == LESSON
    page = page.submit("Take out: How to begin (copy)").says("It was taken out.")
    assert titles(page) == ["How to end", "How to begin", "Strokes quiz"]
    page = page.submit("Put back: How to begin (copy)").says("It is back in the course.")
    assert titles(page) == ["How to end", "How to begin", "How to begin (copy)", "Strokes quiz"]


def page_with(page: Page, title: str) -> Page:
    """The outline, opened again."""
    return page.browser.get(STUDIO).says(title)


def test_enter_in_the_field_of_a_title_renames(app: Flask, tmp_path: Path):
    page = writing(app, tmp_path)
    form = page.find("//form[.//summary[@aria-label='Rename: How to begin']]")
    assert form.xpath(".//button")[0].get("value") == "rename", "the first button is the one that Enter presses"
    form.inputs["rename-title"].value = "Begin"
    data = dict(form.form_values()) | {"go": "rename"}
    page = page.browser.post(STUDIO, data)
    assert titles(page)[0] == "Begin"
    assert files(app)["1-strokes/1-begin.md"] == LESSON.replace("How to begin", "Begin")
    page = page.browser.post(STUDIO, data | {"rename-title": " "}, 422).says("Write a title.")


def test_a_module_moves_with_everything_in_it(app: Flask, tmp_path: Path):
    page = writing(app, tmp_path)
    page = page.submit("Add the module", **{"module-title": "Endings", "module-objective": "End a session"})
    before = files(app)
    page = page.submit("Move up: Endings")
    after = files(app)
    assert {path for path in after if path.startswith("1-")} == {"1-endings/module.toml"}
    assert len(after) == len(before)
    assert after["2-strokes/quiz.toml"] == before["1-strokes/quiz.toml"]
    page = page.submit("Take out: Opening strokes")
    assert titles(page) == []
    page = page.submit("Put back: Opening strokes")
    assert titles(page) == ["How to begin", "Strokes quiz"]
    assert sorted(files(app).values()) == sorted(before.values())


def test_a_whole_order_is_sent_at_once_as_dragging_does(app: Flask, tmp_path: Path):
    page = writing(app, tmp_path)
    for title in ("In between", "How to end"):
        page_with(page, "How to begin").submit("Add the lesson", **{"lesson-title": title})
    page = ben(app).get(STUDIO)
    token = page.find("(//input[@name='csrf_token'])[2]").get("value")
    lessons = page.tree.xpath("//li/@data-drag")
    data = {"csrf_token": token, "go": "order", "order": [lessons[2], *lessons[:2]]}
    page = page.browser.post(STUDIO, data)
    assert titles(page) == ["How to end", "How to begin", "In between", "Strokes quiz"]
    before = files(app)
    page.browser.post(STUDIO, data, 409).says("Nothing was changed")  # somebody else was faster: the places are others
    answer = page.browser.client.post(STUDIO, data=data, headers={"X-Requested-With": "fetch"})
    assert "Nothing was changed" in answer.get_json()["message"]
    now = page.tree.xpath("//li/@data-drag")
    wrong: list[list[str]] = [
        [],
        ["course.toml"],
        [now[0], now[0]],
        [now[0], "1-strokes"],
        [*now, "1-strokes/quiz.toml"],
    ]
    for order in wrong:
        page.browser.post(STUDIO, data | {"order": order}, 409)
    assert files(app) == before


def test_practice_over_the_course_comes_before_the_final_test_and_after_the_modules(app: Flask, tmp_path: Path):
    page = writing(app, tmp_path)
    page = page.submit("Add the practice", status=422, **{"practice-title": ""}).says("Write a title.")
    page.submit("Add the final test", **{"final-title": "Final test"})
    page = ben(app).get(STUDIO).submit("Add the practice", **{"practice-title": "Mixed practice"})
    assert titles(page) == ["How to begin", "Strokes quiz", "Mixed practice", "Final test"]
    page.says("Practice over the whole course · as students like").says_not("Add the practice", "Add the final test")
    page.submit("Add the module", **{"module-title": "Endings", "module-objective": "End a session"})
    folders = {path.partition("/")[0] for path in files(app)}
    assert folders >= {"1-strokes", "2-endings", "3-mixed-practice", "4-final-test"}
    text = files(app)["3-mixed-practice/quiz.toml"]
    lines = [f"draw = {COUNT}", "required = false", "certainty = true", 'preset = "practice"']
    assert [line for line in lines if line not in text] == []
    quiz = ben(app).get(f"{STUDIO}/quiz/mixed-practice").says("as students like", "Which hands begin?")
    quiz.says_not("Add a question").follow("See as student").says("Which hands begin?")


def test_what_went_meanwhile_changes_nothing(app: Flask, tmp_path: Path):
    page = writing(app, tmp_path)
    page.submit("Take out: How to begin")
    before = files(app)
    page.submit("Duplicate: How to begin", status=409).says("That is not in the course any more.")
    for at in ("", "../../etc", "course.toml", "1-strokes/9-no.md"):
        data = {"csrf_token": page.find("(//input[@name='csrf_token'])[2]").get("value"), "at": at, "go": "remove"}
        page.browser.post(STUDIO, data, 409)
    assert files(app) == before
