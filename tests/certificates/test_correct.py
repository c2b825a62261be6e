"""A name was misspelled: Ben issues a correction, and the old certificate points to the new one."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.certificates.models import Certificate
from app.platform.mail import OutboxMessage
from tests.browser import Browser, Page
from tests.certificates.claiming import COURSE, claimed, earned, only_certificate, with_licence
from tests.certificates.test_claim import forced
from tests.people import ANA, BEN, signed_in
from tests.sitting import stored
from tests.statements import counted
from tests.together import together

BOTH = select(Certificate).order_by(Certificate.id)


def issued(app: Flask, folder: Path) -> tuple[Browser, Browser, str]:
    """Ana's browser, Ben's, and the code of Ana's certificate under a misspelled name."""
    ana = with_licence(earned(app, folder))
    claimed(ana, COURSE, name="Ana Dias")
    return ana, Browser(signed_in(app, BEN)), only_certificate(app).code


def corrected(ben: Browser, code: str, name: str = "Ana Díaz", reason: str = "The license says Díaz.") -> Page:
    page = ben.get(f"/studio/certificates/{code}").follow("Issue a correction")
    return page.submit("Issue the corrected certificate", name=name, reason=reason)


def test_staff_find_a_certificate_by_what_people_tell_them(app: Flask, tmp_path: Path):
    _ana, ben, code = issued(app, tmp_path)
    page = ben.get("/studio").follow("Issued certificates")
    serial = only_certificate(app).serial
    for search in (serial.lower(), code[:9] + "-" + code[9:], "dias", ANA.email):
        page.submit("Search", search=search).says("Ana Dias", serial)
    page.submit("Search", search="somebody else").says("None fits.")


def test_the_new_one_is_another_certificate_and_the_old_one_points_to_it(app: Flask, tmp_path: Path, browser: Browser):
    ana, ben, code = issued(app, tmp_path)
    corrected(ben, code).says("The corrected certificate was issued", "The license says Díaz.")
    old, new = stored(app, BOTH)
    assert (new.replaces_id, new.issue, new.reason) == (old.id, 2, "The license says Díaz.")
    assert new.snapshot == old.snapshot | {"name": "Ana Díaz"}
    page = browser.get(f"/verify/{code}").says("This certificate was replaced", "Ana Dias")
    page.follow("Open the one that replaced it").says("This certificate is valid", "Ana Díaz")
    ana.get(f"/certificates/{code}").says("This certificate was corrected")
    assert ana.get(COURSE).address == f"/certificates/{new.code}"
    (letter,) = stored(app, select(OutboxMessage).where(OutboxMessage.subject.startswith("Your certificate was corr")))
    assert letter.recipient == ANA.email
    assert "The license says Díaz." in letter.text
    assert f"/verify/{new.code}" in letter.text


def test_a_correction_sent_twice_is_issued_once(app: Flask, tmp_path: Path):
    _ana, ben, code = issued(app, tmp_path)
    waiting = ben.get(f"/studio/certificates/{code}/correct")
    first = corrected(ben, code)
    second = waiting.submit("Issue the corrected certificate", name="Ana Other", reason="Another one.")
    assert second.address == first.address
    assert len(stored(app, BOTH)) == 2
    ben.get(f"/studio/certificates/{code}/correct", 409).says("was corrected already")


def test_four_windows_at_once_issue_one_correction(app: Flask, tmp_path: Path):
    _ana, _ben, code = issued(app, tmp_path)
    address = f"/studio/certificates/{code}/correct"
    pages = [Browser(signed_in(app, BEN)).get(address) for _ in range(4)]

    def press(page: Page):
        token = page.find("//main//form//input[@name='csrf_token']").get("value")
        data = {"csrf_token": token, "name": "Ana Díaz", "reason": "The license says so."}
        return lambda: page.browser.client.post(address, data=data)

    answers = together([press(page) for page in pages])
    _old, new = stored(app, BOTH)
    assert {(one.status_code, one.location) for one in answers} == {(302, f"/studio/certificates/{new.code}")}


def test_a_correction_can_be_corrected_and_the_chain_leads_to_the_end(app: Flask, tmp_path: Path, browser: Browser):
    _ana, ben, code = issued(app, tmp_path)
    corrected(ben, code)
    corrected(ben, stored(app, BOTH)[1].code, "Ana María Díaz")
    page = browser.get(f"/verify/{code}").follow("Open the one that replaced it").says("was replaced")
    page.follow("Open the one that replaced it").says("This certificate is valid", "Ana María Díaz")


def test_a_reason_and_a_name_are_asked_for(app: Flask, tmp_path: Path):
    _ana, ben, code = issued(app, tmp_path)
    page = ben.get(f"/studio/certificates/{code}/correct")
    again = page.submit("Issue the corrected certificate", 422, name=" ", reason="x")
    again.says("Enter the name as it is on the license.", "Use 3 to 500 characters.")
    assert len(stored(app, BOTH)) == 1


@pytest.mark.parametrize("what", ["", "/correct", "/revoke"])
def test_students_cannot_reach_it(app: Flask, tmp_path: Path, what: str):
    ana, _ben, code = issued(app, tmp_path)
    address = f"/studio/certificates/{code}{what}"
    forced(ana, address, 403 if what else 405, reason="I want to.")
    if what != "/revoke":
        ana.get(address, 403)
    ana.get("/studio/certificates", 403)


def test_the_list_asks_one_statement_however_long(app: Flask, tmp_path: Path):
    _ana, ben, code = issued(app, tmp_path)
    with counted(app) as one:
        ben.get("/studio/certificates")
    corrected(ben, code)
    with counted(app) as two:
        ben.get("/studio/certificates")
    assert len(one) == len(two) <= 3


def test_checking_still_asks_the_database_once(app: Flask, tmp_path: Path, browser: Browser):
    _ana, ben, code = issued(app, tmp_path)
    corrected(ben, code)
    with counted(app) as statements:
        browser.get(f"/verify/{code}")
    assert len(statements) == 1
