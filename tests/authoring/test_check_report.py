"""Ben's course has no fault. The check goes on: what the provider has to fill in, what is asked, what it is worth."""

from pathlib import Path

import pytest
from flask import Flask

from app.catalogue.content.report import WIDTH
from tests.authoring.folders import courses, folder, whole_course
from tests.house.source import ROOT
from tests.making import COURSE, SLUG, SOURCE, course_files

SHIPPED = ROOT / "courses"
PROVIDER = [f"FASCIA_PROVIDER_{name}: to be filled in by the provider" for name in ("NAME", "CONTACT")]

pytestmark = pytest.mark.sqlite_only  # a check asks the database only who the provider is


def test_what_the_provider_has_to_fill_in_is_told_and_stops_nothing(app: Flask, tmp_path: Path):
    front = COURSE.replace('author = "Ben Okafor"', 'author = "To be filled in by the provider"')
    publication = SOURCE.partition("sha256")[0].replace('"document"', '"publication"') + 'authors = "Moyer CA"\n'
    files = course_files(course=front) | {"sources/a-document.toml": publication}
    result = courses(app, "check", "--quiet", folder(tmp_path, files))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[1:] == [
        f'{SLUG}/course.toml:1: no reviewer is named: add reviewer = "…"',
        f"{SLUG}/course.toml:9: to be filled in by the provider: author",
        "sources/a-document.toml:1: a publication without a year: add year = … if it is known",
        *PROVIDER,
    ]


def test_a_source_of_another_course_gets_no_remark_here(app: Flask, tmp_path: Path):
    other = SOURCE.partition("sha256")[0].replace('"document"', '"publication"') + 'authors = "Moyer CA"\n'
    path = folder(tmp_path, course_files() | {"sources/another.toml": other})
    assert "another.toml" not in courses(app, "check", path).stdout


def test_dates_are_judged_as_of_today(app: Flask, tmp_path: Path):
    front = COURSE.replace("2026-11-21", "2019-11-21").replace("2029-11-21", "2022-11-21")
    said = courses(app, "check", folder(tmp_path, course_files(course=front))).stdout
    assert f"{SLUG}/course.toml:20: the course expired on 2022-11-21" in said
    assert f"{SLUG}/course.toml:19: a review was due by 2022-11-21" in said


def test_the_tables_follow_unless_they_are_left_out(app: Flask, tmp_path: Path):
    path = folder(tmp_path, whole_course())
    whole, short = courses(app, "check", path), courses(app, "check", "--quiet", path)
    assert (whole.exit_code, short.exit_code) == (0, 0)
    for words in ("Coverage:", "Hours worksheet", "Taught in begin: Strokes", "questions asked"):
        assert words in whole.stdout
        assert words not in short.stdout
    assert set(short.stdout.splitlines()) < set(whole.stdout.splitlines())


def test_a_course_with_a_fault_gets_its_faults_and_no_table(app: Flask, tmp_path: Path):
    result = courses(app, "check", folder(tmp_path, course_files(course=COURSE.replace("subtitle", "subtitel"))))
    assert result.exit_code == 1
    assert "Coverage" not in result.output


def test_the_shipped_course_is_reported_on_whole(app: Flask):
    """Whatever its modules are: each objective once, each taught somewhere and asked for in its quiz."""
    result = courses(app, "check", SHIPPED)
    assert (result.exit_code, result.stderr) == (0, "")
    rows = result.stdout.splitlines()
    start, end = (next(at for at, row in enumerate(rows) if row.startswith(words)) for words in ("Coverage", "Hours"))
    table = rows[start:end]
    goals = [row for path in SHIPPED.glob("*/*/module.toml") for row in path.read_text().splitlines() if "[[" in row]
    assert f"Objectives: {len(goals)}." in "\n".join(table)
    assert sum(row.startswith("    Taught in ") for row in table) == len(goals)
    assert not [row for row in table if "no question of the quiz" in row]
    assert max(len(row) for row in rows[start:]) <= WIDTH
    assert "Claimed: 0 hours" in "\n".join(rows[end:])
    for key in ("author", "instructor", "credentials", "disclosure"):
        assert [row for row in rows[:start] if row.endswith(f": to be filled in by the provider: {key}")]
