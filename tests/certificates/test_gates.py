"""Each step of a claim is a fact with its time; name, licenses and consent are confirmed and printed as confirmed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.certificates.actions import NotYetEarned, issue_certificate
from app.certificates.models import ClaimGate
from app.certificates.queries import snapshot_of, standing_of_course
from app.certificates.rules import Gate, Snapshot, gates_needed, may_issue
from app.learning.models import Enrolment
from app.platform.db import db
from tests.certificates.claiming import (
    COURSE,
    NOON,
    claimed,
    complete,
    earned,
    only_certificate,
    to_claim,
    with_licence,
)
from tests.making import SLUG, course_files
from tests.people import ANA
from tests.sitting import enrolled, publish, stored

LONG_AGO = datetime(2026, 1, 5, 17, tzinfo=UTC)
ATTEST = 'attestation_version = "7"\nattestation = "I did it all myself, without help."\n'


def test_every_gate_is_kept_with_its_time_and_what_was_signed(app: Flask, tmp_path: Path):
    ana = with_licence(earned(app, tmp_path, now=LONG_AGO))
    claimed(ana, COURSE)
    gates = {one.gate: one for one in stored(app, select(ClaimGate))}
    assert set(gates) == {"completed", "evaluated", "confirmed", "attested"}
    assert gates["completed"].passed_at == LONG_AGO
    assert gates["completed"].passed_at < gates["evaluated"].passed_at < gates["confirmed"].passed_at
    assert gates["confirmed"].details["name"] == ANA.name
    assert [one["number"] for one in gates["confirmed"].details["licences"]] == ["MA12345"]
    assert gates["attested"].details["version"] == "2026-11"


def test_the_licences_confirmed_are_printed_and_stay_as_they_were(app: Flask, tmp_path: Path, browser):
    ana = with_licence(with_licence(earned(app, tmp_path)), "E.0099", state="TX")
    page = ana.get(COURSE)
    page = to_claim(ana)
    texas = page.tree.xpath("//label[contains(., 'Texas')]//input/@value")
    page.submit("Issue my certificate", name=ANA.name, attest=True, licences=texas)
    certificate = only_certificate(app)
    ana.get("/account/licences").follow("Change Texas, Massage therapy: E.0099").submit("Remove this license")
    for shown in (ana.get(f"/certificates/{certificate.code}"), browser.get(f"/verify/{certificate.code}")):
        shown.says("Texas, Massage therapy: E.0099").says_not("MA12345")


def test_consent_to_reports_is_asked_not_assumed(app: Flask, tmp_path: Path):
    ana = with_licence(earned(app, tmp_path))
    page = to_claim(ana)
    assert page.find("//input[@name='may_report']").get("checked") is None
    page.submit("Issue my certificate", name=ANA.name, attest=True, may_report=True)
    assert only_certificate(app).may_report is True


def test_another_students_licence_cannot_be_printed(app: Flask, tmp_path: Path):
    ana = with_licence(earned(app, tmp_path))
    token = to_claim(ana).find("//main//form//input[@name='csrf_token']").get("value")
    ana.post(COURSE, {"csrf_token": token, "name": "Ana", "attest": "y", "licences": "999"}, 422)
    assert stored(app, select(ClaimGate).where(ClaimGate.gate == "attested")) == []


def test_without_a_licence_the_way_to_add_one_leads_back(app: Flask, tmp_path: Path):
    ana = earned(app, tmp_path)
    page = to_claim(ana).follow("Add a license first").submit("Add license", state="FL", number="MA1")
    assert page.address == COURSE


def test_the_statement_is_the_courses_own_with_its_version(app: Flask, tmp_path: Path):
    publish(app, tmp_path, course_files() | {f"{SLUG}/certificate.toml": ATTEST})
    ana = enrolled(app, ANA)
    complete(app, ANA, "lesson", "quiz")
    to_claim(ana).says("I did it all myself, without help.")
    claimed(ana, COURSE)
    assert only_certificate(app).attested_text == "I did it all myself, without help. (text 7)"


def test_the_rule_is_in_the_action_not_only_on_the_page(app: Flask, tmp_path: Path):
    earned(app, tmp_path)
    with app.app_context():
        standing = standing_of_course(db.session.scalars(select(Enrolment)).one())
        snapshot = snapshot_of(standing, ANA.name, ("A school", "Pier 1"), "America/New_York")
        with pytest.raises(NotYetEarned):
            issue_certificate(standing, snapshot, "http://localhost/verify/", NOON)


def test_title_end_and_hours_by_subject_come_from_the_course(app: Flask, tmp_path: Path):
    text = (
        'title = "Certificate of Completion"\nvalid_months = 24\n\n[[hours]]\nsubject = "Ethics"\nclaimed = "0.5"\n\n'
        '[[hours]]\nsubject = "Technique theory"\nclaimed = "0.75"\n'
    )
    course = course_files()[f"{SLUG}/course.toml"].replace('claimed = "0"', 'claimed = "1.25"')
    publish(app, tmp_path, course_files(course=course) | {f"{SLUG}/certificate.toml": text})
    ana = enrolled(app, ANA)
    complete(app, ANA, "lesson", "quiz")
    page = claimed(ana, COURSE)
    assert page.heading == "Certificate of Completion"
    page.says("Ethics 0.5 CE, Technique theory 0.75 CE", "Valid until 21 November 2028", "1.25 CE")


def test_an_older_certificate_without_the_newer_fields_still_prints():
    newer = {"licences", "hours_by_category", "valid_until", "profiles", "completed_at", "course_id"}
    from tests.certificates.issued import COURSE as SNAPSHOT

    older = {name: value for name, value in SNAPSHOT.dump().items() if name not in newer}
    loaded = Snapshot.load(older)
    assert (loaded.licences_text, loaded.valid_until, loaded.categories_text) == ("", "", "Technique theory")


@given(st.booleans(), st.sets(st.sampled_from(list(Gate))), st.lists(st.just("unit"), max_size=2))
def test_nothing_is_issued_while_a_gate_is_closed(asks: bool, passed: set[Gate], units: list[str]):
    needed = gates_needed(asks_evaluation=asks)
    assert (Gate.EVALUATED in needed) is asks
    assert may_issue(units, needed, passed) == (not units and set(needed) <= passed)
