"""A small course whose quiz has every kind of question on one page, and asks "How sure are you?"."""

from flask import Flask

from tests.essays import essay_file, publish_beside, text_file
from tests.making import COUNT, COURSE, course_files
from tests.sitting import quiz_toml

ONE_PAGE = "one-page"
QUESTIONS = COUNT + 1  # every kind once, an essay too; a text stands before them


def one_page(app: Flask, **rules: object) -> str:
    """Publish it beside others; returns its address. `rules`: of the quiz, `minutes=30`."""
    quiz = quiz_toml(**{"draw": QUESTIONS, "on_a_page": "all", "preset": "practice", "certainty": True} | rules)
    files = course_files(quiz=quiz, course=COURSE.replace("Warm hands", "One page"))
    return publish_beside(app, files | dict([essay_file(), text_file()]), ONE_PAGE)
