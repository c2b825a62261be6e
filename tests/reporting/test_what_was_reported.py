"""Ana sees in her own list what CE Broker was told of her certificates, and what to do where nothing was."""

from pathlib import Path

import pytest
from flask import Flask

from tests.browser import Browser, Page
from tests.certificates.claiming import MODULE, claimed, only_certificate
from tests.people import ANA, CORA, signed_in
from tests.reporting.boards import BOARDS, a_school, reportable, write_boards

NOTE = f"Note the outcome of {ANA.name}, MA 0012"


def cora_reports(app: Flask, **outcome: str) -> Page:
    """Cora makes the file, and notes what became of the row; returns the page of the batch."""
    page = Browser(signed_in(app, CORA)).get("/studio/reports").submit("Make the file of these rows")
    return page.submit(NOTE, **outcome) if outcome else page


def row_of(page: Page, title: str) -> str:
    """What the list says of the certificate for this."""
    row = page.find(f"//tbody/tr[th/a[normalize-space()='{title}']]")
    return " ".join(row.xpath("td[@data-label='CE Broker']")[0].text_content().split())


def said(app: Flask) -> str:
    return row_of(Browser(signed_in(app, ANA)).get("/certificates"), "Warm hands")


def test_from_not_yet_to_accepted(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    reportable(app)
    assert said(app) == "Not reported yet"
    page = cora_reports(app)
    assert said(app).startswith("Reported to CE Broker on ")
    page.submit(NOTE, outcome="accepted")
    assert said(app).startswith("Accepted by CE Broker on ")


def test_what_was_sent_back_says_so_until_it_is_reported_again_and_not_why(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    ana = reportable(app)
    cora_reports(app, outcome="rejected", note="Looks like somebody else's number")
    assert said(app).endswith("; we will report it again")
    ana.get("/certificates").says_not("somebody else's number")
    cora_reports(app)
    assert said(app).startswith("Reported to CE Broker on ")


def test_without_consent_it_says_what_to_do(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    ana = reportable(app, agrees=False)
    assert said(app) == "Not reported: you did not agree to it"
    ana.get("/certificates").says("enter those hours at your board yourself, or write to us")


@pytest.mark.parametrize("boards", ["", BOARDS.replace("FL massage", "GA massage")])
def test_a_licence_that_the_school_does_not_report_for_is_not_said_to_wait(app: Flask, tmp_path: Path, boards: str):
    a_school(app, tmp_path, boards=boards)
    ana = reportable(app)
    assert said(app) == "Not reported by us"
    ana.get("/certificates").says("we have no number at CE Broker for that license")


@pytest.mark.sqlite_only
def test_a_boards_file_at_fault_costs_nobody_their_list(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    reportable(app)
    write_boards(app, "[ce_broker")
    assert said(app) == "Not reported by us"


def test_practice_and_what_does_not_stand_say_nothing(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    ana = reportable(app)
    code = only_certificate(app).code
    claimed(ana, MODULE)
    page = ana.get("/certificates")
    assert row_of(page, "Opening strokes (Warm hands)") == ""
    Browser(signed_in(app, CORA)).get(f"/studio/certificates/{code}").submit("Withdraw this certificate", reason="No.!")
    assert said(app) == ""


def test_each_licence_has_its_own_line_and_a_correction_keeps_the_word(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    ana = reportable(app)
    cora_reports(app, outcome="accepted")
    ana.get("/account/licences").submit("Add license", state="GA", number="MT 5")
    cora = Browser(signed_in(app, CORA))
    page = cora.get(f"/studio/certificates/{only_certificate(app).code}").follow("Issue a correction")
    both = ["Florida, Massage therapy: MA 0012", "Georgia, Massage therapy: MT 5"]
    page.submit("Issue the corrected certificate", name=ANA.name, licences=both, reason="One more license.")
    rows = Browser(signed_in(app, ANA)).get("/certificates").tree.xpath("//td[@data-label='CE Broker']")
    told = [" ".join(row.text_content().split()) for row in rows]
    assert any("FL MA 0012: Accepted by CE Broker on" in one and "GA MT 5: Not reported by us" in one for one in told)
