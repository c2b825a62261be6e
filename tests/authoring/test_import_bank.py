"""Ben brings a question bank into his course folder from the command line."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.authoring.folders import folder, on_disk, whole_course

BANK = """\
::Pressure::How firm?{~firm#Too much. =light ####So it says.}

::Odd::Which?{=a =b ~c}

::Time::How long?{#15:2}
"""
HOME = "1-strokes/questions"
FACTS = ("--objective", "strokes-1", "--passage", "begin#long-and-light", "--source", "a-document")

pytestmark = pytest.mark.sqlite_only  # question banks go into files, not into the database


def questions(app: Flask, *arguments: object) -> Result:
    """`flask questions …`; an error that nobody foresaw is raised here."""
    result = app.test_cli_runner().invoke(args=["questions", *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def bank(tmp_path: Path, text: str = BANK, name: str = "bank.gift") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return path


def test_a_dry_run_tells_of_each_question_and_writes_nothing(app: Flask, tmp_path: Path):
    course = folder(tmp_path, whole_course())
    before = on_disk(tmp_path)
    file = bank(tmp_path)
    result = questions(app, "import", "--dry-run", "--course", course, file)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "line 1: single-choice, pressure.md",
        "    still to be written: objective, passage, sources",
        'line 3: REFUSED "Odd": 2 options earn all of the points; a question with one choice has one such option.',
        "line 5: numerical, time.md",
        "    still to be written: objective, passage, sources, the reason, under Why",
        "2 can be imported, 1 refused (gift).",
    ]
    file.unlink()
    assert on_disk(tmp_path) == before


def test_a_dry_run_in_json(app: Flask, tmp_path: Path):
    told = json.loads(questions(app, "import", "--dry-run", "--json", bank(tmp_path)).stdout)
    first, _, third = told["questions"]
    assert (first["kind"], first["moodle_type"], first["name"], first["stem"]) == (
        "single-choice", "multichoice", "Pressure", "How firm?",
    )  # fmt: skip
    assert first["answers"][0] == {"text": "firm", "fraction": 0.0, "feedback": "Too much.", "tolerance": ""}
    assert (first["feedback"], first["category"], third["tolerance"]) == ("So it says.", "", ["2"])
    assert [one["line"] for one in told["refused"]] == [3]


def test_the_questions_join_the_course_and_the_check_asks_for_nothing_more(app: Flask, tmp_path: Path):
    course = folder(tmp_path, whole_course())
    before = on_disk(course)
    good = bank(tmp_path, "::Pressure::How firm?{~firm#Too much. =light ####The document says so.}")
    result = questions(app, "import", good, "--course", course, *FACTS)
    assert (result.exit_code, result.stderr) == (0, "")
    after = on_disk(course)
    assert {name: after[name] for name in before} == before
    assert after.keys() - before.keys() == {f"{HOME}/pressure.md"}
    check = app.test_cli_runner().invoke(args=["courses", "check", str(course)])
    assert (check.exit_code, check.stderr) == (0, "")


def test_a_second_import_adds_nothing(app: Flask, tmp_path: Path):
    course = folder(tmp_path, whole_course())
    assert questions(app, "import", bank(tmp_path), "--course", course).exit_code == 0
    before = on_disk(course)
    result = questions(app, "import", bank(tmp_path), "--course", course)
    assert (result.exit_code, on_disk(course)) == (1, before)
    assert result.stdout.count("the same question was there before") == 2


def test_when_the_folder_cannot_be_changed_nothing_is(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    course = folder(tmp_path, whole_course())
    before = on_disk(course)
    rename = Path.rename

    def fails(path: Path, target: Path) -> Path:
        if path.name == ".questions-new":
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails)
    result = questions(app, "import", bank(tmp_path), "--course", course)
    assert result.exit_code == 1
    assert "No space left on device. Nothing was imported." in result.stderr
    assert on_disk(course) == before


def test_the_pictures_come_along(app: Flask, tmp_path: Path):
    course = folder(tmp_path, whole_course())
    png = "iVBORw0KGgoAAAANSUhEUgAAACgAAAAUCAIAAAAAcmVzdA=="
    text = f'<text>&lt;img src="@@PLUGINFILE@@/a.png" /&gt;What is it?</text><file name="a.png">{png}</file>'
    stem = f'<questiontext format="html">{text}</questiontext>'
    xml = f'<quiz><question type="essay"><name><text>Back</text></name>{stem}</question></quiz>'
    result = questions(app, "import", bank(tmp_path, xml, "b.xml"), "--course", course)
    assert result.exit_code == 0
    assert "its picture has no alternative text: say in words what it shows" in result.stdout
    (picture,) = (course / "1-strokes/figures").glob("back-*.svg")
    assert f"](figures/{picture.name})" in (course / HOME / "back.md").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Say where the questions go with --course, or only look with --dry-run."),
        (["--course", "COURSE", "--module", "other"], "Name a module of"),
        (["--dry-run", "--format", "xml"], ""),
        (["--dry-run", "--encoding", "klingon"], ""),
    ],
)
def test_what_is_missing_is_asked_for(app: Flask, tmp_path: Path, arguments: list[str], said: str):
    course = folder(tmp_path, whole_course())
    result = questions(app, "import", bank(tmp_path), *(str(course) if one == "COURSE" else one for one in arguments))
    assert said in result.stderr
    assert (result.exit_code == 1) == bool(said)
    assert said or "0 can be imported, 1 refused" in result.stdout


def test_a_bank_in_doubtful_signs_waits_for_a_word(app: Flask, tmp_path: Path):
    course = folder(tmp_path, whole_course())
    before = on_disk(course)
    file = tmp_path / "old.gift"
    file.write_bytes("Schön?{T}".encode("windows-1252"))
    result = questions(app, "import", file, "--course", course)
    assert (result.exit_code, on_disk(course)) == (1, before)
    assert "--encoding" in result.stdout
    assert questions(app, "import", file, "--course", course, "--encoding", "windows-1252").exit_code == 0
