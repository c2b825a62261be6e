"""A course with essays: its check says who has to mark, its rubric is checked, and it comes out as it went in."""

from pathlib import Path

import pytest
from flask import Flask

from tests.authoring.folders import courses, folder
from tests.essays import FOLDER, WORDS, essay_file, text_file
from tests.making import SLUG, course_files
from tests.sitting import publish

pytestmark = pytest.mark.sqlite_only  # a check asks the database nothing
REMARK = f"{SLUG}/1-strokes/quiz.toml:1: 1 of 10 questions are marked by hand"


def with_essay(head: str = WORDS) -> dict[str, str]:
    return course_files() | dict([essay_file(head=head), text_file()])


def test_the_check_says_which_quiz_needs_a_marker_and_stops_nothing(app: Flask, tmp_path: Path):
    result = courses(app, "check", "--quiet", folder(tmp_path, with_essay()))
    assert (result.exit_code, result.stderr) == (0, "")
    assert REMARK in result.stdout
    plain = courses(app, "check", "--quiet", folder(tmp_path / "plain", course_files() | dict([text_file()])))
    assert "marked by hand" not in plain.stdout


def test_a_practice_essay_is_drawn_by_nobody_and_needs_no_marker(app: Flask, tmp_path: Path):
    files = with_essay()
    files[f"{FOLDER}/essay-1.md"] = files[f"{FOLDER}/essay-1.md"].replace('use = "quiz"', 'use = "practice"')
    assert "marked by hand" not in courses(app, "check", folder(tmp_path, files)).stdout


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("most_words = 20", "most_words = 4", "`least_words` is more than `most_words`"),
        ("most_words", "most_word", 'did you mean "most_words"'),
        ("- [1] Refers", "- [x] Refers", "This line cannot be read"),
    ],
)
def test_a_mistake_is_named_with_its_file(app: Flask, tmp_path: Path, old: str, new: str, words: str):
    path, text = essay_file()
    result = courses(app, "check", folder(tmp_path, course_files() | {path: text.replace(old, new)}))
    assert result.exit_code == 1
    assert words in result.stderr
    assert "essay-1.md" in result.stderr


def test_it_comes_out_of_the_database_as_it_went_in(app: Flask, tmp_path: Path):
    files = with_essay(f'{WORDS}template = "I say:"\n')
    publish(app, tmp_path / "in", files)
    assert courses(app, "export", SLUG, tmp_path / "out").exit_code == 0
    for name in (f"{FOLDER}/essay-1.md", f"{FOLDER}/text-1.md"):
        assert (tmp_path / "out" / name).read_text() == files[name]
