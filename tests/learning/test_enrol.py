"""Starting a course: once, however often and from however many windows it is asked."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.learning import actions
from app.learning.models import Enrolment
from app.platform.audit import AuditEvent
from tests.browser import Browser, Page
from tests.making import SLUG, a_course
from tests.people import ANA, BEN, DEE, signed_in
from tests.sitting import stored
from tests.together import together

ENROLMENTS = select(Enrolment)
PAGE = f"/courses/{SLUG}"


def test_start_leads_into_the_course_and_to_its_first_lesson(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = Browser(signed_in(app, ANA)).get(PAGE).submit("Start this course")
    assert (page.address, page.heading) == (f"/learn/{SLUG}", "Warm hands")
    assert page.says("0 of 1 lessons read").follow("Continue: How to begin").heading == "How to begin"


def test_a_second_window_left_open_starts_nothing_anew(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    first, second = (Browser(signed_in(app, ANA)).get(PAGE) for _ in range(2))
    first.submit("Start this course")
    first.browser.get(f"/learn/{SLUG}/begin").submit("Mark as read and continue")
    second.submit("Start this course").says("All 1 lessons read")
    assert len(stored(app, ENROLMENTS)) == 1


def test_eight_windows_at_once_make_one_enrolment(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    pages = [Browser(signed_in(app, ANA)).get(PAGE) for _ in range(8)]
    answers = together([pressed(page) for page in pages])
    assert {(answer.status_code, answer.location) for answer in answers} == {(302, f"/learn/{SLUG}")}
    assert len(stored(app, ENROLMENTS)) == 1
    assert len(stored(app, select(AuditEvent).where(AuditEvent.action == "enrolled"))) == 1


def pressed(page: Page):
    token = page.find("//form[contains(@action, '/enrol')]//input[@name='csrf_token']").get("value")
    return lambda: page.browser.client.post(f"{PAGE}/enrol", data={"csrf_token": token})


def test_a_window_that_is_overtaken_finds_the_others_enrolment(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The moment between looking and writing, which eight windows do not hit every time."""
    a_course(app, tmp_path)
    first, second = (Browser(signed_in(app, ANA)).get(PAGE) for _ in range(2))
    first.submit("Start this course")
    look, looked = actions.enrolment_of, []

    def look_too_early(*given: object) -> Enrolment | None:
        looked.append(given)
        return None if len(looked) == 1 else look(*given)

    monkeypatch.setattr(actions, "enrolment_of", look_too_early)
    second.submit("Start this course").says("0 of 1 lessons read")
    assert len(looked) == 2
    assert len(stored(app, ENROLMENTS)) == 1


def test_everybody_has_their_own(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    for someone in (ANA, DEE, BEN):
        Browser(signed_in(app, someone)).get(PAGE).submit("Start this course")
    assert len(stored(app, ENROLMENTS)) == 3


def test_a_stranger_is_asked_who_they_are_and_then_led_back(app: Flask, tmp_path: Path, browser: Browser):
    a_course(app, tmp_path)
    page = browser.get(PAGE).submit("Start this course")
    assert page.heading == "Sign in"
    assert stored(app, ENROLMENTS) == []


def test_a_course_that_does_not_exist_cannot_be_started(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = Browser(signed_in(app, ANA))
    token = ana.get(PAGE).find("//form[contains(@action, '/enrol')]//input[@name='csrf_token']").get("value")
    ana.post("/courses/no-such-course/enrol", {"csrf_token": token}, 404)
    assert stored(app, ENROLMENTS) == []
