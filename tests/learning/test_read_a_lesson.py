"""Reading: enrol, read, mark as read, go on; cheap for the server however large the school."""

from sqlalchemy import event

from app.platform.db import db
from tests.browser import Browser
from tests.making import SLUG, a_course
from tests.people import ANA, DEE, Someone, signed_in


def reader(app, tmp_path, someone=ANA):
    a_course(app, tmp_path)
    browser = Browser(signed_in(app, someone))
    browser.get(f"/courses/{SLUG}").submit("Start this course")
    return browser


def statements_of(app, client, address):
    found = []

    def note(_connection, _cursor, statement, *_rest):
        found.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    assert client.get(address).status_code == 200
    event.remove(engine, "before_cursor_execute", note)
    return [one for one in found if not one.startswith(("BEGIN", "COMMIT", "pragma"))]


def test_a_lesson_marked_as_read_is_done_once_and_leads_on(app, tmp_path):
    ana = reader(app, tmp_path)
    ana.get(f"/learn/{SLUG}/begin").submit("Mark as read and continue").says("Strokes quiz")
    ana.get(f"/learn/{SLUG}").says("All 1 lessons read", "✓ read")
    ana.get("/my").says("1 of 2 parts done")


def test_a_lesson_is_closed_to_somebody_who_is_not_enrolled(app, tmp_path):
    reader(app, tmp_path)
    Browser(signed_in(app, DEE)).get(f"/learn/{SLUG}/begin", 404)


def test_a_lesson_page_needs_six_statements_however_many_read_it(app, tmp_path):
    ana = reader(app, tmp_path)
    alone = statements_of(app, ana.client, f"/learn/{SLUG}/begin")
    for number in range(12):
        reader(app, tmp_path, Someone(f"Student {number}", f"s{number}@example.org"))
    among_many = statements_of(app, ana.client, f"/learn/{SLUG}/begin")
    assert len(alone) == len(among_many) <= 6
