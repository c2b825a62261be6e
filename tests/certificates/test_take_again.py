"""Two years later Ana takes the course again for her next renewal: a new certificate beside the old one."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.certificates.models import Certificate
from app.certificates.rules import in_one_cycle
from app.learning.models import Enrolment
from tests.browser import Browser
from tests.certificates.claiming import COURSE, claimed, earned, with_licence
from tests.certificates.test_claim import forced
from tests.making import SLUG, a_course
from tests.people import ANA, DEE, signed_in
from tests.sitting import enrolled, passed, stored

AGAIN = f"/learn/{SLUG}/again"


def test_what_is_not_finished_is_not_begun_again(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    assert ana.get(AGAIN).heading == "What is left before your certificate"
    forced(ana, AGAIN, 409).says("Finish this course and claim its certificate first.")
    Browser(signed_in(app, DEE)).get(AGAIN, 404)
    assert len(stored(app, select(Enrolment))) == 1


def test_a_warning_comes_before_taking_it_twice_in_a_cycle(app: Flask, tmp_path: Path):
    ana = with_licence(earned(app, tmp_path))
    page = claimed(ana, COURSE).follow("Take this course again for another renewal")
    page.says("It will probably not count a second time yet", "ask your board")


def test_it_ends_with_a_second_certificate_and_keeps_the_first(app: Flask, tmp_path: Path, browser: Browser):
    ana = earned(app, tmp_path)
    first = claimed(ana, COURSE)
    page = ana.get(AGAIN).submit("Take it again anyway")
    assert page.address == f"/learn/{SLUG}"
    page.says_not("✓")
    ana.get(f"/learn/{SLUG}/begin").submit("Mark as read and continue")
    passed(ana)
    second = claimed(ana, COURSE)
    assert second.address != first.address
    assert len(stored(app, select(Certificate))) == 2
    for code in stored(app, select(Certificate.code)):
        browser.get(f"/verify/{code}").says("This certificate is valid")
    ana.get("/certificates").says("Warm hands")


def test_pressing_twice_begins_once(app: Flask, tmp_path: Path):
    ana = earned(app, tmp_path)
    claimed(ana, COURSE)
    first, second = ana.get(AGAIN), ana.get(AGAIN)
    first.submit("Take it again anyway")
    second.submit("Take it again anyway", 409).says("Finish this course")
    assert [bool(one.ended_at) for one in stored(app, select(Enrolment).order_by(Enrolment.id))] == [True, False]


@pytest.mark.parametrize(
    ("completed", "today", "licences", "same"),
    [
        (date(2026, 11, 21), date(2026, 12, 1), [], True),
        (date(2026, 11, 21), date(2028, 11, 21), [], False),
        (date(2026, 8, 1), date(2026, 10, 1), [("FL", "massage", date(2027, 8, 31))], True),
        (date(2027, 8, 1), date(2027, 9, 1), [("FL", "massage", date(2027, 8, 31))], False),
        (date(2027, 8, 1), date(2027, 9, 1), [("FL", "massage", date(2029, 8, 31))], False),
        (date(2026, 1, 1), date(2028, 1, 1), [("NY", "massage", date(2028, 6, 30))], True),
        (date(2026, 1, 1), date(2028, 3, 1), [("NY", "nursing", None)], False),
        (date(2026, 1, 1), date(2029, 12, 31), [("US", "nccaom", None)], True),
        (date(2026, 1, 1), date(2028, 3, 1), [("US", "ncbtmb", None)], False),
        (date(2026, 1, 1), date(2026, 1, 2), [("CA", "massage", date(2026, 6, 1))], False),
        (date(2026, 1, 1), date(2027, 6, 1), [("MD", "massage", None)], True),
        (date(2026, 1, 1), date(2027, 3, 1), [("ID", "massage", None)], False),
        (date(2027, 8, 1), date(2027, 9, 1), [("FL", "massage", date(2027, 8, 31)), ("TX", "massage", None)], True),
        (date(2024, 2, 29), date(2024, 3, 1), [("GA", "massage", date(2024, 2, 29))], False),
    ],
)
def test_whether_two_days_fall_into_one_cycle(completed: date, today: date, licences: list, same: bool):
    assert in_one_cycle(completed, today, licences) is same
