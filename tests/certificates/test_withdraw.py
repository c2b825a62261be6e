"""A certificate was wrong altogether: Ben withdraws it, and whoever checks it reads when and why."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.certificates.models import IssueLogEntry
from tests.browser import Browser
from tests.certificates.test_claim import forced
from tests.certificates.test_correct import issued
from tests.people import ANA
from tests.sitting import stored


def test_a_withdrawn_certificate_says_so_to_everybody_with_day_and_reason(app: Flask, tmp_path: Path, browser: Browser):
    ana, ben, code = issued(app, tmp_path)
    page = ben.get(f"/studio/certificates/{code}")
    page.submit("Withdraw this certificate", 422).says("Say why, in a sentence.")
    page.submit("Withdraw this certificate", reason="Issued to the wrong account.").says("was withdrawn")
    public = browser.get(f"/verify/{code}").says("This certificate was withdrawn", "Issued to the wrong account.")
    public.says_not("This certificate is valid", ANA.email)
    ana.get(f"/certificates/{code}").says("Issued to the wrong account.")
    ben.get(f"/studio/certificates/{code}").says_not("Withdraw it", "Correct it")
    ben.get(f"/studio/certificates/{code}/correct", 409).says("only be earned anew")
    forced(ben, f"/studio/certificates/{code}/correct", 409, reason="It is wrong.")


def test_withdrawing_twice_keeps_the_first_reason(app: Flask, tmp_path: Path, browser: Browser):
    _ana, ben, code = issued(app, tmp_path)
    pages = [ben.get(f"/studio/certificates/{code}") for _ in range(2)]
    for page, reason in zip(pages, ["The first reason.", "The second reason."], strict=True):
        page.submit("Withdraw this certificate", reason=reason)
    browser.get(f"/verify/{code}").says("The first reason.").says_not("The second")
    assert len(stored(app, select(IssueLogEntry).where(IssueLogEntry.event == "withdrawn"))) == 1
