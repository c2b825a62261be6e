"""Ben enrolls a list: he sees what was read first, nobody without an account is made up, and each is told once."""

import io
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.queries import person_by_email
from app.learning.models import Enrolment
from app.platform.audit import AuditEvent
from app.platform.mail import OutboxMessage
from app.platform.transactions import writing
from app.reporting.class_list import class_list
from tests.browser import Browser, Page
from tests.making import SLUG, a_course
from tests.people import ANA, BEN, DEE, HANNA, add, signed_in
from tests.reporting.test_roster import ROSTER, names
from tests.sitting import enrolled, stored
from tests.statements import counted

HERE = f"{ROSTER}/enrol"
LIST = f"Name;E-mail\nAna;{ANA.email}\n=Dee;{DEE.email.upper()}\nKim;kim@example.org\nNo address;\n"


@pytest.fixture
def ben(app: Flask, tmp_path: Path) -> Browser:
    """His course has one student, Dee; Ana has an account."""
    a_course(app, tmp_path)
    add(app, ANA)
    enrolled(app, DEE)
    return Browser(signed_in(app, BEN))


def looked(ben: Browser, text: str = LIST, status: int = 200) -> Page:
    return ben.get(ROSTER).follow("Enroll a list").submit("Look at the list", status, text=text)


def test_a_look_says_what_would_become_of_each_line_and_does_nothing(app: Flask, ben: Browser):
    page = looked(ben).says("4 lines were read", "Will be enrolled 1 line", "No account here 1 line", "line 4")
    page.says("kim@example.org", "There is no e-mail address in this line.", "Takes the course already 1 line")
    assert page.find("//textarea").text.strip().startswith("Name;E-mail"), "what was sent can be mended"
    assert len(stored(app, select(Enrolment))) == 1
    assert stored(app, select(OutboxMessage)) == []


def test_the_button_enrolls_who_was_shown_and_tells_them_once(app: Flask, ben: Browser):
    page = looked(ben)
    roster = page.submit("Enroll 1 person").says("1 person was enrolled and told by a message.", "2 students")
    assert names(roster) == [ANA.name, DEE.name]
    page.submit("Enroll 1 person").says("0 people were enrolled", "2 students")
    (letter,) = stored(app, select(OutboxMessage))
    assert (letter.recipient, f"/learn/{SLUG}" in letter.text, BEN.name in letter.text) == (ANA.email, True, True)
    events = stored(app, select(AuditEvent).where(AuditEvent.action == "enrolled list").order_by(AuditEvent.id))
    assert [one.details["people"] for one in events] == [1, 0]
    Browser(signed_in(app, ANA)).get(f"/learn/{SLUG}").says("Warm hands")


def send(ben: Browser, data: bytes, status: int) -> Page:
    token = ben.get(HERE).find("//main//input[@name='csrf_token']").get("value")
    sent = {"csrf_token": token, "text": "", "file": (io.BytesIO(data), "class.csv")}
    return ben.post(HERE, sent, status)


def test_a_file_is_read_in_the_encodings_that_spreadsheets_write(ben: Browser):
    text = f'"Díaz, Ana",{ANA.email}\r\n'
    for encoding in ("utf-8", "utf-8-sig", "windows-1252", "utf-16"):
        send(ben, text.encode(encoding), 200).says("Díaz, Ana", "Will be enrolled 1 line")


def test_what_is_no_list_is_refused_in_a_sentence(ben: Browser):
    send(ben, b"PK\x03\x04 and so on", 422).says("This is a workbook, not a CSV file.")
    send(ben, b"\xd0\xcf\x11\xe0 and so on", 422).says("This is a workbook, not a CSV file.")
    send(ben, b"a" * 300_001, 422).says("The list is larger than 300 KB.")
    send(ben, b"\x00\xff\xfe\x00" * 50, 200).says("There is nobody to enroll in this list.")
    looked(ben, " \n", 422).says("Choose a file, or paste the list.")


def test_an_account_that_was_closed_is_not_enrolled(app: Flask, ben: Browser):
    with app.app_context(), writing():
        person_by_email(ANA.email).active = False
    looked(ben).says("Account closed 1 line", "There is nobody to enroll in this list.")


def test_who_has_no_account_is_handed_on(app: Flask, ben: Browser):
    with app.test_request_context():
        found = class_list("Kim Roe,KIM@example.org\nbad line", 1)
    assert [(one.name, one.email) for one in found.unknown_people] == [("Kim Roe", "kim@example.org")]
    assert len(found.faulty) == 1


def test_a_long_list_is_looked_up_in_as_many_statements_as_a_short_one(app: Flask, ben: Browser):
    counts = []
    for size in (1, 900):
        with counted(app) as statements:
            looked(ben, "".join(f"s{place}@example.org\n" for place in range(size)))
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_another_instructor_enrolls_nobody(app: Flask, ben: Browser):
    hanna = Browser(signed_in(app, HANNA))
    hanna.get(HERE, 404)
    token = hanna.get("/studio/new").find("//main//input[@name='csrf_token']").get("value")
    hanna.post(HERE, {"csrf_token": token, "go": "enrol", "text": ANA.email}, 404)
    assert len(stored(app, select(Enrolment))) == 1
