"""Claiming a certificate: what is missing, the name, the statement, and one certificate a completion."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.accounts.models import Person
from app.catalogue.content.certificate import USUAL_VERSION
from app.certificates.actions import NotYetEarned, issue_certificate
from app.certificates.models import Certificate
from app.certificates.queries import snapshot_of, standing_of_course
from app.learning.models import Enrolment
from app.platform import ids
from app.platform.audit import AuditEvent
from app.platform.db import db
from app.platform.mail import OutboxMessage
from app.platform.transactions import writing
from tests.browser import Browser, Page
from tests.certificates.claiming import (
    COURSE,
    MODULE,
    NOON,
    changed_settings,
    claimed,
    complete,
    earned,
    only_certificate,
)
from tests.certificates.issued import COURSE as SNAPSHOT
from tests.making import a_course
from tests.people import ANA, DEE, signed_in
from tests.sitting import answer_all, enrolled, passed, started, stored
from tests.together import together

ISSUED = select(Certificate)


def forced(browser: Browser, address: str, status: int, **fields: str) -> Page:
    """Send the claim although no page offers it."""
    token = browser.get("/account").tree.xpath("//input[@name='csrf_token']/@value")[0]
    signed = {"csrf_token": token, "name": ANA.name, "attest": "y", "statement": USUAL_VERSION}
    return browser.post(address, signed | fields, status)


def test_a_newcomer_is_told_what_is_missing_and_gets_nothing(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    page = ana.get(COURSE).says("2 parts are not done yet.", "How to begin", "mark as read", "pass the quiz")
    assert page.heading == "What is left before your certificate"
    assert page.follow("Strokes quiz").heading == "Strokes quiz"
    ana.get(MODULE).says("One part is not done yet.", "Strokes quiz").says_not("How to begin mark as read")
    for address in (COURSE, MODULE):
        forced(ana, address, 409).says("not done yet")
    assert stored(app, ISSUED) == stored(app, select(OutboxMessage)) == []


def test_no_step_on_the_way_is_enough(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    page = started(ana)
    forced(ana, MODULE, 409)
    answer_all(page, {}).submit("Submit quiz").says("Not passed yet")
    forced(ana, MODULE, 409)
    ana.get("/learn/warm-hands/begin").submit("Mark as read and continue")
    for address in (COURSE, MODULE):
        forced(ana, address, 409)
    assert stored(app, ISSUED) == []


def test_after_its_quiz_a_module_has_its_certificate_and_the_course_has_none_yet(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    passed(ana).follow("Certificate of this module").submit("Issue my certificate", name=ANA.name, attest=True)
    assert only_certificate(app).scope == "module:m-strokes"
    ana.get(COURSE).says("One part is not done yet.", "How to begin")
    forced(ana, COURSE, 409)


def test_after_everything_the_course_has_its_certificate(app: Flask, tmp_path: Path):
    ana = earned(app, tmp_path)
    assert ana.get("/learn/warm-hands").follow("Claim your certificate").heading == "Claim your certificate"
    claimed(ana, COURSE).says("This certifies that", ANA.name, "has completed Warm hands")
    claimed(ana, MODULE).says("has completed Opening strokes a module of Warm hands")
    assert sorted(one.scope for one in stored(app, ISSUED)) == ["course", "module:m-strokes"]


def test_the_name_is_offered_and_asked_for(app: Flask, tmp_path: Path):
    page = earned(app, tmp_path).get(MODULE)
    assert page.find("//input[@name='name']").get("value") == ANA.name
    page.submit("Issue my certificate", 422, name="  ", attest=True).says(
        "There is a problem", "Enter your name as it is on your license."
    )
    page.submit("Issue my certificate", 422, name="x" * 121, attest=True)
    assert stored(app, ISSUED) == []


def test_without_the_statement_nothing_is_issued_and_the_typed_name_stays(app: Flask, tmp_path: Path):
    page = earned(app, tmp_path).get(MODULE).says("I am the person named above.")
    again = page.submit("Issue my certificate", 422, name="Ana María Díaz").says("Tick the box to sign the statement.")
    assert again.find("//input[@name='name']").get("value") == "Ana María Díaz"
    assert stored(app, ISSUED) == []
    again.submit("Issue my certificate", attest=True).says("Ana María Díaz")
    assert "I am the person named above." in only_certificate(app).attested_text


def test_claiming_twice_gives_the_first_certificate(app: Flask, tmp_path: Path):
    ana = earned(app, tmp_path)
    waiting = ana.get(MODULE)
    first = claimed(ana)
    second = waiting.submit("Issue my certificate", name="Somebody Else", attest=True)
    assert second.text == first.says(ANA.name).text
    assert ana.get(MODULE).address == first.address
    only_certificate(app)
    assert len(stored(app, select(OutboxMessage))) == 1


def test_eight_windows_at_once_get_one_certificate(app: Flask, tmp_path: Path):
    earned(app, tmp_path)
    pages = [Browser(signed_in(app, ANA)).get(MODULE) for _ in range(8)]

    def press(page: Page):
        token = page.find("//main//form//input[@name='csrf_token']").get("value")
        data = {"csrf_token": token, "name": ANA.name, "attest": "y", "statement": USUAL_VERSION}
        return lambda: page.browser.client.post(MODULE, data=data)

    answers = together([press(page) for page in pages])
    code = only_certificate(app).code
    assert {(answer.status_code, answer.location) for answer in answers} == {(302, f"/certificates/{code}")}
    assert len(stored(app, select(OutboxMessage))) == 1
    assert len(stored(app, select(AuditEvent).where(AuditEvent.action == "issued certificate"))) == 1


def test_the_message_says_where_anybody_can_check_it(app: Flask, tmp_path: Path, browser: Browser):
    claimed(earned(app, tmp_path))
    (message,) = stored(app, select(OutboxMessage))
    certificate = only_certificate(app)
    assert message.recipient == ANA.email
    assert message.subject == "Your certificate: Opening strokes (Warm hands)"
    (address,) = [word for word in message.text.split() if "/verify/" in word]
    assert address == f"http://localhost/verify/{certificate.code}"
    browser.get(address.removeprefix("http://localhost")).says("This certificate is valid", ANA.name)


def test_code_and_serial_number_can_be_checked_by_their_letters(app: Flask, tmp_path: Path):
    claimed(earned(app, tmp_path))
    certificate = only_certificate(app)
    assert ids.is_well_formed(certificate.code)
    assert ids.is_well_formed(certificate.serial, 8)


@pytest.mark.parametrize(("hour", "day"), [(4, "20 November 2026"), (5, "21 November 2026")])
def test_the_day_is_the_one_of_the_last_part_where_the_school_is(app: Flask, tmp_path: Path, hour: int, day: str):
    ana = earned(app, tmp_path, "lesson")
    complete(app, ANA, "quiz", now=datetime(2026, 11, 21, hour, 30, tzinfo=UTC))
    claimed(ana).says(f"{day} (America/New_York)")


def test_the_course_is_completed_on_the_day_of_its_last_part(app: Flask, tmp_path: Path):
    ana = earned(app, tmp_path, "lesson", now=datetime(2026, 3, 1, 17, tzinfo=UTC))
    complete(app, ANA, "quiz", now=datetime(2026, 2, 1, 17, tzinfo=UTC))
    claimed(ana, COURSE).says("1 March 2026")
    claimed(ana, MODULE).says("1 February 2026")


def test_where_mail_is_sent_the_address_is_confirmed_first(app: Flask, tmp_path: Path):
    earned(app, tmp_path)
    with app.app_context(), writing():
        db.session.execute(update(Person).values(confirmed_at=None))
    with changed_settings(app, tmp_path, smtp_url="smtp://localhost:2525") as site:
        ana = Browser(signed_in(site, ANA))
        ana.get(MODULE).says("Please confirm your email address first").follow("Send the link again")
        forced(ana, MODULE, 409).says("Please confirm your email address first")
    assert stored(app, ISSUED) == []


def test_there_is_no_certificate_for_what_does_not_exist_or_is_not_taken(app: Flask, tmp_path: Path):
    ana = earned(app, tmp_path)
    ana.get(f"{COURSE}/no-such-module", 404)
    forced(ana, f"{COURSE}/no-such-module", 404)
    forced(Browser(signed_in(app, DEE)), MODULE, 404)
    assert stored(app, ISSUED) == []


def test_nobody_can_claim_what_another_earned(app: Flask, tmp_path: Path):
    earned(app, tmp_path)
    forced(enrolled(app, DEE), MODULE, 409)
    assert stored(app, ISSUED) == []


def test_the_rule_is_in_the_action_not_only_on_the_page(app: Flask, tmp_path: Path):
    earned(app, tmp_path, "lesson")
    with app.app_context():
        standing = standing_of_course(db.session.scalars(select(Enrolment)).one())
        with pytest.raises(ValueError, match="nothing was completed"):
            snapshot_of(standing, ANA.name, ("A school", "Pier 1"), "America/New_York")
        with pytest.raises(NotYetEarned):
            issue_certificate(standing, SNAPSHOT, "http://localhost/verify/", NOON)
    assert stored(app, ISSUED) == []
