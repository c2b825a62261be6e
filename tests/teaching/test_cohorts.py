"""Cohorts: people who take a course together, and see by when."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.learning.models import Cohort, CohortMember, DueDate
from app.learning.queries import enrolment_of
from app.platform import clock
from app.platform.db import db
from app.platform.transactions import writing
from app.teaching.queries import course_to_run
from tests.catalogue.publishing import another_course
from tests.making import SLUG
from tests.people import ANA, DEE, add
from tests.sitting import START, enrolled, passed, stored
from tests.teaching.running import HOME, STUDIO, a_cohort, put_into, run_by_ben

COHORTS = f"{STUDIO}/cohorts"
THIRD = date(2027, 3, 3)
NOON = datetime(2027, 3, 1, 17, 0, tzinfo=UTC)


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_ben_makes_a_cohort_with_due_days_and_its_students_see_them(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    at(monkeypatch, NOON)
    ben = run_by_ben(app, tmp_path)
    ana = enrolled(app, ANA)
    page = ben.get(COHORTS).says("No cohort yet").follow("Make a cohort")
    lesson, quiz = [field.get("name") for field in page.tree.xpath("//input[starts-with(@name, 'unit_')]")]
    dates = {"starts_on": "2027-02-01", "ends_on": "2027-04-30", "due_on": "2027-04-15"}
    page = page.submit(
        "Make the cohort", fields={"name": "Spring 2027", lesson: "2027-03-03", quiz: "2028-01-09"} | dates
    )
    page.says("The cohort is made.", "1 February 2027 – 30 April 2027", "1 student is in no cohort")
    put_into(app, ANA, stored(app, select(Cohort))[0].id)
    ana.get(HOME).says(
        "You are in “Spring 2027”.", "The whole course: Due 15 April.", "Due 3 March", "Due 9 January 2028"
    )
    ana.get(f"{HOME}/begin").says("Due 3 March")
    ana.get(START).says("Due 9 January 2028", "nothing closes then")
    ana.get("/my").says("Due 3 March : How to begin")
    enrolled(app, DEE).get(HOME).says_not("Due", "You are in")


def test_a_day_ends_at_midnight_where_the_student_lives(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    run_by_ben(app, tmp_path)
    at(monkeypatch, datetime(2027, 3, 4, 9, 30, tzinfo=UTC))  # 4:30 in New York, 23:30 of the day before in Honolulu
    ana = enrolled(app, ANA)
    put_into(app, ANA, a_cohort(app, begin=THIRD))
    page = ana.get(f"{HOME}/begin").says("Was due 3 March; you can still do it")
    page = ana.get(HOME).follow("Time zone").submit("Save", time_zone="Pacific/Honolulu")
    assert page.says("Saved.", "Due today, 3 March").address == HOME


def test_late_work_counts_and_what_is_done_is_due_no_more(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    run_by_ben(app, tmp_path)
    at(monkeypatch, datetime(2027, 5, 1, 12, 0, tzinfo=UTC))
    ana = enrolled(app, ANA)
    put_into(app, ANA, a_cohort(app, due=THIRD, begin=THIRD, strokes=THIRD))
    ana.get("/my").says("Was due 3 March; you can still do it")
    ana.get(f"{HOME}/begin").submit("Mark as read and continue")
    passed(ana)
    for address in (HOME, f"{HOME}/begin", START, "/my"):
        ana.get(address).says_not("Was due")
    ana.get("/my").says("Everything is done.")


def test_new_days_are_seen_at_once_and_an_empty_one_is_none(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    at(monkeypatch, NOON)
    ben = run_by_ben(app, tmp_path)
    ana = enrolled(app, ANA)
    put_into(app, ANA, a_cohort(app, "Spring", begin=THIRD, strokes=THIRD))
    page = ben.get(COHORTS).follow("Spring")
    lesson, quiz = [field.get("name") for field in page.tree.xpath("//input[starts-with(@name, 'unit_')]")]
    page.submit("Save", fields={lesson: "2027-03-05", quiz: ""}).says("Saved.")
    ana.get(HOME).says("Due 5 March").says_not("Due 3 March")
    assert [one.due_on for one in stored(app, select(DueDate))] == [date(2027, 3, 5)]


def test_what_is_typed_wrong_is_said_and_still_there(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    a_cohort(app, "Spring")
    page = ben.get(f"{COHORTS}/new")
    lesson = page.tree.xpath("//input[starts-with(@name, 'unit_')]")[0].get("name")
    wrong = {"name": "Spring", "starts_on": "2027-05-01", "ends_on": "2027-04-01", lesson: "3/15/20277"}
    page = page.submit("Make the cohort", 422, fields=wrong).says(
        "It ends before it begins.", "Enter a date with its four"
    )
    assert page.find(f"//input[@name='{lesson}']").get("value") == "3/15/20277"
    page = page.submit("Make the cohort", 422, fields={"ends_on": "2027-05-02", lesson: ""})
    page.says("Another cohort of this course has this name.")
    page.submit("Make the cohort", 422, name="").says("Enter a name")
    assert len(stored(app, select(Cohort))) == 1


def test_students_are_moved_by_ticks_or_all_at_once(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    spring, autumn = a_cohort(app, "Spring"), a_cohort(app, "Autumn")
    for someone in (ANA, DEE):
        enrolled(app, someone)
    page = ben.get(COHORTS).follow("2 students are in no cohort").says(ANA.name, DEE.name)
    ticked = page.tree.xpath("//label[contains(., 'Dee')]/input/@value")[0]
    # One of several boxes of the name: the others stay empty.
    page.submit("Move the ticked students", to=str(spring), enrolment=[ticked]).says("1 student was moved.").says_not(
        "Dee"
    )
    page.submit("Move the ticked students", to=str(autumn), enrolment=[ticked]).says("Nobody was moved")
    page = ben.get(f"{COHORTS}/0/members").submit("Move the 1 student of all pages", to=str(spring))
    page.says("1 student was moved.", "Nobody is here")
    page = ben.get(f"{COHORTS}/{spring}/members").says("2 students")
    page.submit("Move all 2 students", to="0").says("2 students were moved.")
    assert stored(app, select(CohortMember)) == []


def test_a_member_is_never_in_a_cohort_of_another_course(app: Flask, tmp_path: Path):
    """The keys share the course, so what a page forgets to check the database refuses."""
    run_by_ben(app, tmp_path)
    another_course(app, tmp_path / "b", "oil", "Oil and lotion")
    spring, number = a_cohort(app), add(app, ANA)
    enrolled(app, ANA, "oil")
    with app.app_context():
        enrolment, course = enrolment_of(number, "oil"), course_to_run(SLUG)
        row = CohortMember(enrolment_id=enrolment.id, cohort_id=spring, course_id=course.id, since=clock.now())
        db.session.remove()
        with pytest.raises(IntegrityError), writing():
            db.session.add(row)
