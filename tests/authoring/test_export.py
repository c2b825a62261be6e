"""Ben takes a course home: the very files it was made of, and nothing of his is written over."""

from pathlib import Path

import pytest
from flask import Flask

from tests.authoring.folders import courses, explained_course, folder, on_disk
from tests.house.source import ROOT
from tests.making import COURSE, SLUG, SOURCE, course_files
from tests.practicing import with_practice
from tests.sitting import quiz_toml

SHIPPED = ROOT / "courses"
SOURCES = "sources/a-document.toml"


def bytes_of(files: dict[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in files.items()}


def test_what_was_imported_is_exported_byte_for_byte(app: Flask, tmp_path: Path):
    courses(app, "import", folder(tmp_path / "in", explained_course()))
    result = courses(app, "export", SLUG, tmp_path / "out")
    files = explained_course()
    assert (result.exit_code, result.output) == (0, f"{len(files)} files written to {tmp_path / 'out'}\n")
    assert on_disk(tmp_path / "out") == bytes_of(files)
    assert courses(app, "import", tmp_path / "out").output == "Warm hands: unchanged, still revision 1\n"


def test_a_quiz_says_what_its_author_wrote_about_having_to_be_passed(app: Flask, tmp_path: Path):
    rules = quiz_toml(required=True) + "# the default, said aloud\n"
    files = with_practice() | {f"{SLUG}/1-strokes/quiz.toml": rules}
    courses(app, "import", folder(tmp_path / "in", files))
    assert courses(app, "export", SLUG, tmp_path / "out").exit_code == 0
    assert on_disk(tmp_path / "out") == bytes_of(files)


def test_the_newest_revision_is_exported_without_what_was_taken_out(app: Flask, tmp_path: Path):
    courses(app, "import", folder(tmp_path / "first", explained_course()))
    newer = course_files(course=COURSE.replace("Students.", "Students, and whoever likes."))
    courses(app, "import", folder(tmp_path / "second", newer))
    courses(app, "export", SLUG, tmp_path / "out")
    assert on_disk(tmp_path / "out") == bytes_of(newer)


def test_sources_of_other_courses_stay_behind(app: Flask, tmp_path: Path):
    files = course_files() | {"sources/another-document.toml": SOURCE, f"{SLUG}/.DS_Store": "of the system"}
    courses(app, "import", folder(tmp_path / "in", files))
    courses(app, "export", SLUG, tmp_path / "out")
    assert on_disk(tmp_path / "out") == bytes_of(course_files())


@pytest.mark.sqlite_only  # what a database does with the text of a file is proved above
def test_our_own_courses_are_exported_byte_for_byte(app: Flask, tmp_path: Path):
    assert courses(app, "import", SHIPPED).exit_code == 0
    ours = {name: data for name, data in on_disk(SHIPPED).items() if not name.startswith(("README", "."))}
    for path in SHIPPED.glob("*/course.toml"):
        assert courses(app, "export", path.parent.name, tmp_path / "out").exit_code == 0
    exported = on_disk(tmp_path / "out")
    assert {name: ours.get(name) for name in exported} == exported
    assert not [name for name in ours.keys() - exported.keys() if not name.startswith("sources/")]


def test_a_course_that_is_not_there_is_told_in_a_sentence(app: Flask, tmp_path: Path):
    result = courses(app, "export", "../etc", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stderr == "Error: There is no course '../etc'. See the addresses in the catalogue.\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("mine", [f"{SLUG}/notes.txt", SOURCES], ids=["the course", "a corrected source"])
def test_an_export_writes_over_nothing(app: Flask, tmp_path: Path, mine: str):
    courses(app, "import", folder(tmp_path / "in", course_files()))
    folder(tmp_path / "out", {mine: "what I wrote since"})
    result = courses(app, "export", SLUG, tmp_path / "out")
    assert result.exit_code == 1
    stands = tmp_path / "out" / (SLUG if mine.startswith(SLUG) else mine)
    assert result.stderr == f"Error: {stands} exists already; choose another PATH. Nothing was written.\n"
    assert on_disk(tmp_path / "out") == {mine: b"what I wrote since"}


def test_courses_that_share_a_source_are_exported_beside_each_other(app: Flask, tmp_path: Path):
    other = {name.replace(SLUG, "b-hands"): text.replace("c-warm", "c-b") for name, text in course_files().items()}
    folder(tmp_path / "in", course_files() | other)
    courses(app, "import", tmp_path / "in")
    for course in (SLUG, "b-hands"):
        assert courses(app, "export", course, tmp_path / "out").exit_code == 0
    assert on_disk(tmp_path / "out") == bytes_of(course_files() | other)


def test_a_place_that_cannot_be_written_is_told_in_a_sentence(app: Flask, tmp_path: Path):
    courses(app, "import", folder(tmp_path / "in", course_files()))
    (tmp_path / "file").write_text("x", encoding="utf-8")
    result = courses(app, "export", SLUG, tmp_path / "file" / "under")
    assert result.exit_code == 1
    assert result.stderr == f"Error: {tmp_path / 'file' / 'under'} cannot be written: Not a directory.\n"
