"""Ben signs for the hours that a course claims; claiming more than its rule gives is said plainly, before and after."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.reporting.models import HoursSignoff
from tests.browser import Browser
from tests.making import COURSE, course_files
from tests.people import BEN, CORA, signed_in
from tests.reporting.boards import a_school
from tests.sitting import publish, stored

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
