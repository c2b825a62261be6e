"""Progress: what is done stays done, and *Continue* opens the first thing that is not."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.learning.models import Completion
from app.learning.rules import is_complete, next_unit, onward, required_of
from tests.browser import Browser
from tests.catalogue.publishing import another_course, with_modules
from tests.making import SLUG, a_course
from tests.people import ANA, DEE
from tests.platform.everywhere import token_of
from tests.sitting import enrolled, passed, publish, stored
from tests.together import together

DONE = select(Completion.completed_at)
LESSON = f"/learn/{SLUG}/begin"


@dataclass(frozen=True)
class Unit:
    unit_id: int
    is_required: bool = True


PRACTICE = Unit(4, is_required=False)


@pytest.mark.parametrize(
    ("required", "done", "complete"),
    [([], [], False), ([], [1], False), ([1], [], False), ([1, 2], [2], False), ([1, 2], [2, 1, 9], True)],
)
def test_complete_is_when_nothing_required_is_left_and_something_was_required(required, done, complete):
    units = [Unit(number) for number in required]
    assert is_complete(units, done) is complete
    assert is_complete([PRACTICE, *units], done) is complete
    assert is_complete([*units, PRACTICE], [*done, 4]) is complete


@pytest.mark.parametrize(("done", "following"), [([], 1), ([1], 2), ([2, 3], 1), ([1, 3], 2), ([1, 2, 3], None)])
def test_next_is_the_first_that_is_not_done_also_when_a_later_one_is(done, following):
    found = next_unit([Unit(1), PRACTICE, Unit(2), Unit(3)], done)
    assert (found and found.unit_id) == following


@pytest.mark.parametrize(("at", "following"), [(1, 2), (2, 3), (4, 3), (3, None)])
def test_onward_goes_past_what_one_may_practice(at, following):
    found = onward([Unit(1), Unit(2), PRACTICE, Unit(3)], at)
    assert (found and found.unit_id) == following


def test_only_what_is_required_counts():
    assert required_of([PRACTICE, Unit(1)]) == [Unit(1)]
    assert required_of([PRACTICE]) == []


def test_continue_goes_through_the_course_and_ends_at_the_certificate(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    assert ana.get("/my").follow("Continue: Warm hands").heading == "How to begin"
    ana.get(LESSON).submit("Mark as read and continue").says("“How to begin” is marked as read.")
    assert ana.get(f"/my/{SLUG}").heading == "Strokes quiz"
    passed(ana)
    assert ana.get(f"/my/{SLUG}").heading == "Claim your certificate"
    page = ana.get(f"/learn/{SLUG}").says("✓ read", "✓ passed")
    assert page.follow("Claim your certificate").heading == "Claim your certificate"


def test_what_was_left_out_is_what_continue_opens(app: Flask, tmp_path: Path):
    publish(app, tmp_path, with_modules(3))
    ana = enrolled(app, ANA)
    ana.get(f"/learn/{SLUG}/begin-2").submit("Mark as read and continue")
    assert ana.get(f"/my/{SLUG}").address == LESSON
    ana.get(f"/learn/{SLUG}").says("1 of 3 lessons read", "about")


def test_marking_twice_keeps_the_first_time(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    waiting = ana.get(LESSON)
    waiting.submit("Mark as read and continue")
    first = stored(app, DONE)
    waiting.submit("Mark as read and continue").says("Strokes quiz")
    assert stored(app, DONE) == first


def test_eight_windows_that_mark_at_once_write_one_line(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    token, cookie = token_of(ana, LESSON), ana.client.get_cookie("fascia").value

    def press():
        tab = app.test_client()
        tab.set_cookie("fascia", cookie, domain="localhost")
        return tab.post(LESSON, data={"csrf_token": token}).status_code

    assert together([press] * 8) == [302] * 8
    assert len(stored(app, DONE)) == 1


def test_a_lesson_read_may_be_read_again_and_offers_no_second_mark(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    ana.get(LESSON).submit("Mark as read and continue")
    page = ana.get(LESSON).says("Warm your hands first").says_not("Mark as read")
    assert page.follow("Continue: Strokes quiz").heading == "Strokes quiz"


def test_reading_alone_marks_nothing_and_neither_does_another_student(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana, dee = enrolled(app, ANA), enrolled(app, DEE)
    ana.get(LESSON)
    dee.get(LESSON).submit("Mark as read and continue")
    ana.get(f"/learn/{SLUG}").says("0 of 1 lessons read")


def test_a_quiz_cannot_be_marked_as_read(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    token = token_of(ana, LESSON)
    for unit in ("strokes", "no-such-unit", "quiz", "begin-2"):
        ana.post(f"/learn/{SLUG}/{unit}", {"csrf_token": token}, 404)
    assert stored(app, DONE) == []


def test_who_is_not_enrolled_sees_no_page_of_the_course_and_marks_nothing(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    enrolled(app, ANA)
    dee = Browser(enrolled_elsewhere(app, tmp_path))
    for page in (LESSON, f"/learn/{SLUG}", f"/my/{SLUG}"):
        dee.get(page, 404)
    dee.post(LESSON, {"csrf_token": token_of(dee, "/account")}, 404)
    assert stored(app, DONE) == []


def enrolled_elsewhere(app: Flask, folder: Path):
    """Dee takes another course that has a lesson of the same name."""
    another_course(app, folder / "other", "calm-hands", "Calm hands")
    return enrolled(app, DEE, "calm-hands").client
