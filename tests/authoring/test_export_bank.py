"""Ben takes the questions of his course to another school."""

from pathlib import Path

import pytest
from flask import Flask

from app.authoring.bank_folder import read_folder
from app.authoring.banks import read_bank, to_question_files
from app.catalogue.content.problems import Findings
from app.catalogue.content.questions import read_question
from tests.authoring.folders import folder, whole_course
from tests.authoring.test_import_bank import questions
from tests.making import SLUG, a_course

KEPT = {"single-choice", "multiple-response", "true-false", "short-answer", "numerical"}
MORE = KEPT | {"matching", "ordering"}
HELD = [
    ("xml", MORE | {"cloze"}),
    ("csv", MORE | {"cloze"}),
    ("xlsx", MORE),
    ("gift", MORE),
    ("aiken", {"single-choice"}),
]
NOTHING = [("no-course", "b.xml", "no published course"), (".", "b.pdf", "--format")]


@pytest.mark.sqlite_only
@pytest.mark.parametrize(("form", "kinds"), HELD)
def test_what_a_format_holds_comes_back_as_it_was(app: Flask, tmp_path: Path, form: str, kinds: set[str]):
    course = folder(tmp_path, whole_course())
    file = tmp_path / f"bank.{form}"
    result = questions(app, "export", course, file, "--format", form)
    assert result.exit_code == 0, result.output
    filed = to_question_files(read_bank(file.read_bytes(), file.name, form))
    assert filed.refused == ()
    assert {one.kind for one in filed.files} >= kinds
    before = {one.id: one for _, one in read_folder(course).files}
    for one in filed.files:
        was, read = before.get(one.question.idnumber), read_question(one.slug, one.text, "", Findings())
        if was and read and was.kind in KEPT - {"numerical"}:
            assert (read.kind, read.body.replace(" (one)", "")) == (was.kind, was.body)


@pytest.mark.sqlite_only
def test_what_a_format_cannot_hold_is_named(app: Flask, tmp_path: Path):
    course = folder(tmp_path, whole_course())
    result = questions(app, "export", course, tmp_path / "bank.gift")
    assert "hotspot: Question banks have no place for this kind of question. (hotspot)" in result.stderr
    assert "cloze: GIFT has no place for this kind of question." in result.stderr


@pytest.mark.sqlite_only
def test_no_file_is_overwritten(app: Flask, tmp_path: Path):
    course = folder(tmp_path, whole_course())
    file = tmp_path / "bank.gift"
    file.write_text("mine")
    result = questions(app, "export", course, file)
    assert (result.exit_code, file.read_text()) == (1, "mine")
    assert "exists already" in result.stderr


@pytest.mark.sqlite_only
@pytest.mark.parametrize(("course", "name", "said"), NOTHING)
def test_what_cannot_be_exported_is_told(app: Flask, tmp_path: Path, course: str, name: str, said: str):
    result = questions(app, "export", course, tmp_path / name)
    assert (result.exit_code, (tmp_path / name).exists()) == (1, False)
    assert said in result.stderr


def test_a_published_course_is_exported_by_its_address(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    file = tmp_path / "bank.xml"
    assert questions(app, "export", SLUG, file).exit_code == 0
    assert len(read_bank(file.read_bytes(), file.name).questions) > 5
