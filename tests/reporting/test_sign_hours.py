"""Ben signs for the hours that a course claims; claiming more than its rule gives is said plainly, before and after."""

from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from statistics import median

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.catalogue.models import CourseRevision, Unit
from app.certificates.models import Certificate, EvaluationResponse
from app.learning.actions import note_reading
from app.platform import ids
from app.platform.db import db
from app.platform.transactions import writing
from app.reporting.models import HoursSignoff
from app.reporting.rules import pilot
from tests.browser import Browser
from tests.making import COURSE, course_files
from tests.people import BEN, CORA, signed_in
from tests.reporting.boards import a_school, reportable
from tests.reporting.many import many
from tests.sitting import publish, stored

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOURS = "/studio/warm-hands/hours"


def test_an_over_claim_is_warned_of_and_can_still_be_signed_with_its_reason(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    ben = Browser(signed_in(app, BEN))
    page = ben.get(HOURS).says("More hours are claimed than the course’s own rule gives", "It claims 1.25 CE")
    page.submit("Sign for these hours", 422, reason="because").says("Use 10 to 500 letters.")
    page = page.submit("Sign for these hours", reason="A pilot with ten therapists took 75 minutes.")
    page.says("Ben Okafor signed for 1.25 CE", "A pilot with ten therapists").says_not("Sign for these hours")
    (signed,) = stored(app, select(HoursSignoff))
    assert (signed.claimed, signed.method) == ("1.25", "NCBTMB word rule")
    assert signed.worksheet["words"] > 0


def answered(app: Flask, *minutes: int, revision: int = 1) -> None:
    """So many people said how long they took."""
    with app.app_context(), writing():
        number = db.session.scalar(select(CourseRevision.id).where(CourseRevision.number == revision))
        for one in minutes:
            given = {"minutes": one}
            db.session.add(EvaluationResponse(id=ids.public_id(), revision_id=number, year=2026, answers=given))


def test_what_people_took_is_one_more_rule_and_kept_with_the_signature(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    ben = Browser(signed_in(app, BEN))
    answered(app, 50, 44, 400, 59)
    ben.get(HOURS).says("No pilot yet: a median is told from 5 people on.")
    answered(app, 59, 59)
    page = ben.get(HOURS).says("Whole course, as people say 6 59.0 60 0.75", "at least ten people")
    page = page.submit("Sign for these hours", reason="A pilot with six therapists, rounded down.")
    answered(app, *[600] * 20)
    page = ben.get(HOURS).says("as people say: 6 people, median 59.00 minutes, 0.75 hours rounded down.")
    (signed,) = stored(app, select(HoursSignoff))
    assert signed.worksheet["pilots"] == {
        "said": {
            "people": 6, "median_minutes": "59.00", "minutes_per_hour": 60, "step": "1/4", "hours": "0.75",
        },
    }  # fmt: skip
    assert signed.worksheet["words"] > 0
    publish(app, tmp_path, course_files(course=COURSE.replace("Warm hands", "Longer hands")))
    page = ben.get(HOURS).says("No pilot yet")


def test_measured_reading_of_those_who_finished_is_told_beside_it(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    reportable(app)
    many(app, 5)
    with app.app_context(), writing():
        unit = db.session.scalar(select(Unit.id).where(Unit.kind == "lesson"))
        for number, enrolment in enumerate(db.session.scalars(select(Certificate.enrolment_id)).all()):
            note_reading(enrolment, unit, 100 + number, NOON)
    ben = Browser(signed_in(app, BEN))
    ben.get(HOURS).says("Lessons, active reading as measured 6 1.7 60 0")


@given(st.lists(st.integers(1, 6000), max_size=40))
def test_the_pilot_is_the_middle_and_never_rounded_up(minutes: list[int]):
    found = pilot("said", minutes)
    if len(minutes) < 5:
        assert found is None
        return
    assert found.minutes == Fraction(median(minutes))
    assert 0 <= found.minutes / 60 - found.hours < Fraction(1, 4)
    assert found.hours % Fraction(1, 4) == 0


def test_a_second_signature_changes_nothing(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    first, second = Browser(signed_in(app, BEN)).get(HOURS), Browser(signed_in(app, CORA)).get(HOURS)
    first.submit("Sign for these hours", reason="The word rule, rounded down.")
    second.submit("Sign for these hours", reason="Something else entirely.").says("The word rule, rounded down.")
    assert len(stored(app, select(HoursSignoff))) == 1


def test_a_new_revision_is_signed_for_anew(app: Flask, tmp_path: Path):
    a_school(app, tmp_path, hours="0")
    ben = Browser(signed_in(app, BEN))
    ben.get(HOURS).says_not("More hours are claimed").submit("Sign for these hours", reason="No hours are claimed.")
    publish(app, tmp_path, course_files(course=COURSE.replace("Warm hands", "Warmer hands")))
    ben.get(HOURS).says("revision 2", "Sign for these hours")
