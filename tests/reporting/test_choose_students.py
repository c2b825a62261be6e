"""Choosing among the students of a course: by progress, result, certificate and day; in an order; as a file."""

import csv
import io
from fractions import Fraction
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, literal, select

from app.accounts.models import Person
from app.assessment.models import Question
from app.learning.models import Enrolment
from app.platform import clock
from app.platform.db import Moment, db
from app.platform.transactions import writing
from app.reporting.rules import Cell, CellState, Sat, cell_of
from tests.browser import Browser
from tests.certificates.claiming import COURSE, claimed, complete
from tests.essays import TEXT, essay_file
from tests.making import RIGHT, a_course, course_files
from tests.people import ANA, BEN, signed_in
from tests.reporting.classes import a_class, sits
from tests.reporting.test_roster import ROSTER, names, table
from tests.sitting import enrolled, hands, publish, quiz_toml
from tests.statements import counted

SHARES = st.fractions(0, 1, max_denominator=9)
SAT = st.builds(Sat, SHARES | st.none(), st.booleans() | st.none(), st.booleans())


@given(st.lists(SAT, min_size=1, max_size=6))
def test_another_attempt_never_makes_a_cell_look_worse(attempts: list[Sat]):
    rank, before = list(CellState), cell_of(attempts[:-1] or attempts)
    after = cell_of(attempts)
    assert rank.index(after.state) <= rank.index(before.state)
    assert (after.best or 0) >= (before.best or 0)
    assert cell_of(reversed(attempts)) == after


def test_what_is_open_or_waits_has_no_score_yet():
    assert cell_of([Sat(None, None, True)]) == Cell(CellState.OPEN, None)
    assert cell_of([Sat(Fraction(1), None, False)]) == Cell(CellState.WAITING, None)
    assert cell_of([Sat(Fraction(2, 3), False, False), Sat(None, None, True)]) == Cell(CellState.OPEN, 66)


def knows_it(question: Question) -> dict[str, object]:
    return RIGHT[question.kind]


def a_mixed_class(app: Flask, folder: Path) -> None:
    """Ana is certified; student 1 has passed the quiz, 2 has failed, 3 has begun it, and Zoe has done nothing."""
    a_course(app, folder)
    ana = enrolled(app, ANA)
    complete(app, ANA, "lesson", "quiz")
    claimed(ana, COURSE)
    sits(app, 1, knows_it)
    sits(app, 2, lambda _question: None)
    sits(app, 3, lambda _question: None, submit=False)
    a_class(app, "Zoe", first=9)


ONE, TWO, THREE, ZOE = "Student 01", "Student 02", "Student 03", "Zoe"
CHOSEN = {
    "sort=name": [ANA.name, ONE, TWO, THREE, ZOE],
    "sort=most-done": [ANA.name, ONE, TWO, THREE, ZOE],
    "sort=name&progress=new": [ZOE],
    "sort=name&progress=under-way": [ONE, TWO, THREE],
    "sort=name&progress=done": [ANA.name],
    "sort=name&progress=waiting": [],
    "sort=name&passed=yes": [ONE],
    "sort=name&passed=no&quiz=strokes": [ANA.name, TWO, THREE, ZOE],
    "sort=name&certificate=yes": [ANA.name],
    "sort=name&certificate=no&progress=done": [],
    "sort=name&until=2020-01-01": [],
    "sort=name&since=2020-01-01&search=student": [ONE, TWO, THREE],
    # What makes no sense is left out, and said where there is a field for it.
    "sort=no&progress=no&size=9&page=x&passed=2&certificate=&quiz=no-such&since=yesterday&search=zoe": [ZOE],
}


def test_each_filter_finds_whom_it_means_and_the_file_the_same(app: Flask, tmp_path: Path):
    a_mixed_class(app, tmp_path)
    ben = Browser(signed_in(app, BEN))
    assert {query: names(ben.get(f"{ROSTER}?{query}")) for query in CHOSEN} == CHOSEN
    for query, wanted in CHOSEN.items():
        file = ben.client.get(f"{ROSTER}.csv?{query}").get_data().decode("utf-8-sig")
        assert [line["Name"] for line in csv.DictReader(io.StringIO(file, newline=""))] == wanted, query


def test_a_cell_says_the_score_and_the_state_and_leads_to_the_attempts(app: Flask, tmp_path: Path):
    a_mixed_class(app, tmp_path)
    page = Browser(signed_in(app, BEN)).get(f"{ROSTER}?sort=name")
    assert [line[4] for line in table(page)] == ["–", "100% passed", "0% not passed", "under way", "–"]
    assert table(page)[0][3] != "–", "the day of the certificate"
    page.follow("100% passed").says("attempts of Student 01", "Attempt 1")
    page.follow("under way").says("attempts of Student 03", "Under way")


def test_an_answer_that_waits_for_a_mark_is_found(app: Flask, tmp_path: Path):
    files = a_file_with_an_essay()
    publish(app, tmp_path, files)
    sits(app, 1, lambda question: {"text": TEXT} if question.kind == "essay" else {"choice": 0})
    a_class(app, "Zoe", first=9)
    page = Browser(signed_in(app, BEN)).get(ROSTER).submit("Search", progress="waiting")
    assert (names(page), table(page)[0][4]) == ([ONE], "waits for a mark")


def a_file_with_an_essay() -> dict[str, str]:
    kept = course_files(quiz=quiz_toml(draw=2, pass_mark=90)).items()
    files = {name: text for name, text in kept if "/questions/" not in name and "/figures/" not in name}
    return files | dict([hands(1), essay_file()])


def test_a_filter_stays_on_every_page_and_in_the_file(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    a_class(app, *(f"Student {place:03}" for place in range(60)), "Zoe")
    page = Browser(signed_in(app, BEN)).get(ROSTER).submit("Search", search="student", sort="name", progress="new")
    second = page.says("60 students", "Page 1 of 2").follow("Next →")
    assert names(second) == [f"Student {place:03}" for place in range(50, 60)]
    assert len(second.follow("Download as CSV").text.strip().splitlines()) == 61
    assert len(names(second.submit("Search", size="100"))) == 60


@pytest.mark.sqlite_only
def test_a_class_larger_than_what_a_statement_can_name_is_a_file_read_a_thousand_at_a_time(app: Flask, tmp_path: Path):
    """SQLite takes 32,766 values in a statement: a list of students must not be one."""
    a_course(app, tmp_path)
    sits(app, 1, knows_it)
    many(app, 33_000)
    ben = signed_in(app, BEN)
    with counted(app) as statements:
        file = ben.get(f"{ROSTER}.csv?sort=name").get_data().decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(file, newline="")))
    assert (len(lines), lines[-1]["Strokes"], lines[-1]["Strokes: state"]) == (33_001, "100", "passed")
    assert len(statements) <= 6 + 3 * 34


def many(app: Flask, count: int) -> None:
    """So many people in the course, who did nothing."""
    now = clock.now()
    with app.app_context(), writing():
        course = db.session.scalars(select(Enrolment)).one()
        db.session.execute(insert(Person), [
            {"email": f"m{place}@example.org", "name": f"Many {place}", "role": "student", "active": True,
             "fs_uniquifier": f"m{place}", "joined_at": now} for place in range(count)
        ])  # fmt: skip
        chosen = select(Person.id, literal(course.course_id), literal(course.revision_id), literal(now, Moment()))
        columns = ["person_id", "course_id", "revision_id", "enrolled_at"]
        db.session.execute(insert(Enrolment).from_select(columns, chosen.where(Person.name.startswith("Many "))))
