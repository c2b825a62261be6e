"""A course is published again: who comes new reads the new text, who is in it keeps the text they began with."""

from pathlib import Path

from flask import Flask
from sqlalchemy import update

from app.catalogue.models import CourseRevision, Lesson
from app.platform.db import db
from app.platform.transactions import writing
from tests.browser import Browser
from tests.catalogue.publishing import with_modules
from tests.making import COURSE, LESSON, SLUG, a_course, course_files
from tests.people import ANA, DEE, signed_in
from tests.sitting import enrolled, publish

PAGE = f"/learn/{SLUG}/begin"
NEW_LESSON = LESSON.replace("Warm your hands first.", "Wash your hands first.")


def test_new_readers_get_the_new_text_and_earlier_ones_keep_theirs(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    a_course(app, tmp_path, lesson=NEW_LESSON)
    enrolled(app, DEE).get(PAGE).says("Wash your hands first.").says_not("Warm your hands")
    ana.get(PAGE).says("Warm your hands first.").says_not("Wash your hands")


def test_the_catalogue_shows_the_newest_revision_once(app: Flask, tmp_path: Path, browser: Browser):
    for number, title in enumerate(["Warm hands", "Hot hands", "Very hot hands"], start=1):
        a_course(app, tmp_path, course=COURSE.replace('title = "Warm hands"', f'title = "{title}"'))
        page = browser.get("/courses").says("1 course", title)
        page.follow(title).says(f"Revision {number}")
    page.says_not("Warm hands", "Hot hands")


def test_a_module_that_is_added_is_not_asked_of_who_began_before(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    publish(app, tmp_path, with_modules(2))
    ana.get(PAGE).submit("Mark as read and continue")
    ana.get(f"/learn/{SLUG}").says("All 1 lessons read")
    ana.get("/my").says("1 of 2 parts done")
    ana.get(f"/learn/{SLUG}/begin-2", 404)
    dee = enrolled(app, DEE)
    dee.get("/my").says("0 of 4 parts done")
    dee.get(f"/learn/{SLUG}/begin-2")


def test_starting_in_a_forgotten_tab_does_not_move_anybody_to_the_new_revision(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    forgotten = Browser(signed_in(app, ANA)).get(f"/courses/{SLUG}")
    enrolled(app, ANA)
    a_course(app, tmp_path, lesson=NEW_LESSON)
    forgotten.submit("Start this course").follow("How to begin").says("Warm your hands first.")


def test_a_text_that_comes_back_is_the_text_that_was_there(app: Flask, tmp_path: Path):
    for lesson in (LESSON, NEW_LESSON, LESSON):
        a_course(app, tmp_path, lesson=lesson)
    with app.app_context():
        assert [one.number for one in db.session.query(CourseRevision).order_by(CourseRevision.number)] == [1, 2, 3]
        assert db.session.query(Lesson).count() == 2
    enrolled(app, ANA).get(PAGE).says("Warm your hands first.")


def test_a_newer_program_draws_the_same_files_better_without_a_new_revision(
    app: Flask, tmp_path: Path, browser: Browser
):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    with app.app_context(), writing():
        db.session.execute(update(Lesson).values(html="<p>As drawn in old times</p>", sections=[], anchors={}))
    ana.get(PAGE).says("As drawn in old times")
    publish(app, tmp_path, course_files())
    ana.get(PAGE).says("Warm your hands first.").says_not("old times")
    browser.get(f"/courses/{SLUG}").says("Revision 1,")
