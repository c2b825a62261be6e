"""Ben checks a course folder before he publishes it: praise, or every fault with file, line and cure."""

import re
from pathlib import Path

import pytest
from flask import Flask

from tests.authoring.folders import BEGIN, FIGURE, SVG, courses, everything, folder, refused, whole_course
from tests.making import COUNT, COURSE, LESSON, MODULE, QUIZ, SLUG, course_files, question_file

OTHER = "cold-hands"


def two_courses() -> dict[str, str]:
    """The small course, and another one beside it that lacks its title."""
    other = {name.replace(SLUG, OTHER): text.replace("c-warm", "c-cold") for name, text in course_files().items()}
    return course_files() | other | {f"{OTHER}/course.toml": COURSE.replace('title = "Warm hands"\n', "")}


@pytest.mark.sqlite_only  # a check asks the database nothing
def test_a_folder_without_a_fault_is_praised_and_counted(app: Flask, tmp_path: Path):
    result = courses(app, "check", folder(tmp_path, whole_course()))
    assert (result.exit_code, result.stderr) == (0, "")
    first, *_rest = result.stdout.splitlines()
    assert re.fullmatch(rf"{SLUG}: no fault\. 1 lessons, \d+ words, {COUNT + 1} questions\.", first)


def test_a_check_writes_nothing(app: Flask, tmp_path: Path):
    before = everything(app)
    courses(app, "check", folder(tmp_path, whole_course()))
    assert everything(app) == before


@pytest.mark.sqlite_only  # a check asks the database nothing
def test_the_folder_is_found_from_inside_itself(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(folder(tmp_path, course_files()))
    assert courses(app, "check", ".").stdout.startswith(f"{SLUG}: no fault.")


@pytest.mark.sqlite_only  # a check asks the database nothing
def test_all_folders_at_a_path_are_checked_and_one_fault_fails_them(app: Flask, tmp_path: Path):
    folder(tmp_path, two_courses() | {f".{SLUG}.backup/course.toml": "half"})
    result = courses(app, "check", tmp_path)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == f"{SLUG}: no fault. 1 lessons, 10 words, {COUNT} questions."
    assert OTHER not in result.stdout
    lines = result.stderr.splitlines()
    assert lines[0].startswith(f'{OTHER}/course.toml:1: The key "title" is missing. Cure: add title = ')
    assert lines[1:] == [f"{OTHER}: 1 to mend; nothing was imported."]


@pytest.mark.sqlite_only  # a check asks the database nothing
def test_every_fault_is_told_at_once_in_the_order_of_the_files(app: Flask, tmp_path: Path):
    files = whole_course() | {
        f"{SLUG}/1-strokes/quiz.toml": QUIZ.replace(f"draw = {COUNT}", "draw = 50"),
        f"{SLUG}/1-strokes/module.toml": MODULE.replace("short =", "shrot ="),
        BEGIN: LESSON.replace("[@a-document]", "[@a-documnet]"),
        FIGURE: SVG.replace("</svg>", "<script>1</script></svg>"),
    }
    told = [line.partition(". Cure")[0] for line in refused(courses(app, "check", folder(tmp_path, files)))]
    assert told == [
        f"{BEGIN}:8: The lesson cites no source",
        f'{BEGIN}:12: The source "a-documnet" is not in the folder of sources',
        f"{FIGURE}:1: No lesson and no question of this module shows this picture",
        f'{SLUG}/1-strokes/module.toml:1: The key "short" is missing',
        f'{SLUG}/1-strokes/module.toml:3: The key "shrot" is unknown',
        f"{SLUG}/1-strokes/quiz.toml:3: The quiz draws 50 of {COUNT} questions",
    ]


QUESTION = f"{SLUG}/1-strokes/questions/matching.md"


@pytest.mark.sqlite_only  # a check asks the database nothing
@pytest.mark.parametrize(
    ("old", "new", "line", "message", "cure"),
    [
        ('kind = "matching"', 'kind = "oral"', 3, 'There is no kind "oral"', "use one of"),
        ('kind = "matching"', 'kind = "true-false"', 8, "true-false is for practice only", 'write use = "practice"'),
        ("points = 1", "points = 1\nkeep_order = true", 5, '"keep_order" means nothing for matching', "take the line"),
        ("- Begin => Warm\n- End => Calm\n", "- Begin\n", 14, "", ""),
    ],
)
def test_a_question_its_kind_cannot_read_is_told_with_its_line(
    app: Flask, tmp_path: Path, old: str, new: str, line: int, message: str, cure: str
):
    text = question_file("matching")
    assert old in text
    lines = refused(courses(app, "check", folder(tmp_path, course_files(matching=text.replace(old, new)))))
    told = [one for one in lines if one.startswith(f"{QUESTION}:{line}: {message}")]
    assert len(told) == 1, lines
    assert cure in told[0]


@pytest.mark.sqlite_only  # a check asks the database nothing
@pytest.mark.parametrize("command", ["check", "import"])
def test_a_folder_that_is_not_there_or_holds_no_course_is_told_in_a_sentence(app: Flask, tmp_path: Path, command: str):
    away = courses(app, command, tmp_path / "away")
    assert away.exit_code == 2
    assert "away' does not exist" in away.stderr
    (tmp_path / "empty").mkdir()
    empty = courses(app, command, tmp_path / "empty")
    assert empty.exit_code == 1
    assert empty.stderr == f"Error: There is no course.toml in {tmp_path / 'empty'} or in a folder inside it.\n"
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "is a file" in courses(app, command, tmp_path / "file").stderr
