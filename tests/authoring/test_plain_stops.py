"""What stops publishing is said in the words of the pages that mend it."""

from pathlib import Path

import pytest
from flask import Flask

from app.authoring.rules.plainly import WORDS, plainly
from app.catalogue.content.problems import Problem
from tests.authoring.writing import STUDIO, ben, writing

FILES = ("quiz.toml", "use =", "four spaces", "add a folder", '"passage"', "the file with")


def test_a_beginners_course_is_told_what_is_missing_without_a_word_of_files(app: Flask, tmp_path: Path):
    writing(app, tmp_path)
    page = ben(app).get(STUDIO).submit("Add the final test", **{"final-title": "The final"})
    page = page.submit("Add the module", **{"module-title": "Endings", "module-objective": "End a session"})
    page.browser.get(f"{STUDIO}/lessons/begin").submit("Save", fields={"edit--text": "No source. {#long-and-light}"})
    paste = ben(app).get(f"{STUDIO}/quiz/strokes/paste")
    paste = paste.submit("Look at what was read", text="Which oil?\n* Almond\n- None\n- Wax")
    paste.submit("Add 1 question")
    page = page.browser.get(f"{STUDIO}/publish").says(
        "The final test asks at least two questions of each module; this one keeps 0 for it",
        "No lesson teaches this objective: End a session", "The lesson cites no source", "with “Cite…” above the text",
        "The question leads to no passage", "does not say why the right answer is right",
    )  # fmt: skip
    page.says_not(*FILES)


@pytest.mark.parametrize(("message", "said"), [
    ('No question asks for the objective "a-1"', "No question asks for this objective: %(goal)s"),
    ("The quiz draws 5 of 3 questions", "The quiz asks %(draw)s questions and has %(bank)s"),
    ("Something new is wrong", "Something new is wrong"),
])  # fmt: skip
def test_what_has_no_plain_words_keeps_its_own(message: str, said: str):
    plain = plainly(Problem("a", 1, message, "mend it"), {"a-1": "Begin %(calmly)s"})
    assert plain.message == said
    assert said % plain.values
    assert len(WORDS) == len({pattern.pattern for pattern, _message, _cure in WORDS})


def test_a_percent_sign_in_a_title_breaks_nothing(app: Flask, tmp_path: Path):
    writing(app, tmp_path)
    ben(app).get(f"{STUDIO}/quiz/strokes/questions/q-single-choice-1").submit("Save", stem="Is 100 %s right?")
    page = ben(app).get(f"{STUDIO}/modules/strokes").submit("Save", more="Do 100 %s of it")
    page.browser.get(f"{STUDIO}/publish").says("No lesson teaches this objective: Do 100 %s of it")
