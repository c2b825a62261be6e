"""Ana deletes her account: what is hers is gone, what boards want stays with her certificate, and she is told so."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.administration import actions as administration
from app.accounts.models import Person, SignIn
from app.accounts.queries import person_by_id
from app.assessment.models import Answer, Attempt
from app.certificates.queries import state_of_log
from app.learning.models import Enrolment
from app.platform import clock, jobs
from app.platform.audit import AuditEvent
from app.platform.chaining import state_of_chain
from app.platform.transactions import writing
from tests.accounts.letters import letters
from tests.browser import Browser, Page
from tests.certificates.claiming import only_certificate
from tests.journeys import stories
from tests.making import SLUG, a_course
from tests.people import ANA, BEN, CORA, DEE, PASSWORD, add, signed_in
from tests.platform.everywhere import lived_in, rows
from tests.second_steps import code_of
from tests.sitting import enrolled, stored
from tests.statements import counted

# Where a name may still stand: on the certificate, in the proof of how it was claimed, reported to the board.
RECORD = {"certificates", "claim_gates", "documents", "report_dues", "report_lines", "issue_log"}


def deleted(browser: Browser) -> Page:
    page = browser.get("/account").follow("Delete my account")
    return page.submit("Delete my account", is_sure=True)


def tables_with(app: Flask, *words: str) -> set[str]:
    """The tables in which one of the words stands, in any column."""
    return {name for name, found in rows(app).items() if any(word in row for row in found for word in words)}


def test_nothing_of_hers_is_left_but_the_record_of_her_certificate(app: Flask, tmp_path: Path):
    site = lived_in(app, tmp_path)
    code_of(app, ANA)
    code, before = only_certificate(app).code, tables_with(app, ANA.name, ANA.email, "MA12345")
    assert {"people", "licences", "certificates", "outbox_messages", "audit_events"} <= before
    page = deleted(Browser(signed_in(app, ANA)))
    assert page.says("Your account is deleted", "Register").heading
    (last,) = letters(app, ANA.email)
    assert "stays until" in last.text
    assert "http://localhost/verify" in last.text
    assert tables_with(app, ANA.name, ANA.email, "MA12345") <= RECORD | {"outbox_messages"}
    assert [one.recipient for one in letters(app, ANA.email)] == [ANA.email]
    assert site.ana.get("/account").heading == "Sign in"
    site.ana.get(f"/verify/{code}").says("valid", ANA.name)
    with app.app_context():
        assert state_of_log().fault == ""


def test_attempts_behind_a_certificate_stay_and_all_others_go(app: Flask, tmp_path: Path):
    site = lived_in(app, tmp_path)
    number, kept = add(app, ANA), only_certificate(app).enrolment_id
    assert len(stored(app, select(Enrolment).where(Enrolment.person_id == number))) > 1
    deleted(Browser(signed_in(app, ANA)))
    (place,) = stored(app, select(Enrolment).where(Enrolment.person_id == number))
    assert place.id == kept
    assert place.ended_at is not None
    attempts = stored(app, select(Attempt))
    assert attempts
    assert {one.enrolment_id for one in attempts} == {kept}
    assert {one.attempt_id for one in stored(app, select(Answer))} == {one.id for one in attempts}
    assert site.known["handed_in"] in {one.public_id for one in attempts}


def test_without_a_certificate_only_a_name_for_nobody_is_left(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    dee = enrolled(app, DEE)
    stories.take(app, DEE, SLUG, "strokes")
    page = dee.get("/account/delete").says("no record of your learning stays", "1 course without a certificate")
    page.submit("Delete my account", is_sure=True)
    assert stored(app, select(Attempt)) == stored(app, select(Enrolment)) == []
    (left,) = stored(app, select(Person).where(Person.deleted_at.is_not(None)))
    assert (left.name, left.email) == (f"Deleted account {left.id}", f"deleted-{left.id}@deleted.invalid")
    assert (left.active, left.password) == (False, None)
    assert [one.recipient for one in letters(app, DEE.email)] == [DEE.email]
    event = stored(app, select(AuditEvent).order_by(AuditEvent.id))[-1]
    assert (event.action, event.person_id, event.subject) == ("deleted account", left.id, f"person:{left.id}")


def test_the_audit_log_forgets_what_it_told_of_her_and_its_chain_stays_whole(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    ana.get("/account/licences").submit("Add license", state="FL", number="MA12345")
    jobs.run_due(app)
    assert "MA12345" in str(stored(app, select(AuditEvent.details)))
    deleted(ana)
    jobs.run_due(app)
    assert "MA12345" not in str(stored(app, select(AuditEvent.details)))
    with app.app_context():
        assert state_of_chain(clock.now()).fault == ""


def test_others_keep_every_row(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    enrolled(app, ANA)
    enrolled(app, DEE)
    stories.take(app, DEE, SLUG, "strokes")
    stories.take(app, ANA, SLUG, "strokes")
    before = rows(app)
    deleted(Browser(signed_in(app, ANA)))
    after = rows(app)
    number, place = add(app, DEE), stored(app, select(Enrolment))[0].id
    assert stored(app, select(Enrolment.person_id)) == [number]
    for table in ("attempts", "answers", "answer_events", "completions"):
        assert set(after[table]) <= set(before[table]), table
    assert {one.enrolment_id for one in stored(app, select(Attempt))} == {place}
    assert [row for row in before["people"] if DEE.email in row] == [row for row in after["people"] if DEE.email in row]


def test_the_password_is_asked_at_a_desk_that_was_left_and_the_box_must_be_checked(app: Flask):
    ana = Browser(signed_in(app, ANA))
    page = ana.get("/account/delete")
    page.submit("Delete my account", 422).says("Check the box if you want your account deleted.")
    with ana.client.session_transaction() as session:
        session["fs_paa"] = 0
    assert page.submit("Delete my account", is_sure=True).heading == "Is it still you?"
    assert len(stored(app, select(SignIn))) == 1


def test_the_last_administrator_stays(app: Flask):
    cora = Browser(signed_in(app, CORA))
    page = cora.get("/account/delete").says("You are the last administrator. Make somebody else one first.")
    assert not page.tree.xpath("//input[@name='is_sure']")
    token = page.find("//header//input[@name='csrf_token'][1] | (//input[@name='csrf_token'])[1]").get("value")
    cora.post("/account/delete", {"csrf_token": token, "is_sure": "y"}, 409).says("last administrator")
    assert cora.get("/admin").heading == "People"


def test_whose_courses_are_hands_them_over_first(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ben = Browser(signed_in(app, BEN))
    page = ben.get("/account/delete").says("1 course is yours. Give it to somebody else first, under Studio.")
    token = page.tree.xpath("//input[@name='csrf_token']/@value")[0]
    ben.post("/account/delete", {"csrf_token": token, "is_sure": "y"}, 409).says("Give each to somebody else first")
    assert stored(app, select(Person.active).where(Person.email == BEN.email)) == [True]


def test_the_address_is_free_again_and_the_old_account_stays_shut(app: Flask, browser: Browser):
    deleted(Browser(signed_in(app, ANA)))
    (old,) = stored(app, select(Person.id))
    page = browser.get("/register").submit("Register", name=ANA.name, email=ANA.email, password=PASSWORD)
    assert page.heading == "My courses"
    page = Browser(signed_in(app, CORA)).get(f"/admin/people/{old}").says("deleted by its owner")
    assert "Open this account" not in page.text
    with app.app_context(), pytest.raises(administration.Deleted), writing():
        administration.enable(old, clock.now(), None)


def test_accounts_that_became_part_of_it_are_forgotten_too(app: Flask):
    old, kept = add(app, DEE), add(app, ANA)
    with app.app_context(), writing():
        administration.close_for_merging(old, kept, clock.now(), None)
    deleted(Browser(signed_in(app, ANA)))
    assert tables_with(app, DEE.email, DEE.name) == set()


def test_looking_at_it_asks_the_same_however_much_there_is(app: Flask, tmp_path: Path):
    ana = Browser(signed_in(app, ANA))
    with counted(app) as few:
        ana.get("/account/delete")
    a_course(app, tmp_path)
    enrolled(app, ANA)
    for _ in range(3):
        stories.take(app, ANA, SLUG, "strokes")
    with counted(app) as many:
        ana.get("/account/delete")
    assert len(many) == len(few)
    with app.app_context():
        assert person_by_id(add(app, ANA)) is not None
