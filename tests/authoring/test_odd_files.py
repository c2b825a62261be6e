"""Files as editors, other systems and careless hands leave them: understood, or refused in a sentence."""

from pathlib import Path

import pytest
from flask import Flask

from app.catalogue.content.folder import LARGEST
from tests.authoring.folders import BEGIN, courses, everything, folder, on_disk, refused
from tests.making import COURSE, LESSON, QUIZ, SLUG, course_files

BOM = b"\xef\xbb\xbf"


def as_notepad_saves(files: dict[str, str]) -> dict[str, bytes]:
    """With a mark at the beginning and with the line ends of another system."""
    return {name: BOM + text.replace("\n", "\r\n").encode() for name, text in files.items()}


def test_a_course_saved_on_another_system_is_the_same_course(app: Flask, tmp_path: Path):
    assert courses(app, "import", folder(tmp_path / "ours", course_files())).exit_code == 0
    theirs = courses(app, "import", folder(tmp_path / "theirs", as_notepad_saves(course_files())))
    assert theirs.output == "Warm hands: unchanged, still revision 1\n"


def test_a_course_saved_on_another_system_comes_out_plain(app: Flask, tmp_path: Path):
    courses(app, "import", folder(tmp_path / "theirs", as_notepad_saves(course_files())))
    courses(app, "export", SLUG, tmp_path / "out")
    assert on_disk(tmp_path / "out") == {name: text.encode() for name, text in course_files().items()}


LONG = "w" * 201
ODD = [
    (BEGIN, b"", 1, "The front matter is missing"),
    (BEGIN, b"+++\n", 2, "The front matter has no end"),
    (BEGIN, LESSON.encode("utf-16"), 1, "This is not UTF-8 text"),
    (BEGIN, LESSON.replace("Warm", "Wärm").encode("latin-1"), 1, "This is not UTF-8 text"),
    (BEGIN, LESSON.replace("They are", "They\0are").encode(), 12, "This line holds a NUL character"),
    (BEGIN, LESSON.replace("How to begin", "How\\u0000").encode(), 3, '"title" holds a NUL character'),
    (BEGIN, LESSON.replace('["strokes-1"]', '["strokes-1", "\\u0000"]').encode(), 4, '"objectives" holds a NUL'),
    (BEGIN, LESSON.replace("l-begin", LONG).encode(), 2, "The id has 201 letters, more than 60"),
    (BEGIN, LESSON.replace("How to begin", LONG).encode(), 3, "The title has 201 letters, more than 200"),
    (f"{SLUG}/1-strokes/2-{LONG}.md", LESSON.replace("l-begin", "l-two").encode(), 1,
     "The name of the file or folder has 201 letters, more than 80"),
    (f"{SLUG}/1-strokes/quiz.toml", QUIZ.replace("Strokes quiz", LONG).encode(), 2, "The title has 201 letters"),
    (f"{SLUG}/course.toml", b"", 1, 'The key "title" is missing'),
    (f"{SLUG}/course.toml", f"{COURSE}x = {'[' * 5000}\n".encode(), 21, "This is not TOML: maximum recursion depth"),
    (f"{SLUG}/course.toml", f"{COURSE}x = {'9' * 5000}\n".encode(), 21, "This is not TOML: Exceeds the limit"),
    (f"{SLUG}/course.toml", COURSE.replace("Warm hands", LONG).encode(), 2, "The title has 201 letters"),
    (f"{SLUG}/course.toml", COURSE.replace("c-warm-hands", "c\\u0000").encode(), 1, '"id" holds a NUL character'),
    (f"{SLUG}/Thumbs.db", b"x", 1, "This file has no place in a course folder"),
    ("sources/a-document.toml", b"", 1, 'The key "title" is missing'),
    ("sources/a-document.toml", b"\xff", 1, "This is not UTF-8 text"),
    ("sources/readme.txt", b"x", 1, "This cannot be the file of a source"),
]  # fmt: skip


@pytest.mark.sqlite_only  # it is refused before the database is asked
@pytest.mark.parametrize(("name", "data", "line", "message"), ODD, ids=[f"{at}-{one[3]}" for at, one in enumerate(ODD)])
def test_a_file_that_cannot_be_used_is_refused_and_nothing_changes(
    app: Flask, tmp_path: Path, name: str, data: bytes, line: int, message: str
):
    before = everything(app)
    result = courses(app, "import", folder(tmp_path, {**course_files(), name: data}))
    assert [one for one in refused(result) if one.startswith(f"{name}:{line}: {message}")], result.stderr
    assert everything(app) == before


@pytest.mark.sqlite_only  # it is refused before the database is asked
def test_a_file_of_fifty_megabytes_is_refused_unread(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = folder(tmp_path, course_files())
    with (tmp_path / BEGIN).open("ab") as file:
        file.truncate(50 * 1024 * 1024)
    read, text_of = [], Path.read_text
    monkeypatch.setattr(Path, "read_text", lambda path, *more: read.append(path.name) or text_of(path, *more))
    told = refused(courses(app, "check", path))[0]
    assert told.startswith(f"{BEGIN}:1: This file has 51,200 KB. Cure: keep every file under 256 KB")
    assert "module.toml" in read
    assert "1-begin.md" not in read


@pytest.mark.sqlite_only  # it is refused before the database is asked
def test_a_file_just_under_the_limit_is_read(app: Flask, tmp_path: Path):
    path = folder(tmp_path, course_files())
    changes = path / "CHANGES.md"
    changes.write_text("x" * LARGEST, encoding="utf-8")
    assert courses(app, "check", path).exit_code == 0
    changes.write_text("x" * (LARGEST + 1), encoding="utf-8")
    assert refused(courses(app, "check", path))[0].startswith(f"{SLUG}/CHANGES.md:1: This file has 256 KB")


@pytest.mark.sqlite_only  # it is refused before the database is asked
@pytest.mark.parametrize("name", [BEGIN, "sources/a-document.toml", f"{SLUG}/1-strokes/questions"])
def test_a_link_out_of_the_folder_is_refused_and_not_followed(app: Flask, tmp_path: Path, name: str):
    path = folder(tmp_path / "in", course_files())
    here, away = tmp_path / "in" / name, tmp_path / "away"
    here.rename(away)
    here.symlink_to(away)
    told = [one for one in refused(courses(app, "check", path)) if "This is a link to another file" in one]
    assert [one.partition(":")[0] for one in told] == [name]


@pytest.mark.sqlite_only  # it is refused before the database is asked
def test_a_folder_without_sources_says_which_are_missing(app: Flask, tmp_path: Path):
    files = {name: text for name, text in course_files().items() if not name.startswith("sources")}
    lines = refused(courses(app, "check", folder(tmp_path, files)))
    missing = 'The source "a-document" is not in the folder of sources. Cure: add it first; there is none yet.'
    assert f"{BEGIN}:12: {missing}" in lines
