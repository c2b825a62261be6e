"""The next class gets the due days of the last one, so many days later: filled in, looked at, then saved."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from app.learning.models import Cohort, DueDate
from app.platform.db import db
from app.platform.transactions import writing
from app.teaching.rules import MOST_DAYS, TooFar, moved_on
from tests.browser import Page
from tests.sitting import stored
from tests.teaching.running import STUDIO, a_cohort, run_by_ben

COHORTS = f"{STUDIO}/cohorts"
THIRD, LAST = date(2027, 3, 3), date(2027, 4, 15)
DAYS = st.dictionaries(st.integers(1, 9), st.dates(date(2000, 1, 1), date(2150, 12, 31)))


@given(DAYS, st.integers(-MOST_DAYS, MOST_DAYS))
def test_every_day_moves_by_as_much_or_none_does(days: dict[int, date], later: int):
    try:
        found = moved_on(days, later)
    except TooFar:
        assert any(not 2000 <= (day + timedelta(days=later)).year <= 2150 for day in days.values())
    else:
        assert {key: (day - days[key]).days for key, day in found.items()} == dict.fromkeys(days, later)


def test_a_day_beyond_all_calendars_is_too_far():
    with pytest.raises(TooFar):
        moved_on({1: date.max}, 1)


def dates(page: Page) -> list[str]:
    found = page.tree.xpath("//input[@name='due_on' or starts-with(@name, 'unit_')]")
    return [field.get("value") for field in found]


def test_ben_copies_the_days_of_spring_for_autumn_and_saves_them(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    spring, autumn = a_cohort(app, "Spring", due=LAST, begin=THIRD), a_cohort(app, "Autumn", strokes=THIRD)
    page = ben.get(f"{COHORTS}/{autumn}").submit("Fill in the dates", copy=str(spring), later="182")
    page.says("2 due dates of “Spring” are filled in below, 182 days later", "Nothing is saved yet")
    assert dates(page) == ["2027-10-14", "2027-09-01", "2027-03-03"], "a day of its own stays where Spring has none"
    assert len(stored(app, select(DueDate))) == 2, "nothing is saved yet"
    page.submit("Save").says("Saved.").says_not("filled in below")
    saved = {one.due_on for one in stored(app, select(DueDate).where(DueDate.cohort_id == autumn))}
    assert saved == {date(2027, 9, 1), THIRD}
    assert {one.name: one.due_on for one in stored(app, select(Cohort))} == {
        "Spring": LAST,
        "Autumn": date(2027, 10, 14),
    }


def test_a_new_cohort_may_begin_with_them_and_what_is_wrong_keeps_them(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    assert "Copy due dates" not in ben.get(f"{COHORTS}/new").text, "from none"
    spring = a_cohort(app, "Spring", begin=THIRD)
    page = ben.get(f"{COHORTS}/new").submit("Fill in the dates", copy=str(spring), later="-1")
    assert "2027-03-02" in dates(page)
    page = page.submit("Make the cohort", 422, name="Spring").says("Another cohort of this course has this name.")
    assert "2027-03-02" in dates(page)
    page.submit("Make the cohort", name="Winter").says("The cohort is made.")
    assert {one.due_on for one in stored(app, select(DueDate))} == {THIRD, date(2027, 3, 2)}


def test_left_empty_it_is_as_many_days_as_the_cohort_begins_later(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    spring, autumn = a_cohort(app, "Spring", begin=THIRD), a_cohort(app, "Autumn")
    with app.app_context(), writing():
        for number, day in ((spring, date(2027, 3, 1)), (autumn, date(2027, 9, 6))):
            db.session.execute(update(Cohort).where(Cohort.id == number).values(starts_on=day))
    page = ben.get(f"{COHORTS}/{autumn}").submit("Fill in the dates", copy=str(spring))
    assert "2027-09-08" in dates(page.says("189 days later"))


def test_what_cannot_be_copied_is_said_and_nothing_is_filled_in(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    spring, autumn = a_cohort(app, "Spring", begin=date(2149, 3, 3)), a_cohort(app, "Autumn")
    wrong = {
        "copy=0&later=7": "Choose whose dates are copied.",
        f"copy={spring}&later=x": "Enter a whole number of days",
        f"copy={spring}&later=99999": "Enter a whole number of days",
        f"copy={spring}&later=3000": "in no year that can be used here",
        f"copy={autumn}&later=7": "Not a valid choice",
        "copy=9999&later=7": "Not a valid choice",
    }
    for query, sentence in wrong.items():
        page = ben.get(f"{COHORTS}/{autumn}?{query}").says(sentence).says_not("filled in below")
        assert set(dates(page)) <= {"", None}
