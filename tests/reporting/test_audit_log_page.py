"""An administrator reads the audit log: everything, one person, one course; the doctor names what is broken."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from app.platform import audit, clock, jobs
from app.platform.audit import AuditEvent
from app.platform.db import db
from app.platform.transactions import writing
from app.reporting.queries import LINES
from tests.browser import Browser
from tests.making import SLUG, a_course
from tests.people import ANA, BEN, CORA, DEE, add, signed_in
from tests.sitting import enrolled, passed, stored
from tests.statements import counted


@pytest.fixture
def cora(app: Flask, tmp_path: Path) -> Browser:
    """The administrator of a school in which Ana passed a quiz."""
    a_course(app, tmp_path)
    passed(enrolled(app, ANA))
    return Browser(signed_in(app, CORA))


def test_everything_is_there_with_who_did_it(app: Flask, cora: Browser):
    page = cora.get("/admin/audit")
    page.says("signed in", "submitted attempt", "published course", ANA.name, "soon")
    jobs.run_due(app)
    cora.get("/admin/audit").says_not("soon")


def test_of_one_person_there_is_what_they_did_and_what_was_done_to_them(app: Flask, cora: Browser):
    page = cora.get(f"/admin/people/{add(app, ANA)}").follow("What happened around this account")
    page.says("submitted attempt", "added person", "enrolled").says_not("published course", BEN.name)


def test_what_somebody_does_to_another_is_in_the_log_of_both(app: Flask, cora: Browser):
    ben, dee = add(app, BEN), add(app, DEE)
    with app.app_context(), writing():
        audit.record("withdrew certificate", "certificate:X", clock.now(), person_id=ben, about_id=dee, reason="Wrong")
    for number in (ben, dee):
        cora.get(f"/admin/audit?person={number}").says("withdrew certificate", BEN.name, DEE.name, "reason: Wrong")
    cora.get(f"/admin/audit?person={add(app, ANA)}").says_not("withdrew certificate")


def test_of_one_course_there_is_all_that_happened_in_it(cora: Browser):
    page = cora.get("/admin/audit").submit("Show", course=SLUG)
    page.says("published course", "enrolled", "started attempt", "submitted attempt").says_not("signed in")


def test_a_long_log_is_read_page_by_page_and_nothing_is_left_out(app: Flask, cora: Browser):
    with app.app_context(), writing():
        for number in range(2 * LINES):
            audit.record("noted", f"thing:{number}", clock.now())
    page, seen = cora.get("/admin/audit"), []
    while True:
        seen += [str(cell.text_content()).strip() for cell in page.tree.xpath("//td[3]//span")]
        if not page.tree.xpath("//a[@rel='next']"):
            break
        page = page.follow("Older →")
    assert len(seen) == len(set(stored(app, select(AuditEvent.id)))) > 2 * LINES
    page.follow("← Newest").says(f"thing:{2 * LINES - 1}")


@pytest.mark.parametrize("query", ["person=999999", "person=-1", "course=no-such", "before=x", "before=99999999999999"])
def test_an_address_that_somebody_typed_is_answered_plainly(cora: Browser, query: str):
    assert cora.client.get(f"/admin/audit?{query}").status_code in {200, 404}


def test_a_long_log_asks_the_database_no_more_often(app: Flask, cora: Browser):
    for address in ("/admin/audit", f"/admin/audit?person={add(app, ANA)}", f"/admin/audit?course={SLUG}"):
        cora.get(address)
        with counted(app) as few:
            cora.get(address)
        with app.app_context(), writing():
            for number in range(LINES):
                audit.record("noted", f"course:{number}", clock.now(), person_id=number, about_id=number, course_id=1)
        with counted(app) as many:
            cora.get(address)
        assert len(many) == len(few)


def test_the_doctor_and_its_page_name_the_first_line_that_was_changed(app: Flask, cora: Browser):
    jobs.run_due(app)
    result = app.test_cli_runner().invoke(args=["doctor"])
    newest = stored(app, select(AuditEvent.hash).order_by(AuditEvent.number))[-1]
    assert f"unbroken; newest {newest}" in result.output
    with app.app_context(), writing():
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            db.session.execute(text("DROP TRIGGER audit_events_stay"))
        db.session.execute(update(AuditEvent).where(AuditEvent.number == 2).values(action="did nothing"))
    result = app.test_cli_runner().invoke(args=["doctor"])
    assert "✗ audit chain: line 2: it was changed after it was written" in result.output
    cora.get("/admin/doctor").says("audit chain", "line 2: it was changed after it was written")
