"""The final test of a course: a module folder with nothing but a quiz, which asks what the modules kept for it."""

from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessment.models import Answer, Attempt, Question
from app.authoring.importer import import_course
from app.catalogue.content.problems import ContentProblems
from app.platform import clock
from app.platform.transactions import writing
from tests.making import COUNT, LESSON, MODULE, QUIZ, SLUG, course_files, question_file, write_files
from tests.people import ANA
from tests.sitting import RIGHT_WORDS, enrolled, give, publish, stored

FINAL = "/learn/warm-hands/quiz/final"
FINAL_MODULE = 'id = "m-final"\ntitle = "Final test"\nshort = "Final"\nsummary = "Over everything."\n'


def kept(name: str, number: int, objective: str) -> str:
    """A question that only the final test asks."""
    text = question_file("single-choice", number, id=f"f-{name}-{number}", stem=f"What of {name} {number}?")
    return text.replace('use = "quiz"', 'use = "final"').replace("strokes-1", objective)


def two_modules(draw: int = 5, first: int = 6, second: int = 2) -> dict[str, str]:
    """Two modules that keep `first` and `second` questions, and a final test that draws `draw`."""
    files = course_files()
    again = f"{SLUG}/2-calm"
    files |= {
        f"{again}/module.toml": MODULE.replace("m-strokes", "m-calm").replace("strokes-1", "calm-1"),
        f"{again}/1-rest.md": LESSON.replace("l-begin", "l-rest").replace("strokes-1", "calm-1"),
        f"{again}/quiz.toml": QUIZ.replace("z-strokes", "z-calm").replace(f"draw = {COUNT}", "draw = 1"),
        f"{again}/questions/one.md": question_file("single-choice", id="q-calm", stem="Calm?").replace(
            "strokes-1", "calm-1"
        ),
        f"{SLUG}/3-final/module.toml": FINAL_MODULE,
        f"{SLUG}/3-final/quiz.toml": QUIZ.replace("z-strokes", "z-final")
        .replace(f"draw = {COUNT}", f"draw = {draw}")
        .replace('"check"', '"final"'),
    }
    for number in range(first):
        files[f"{SLUG}/1-strokes/questions/kept-{number}.md"] = kept("strokes", number, "strokes-1")
    for number in range(second):
        files[f"{again}/questions/kept-{number}.md"] = kept("calm", number, "calm-1")
    return files


def test_a_final_asks_at_least_two_kept_questions_of_each_module(app: Flask, tmp_path: Path):
    publish(app, tmp_path, two_modules())
    ana = enrolled(app, ANA)
    ana.get(FINAL).submit("Start the quiz")
    drawn = select(Question.key).join(Answer, Answer.question_id == Question.id).join(Attempt)
    keys = stored(app, drawn)
    assert len(keys) == 5
    assert Counter(key.split("-")[1] for key in keys) == {"strokes": 3, "calm": 2}
    assert all(key.startswith("f-") for key in keys)


def test_a_final_has_no_certificate_of_its_own(app: Flask, tmp_path: Path):
    publish(app, tmp_path, two_modules())
    ana = enrolled(app, ANA)
    assert ana.client.get(f"/learn/{SLUG}/certificate/final").status_code == 404


def test_who_passed_the_final_is_led_on_and_not_to_a_certificate_that_is_none(app: Flask, tmp_path: Path):
    publish(app, tmp_path, two_modules())
    page = enrolled(app, ANA).get(FINAL).submit("Start the quiz")
    while "/check" not in page.address:
        page = give(page, RIGHT_WORDS["single-choice"])
    page.submit("Submit quiz").says("You passed", "5 of 5", "Continue").says_not("Certificate of this module")


def test_a_final_that_would_leave_a_module_out_is_refused(app: Flask, tmp_path: Path):
    path = write_files(tmp_path, two_modules(second=1))
    with app.app_context(), pytest.raises(ContentProblems) as refused, writing():
        import_course(path, None, clock.now())
    assert "2-calm/module.toml:1" in str(refused.value)
    assert "1 questions for the final test" in str(refused.value)
