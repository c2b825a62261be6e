"""Cora tells CE Broker who completed what: she looks it over, nobody is told twice, the rejected waits again."""

from datetime import date
from pathlib import Path

import pytest
import xlrd
from flask import Flask
from sqlalchemy import select

from app.catalogue.content.boards import Broker
from app.certificates.models import ReportLine
from app.certificates.rules import Due, due_on, obstacles
from app.reporting.rules import cells_of
from tests.browser import Browser, Page
from tests.certificates.claiming import only_certificate
from tests.people import ANA, CORA, DEE, signed_in
from tests.reporting.boards import BOARDS, a_school, reportable, write_boards
from tests.sitting import stored
from tests.together import together

LINES = select(ReportLine).order_by(ReportLine.id)


def cora(app: Flask) -> Browser:
    return Browser(signed_in(app, CORA))


def made(app: Flask) -> Page:
    """The batch of everything that is ready."""
    return cora(app).get("/studio/reports").submit("Make the file of these rows")


def test_the_file_has_the_columns_that_ce_broker_takes(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    reportable(app)
    page = cora(app).get("/studio").follow("Reports to CE Broker").says(ANA.name, "MA 0012", "Report by")
    page = page.submit("Make the file of these rows").says("Batch")
    link = page.find("//a[normalize-space()='Download the .xls file']").get("href")
    answer = page.browser.client.get(link)
    sheet = xlrd.open_workbook(file_contents=answer.data).sheet_by_index(0)
    assert sheet.nrows == 1
    row = sheet.row_values(0)
    assert row[:5] == ["12345", "678901", "", "", "MA 0012"]
    assert row[6:8] == ["State=FL", "Profession=MA"]
    assert sheet.cell(0, 5).ctype == xlrd.XL_CELL_DATE
    assert xlrd.xldate_as_datetime(row[5], 0).date() == date(2026, 11, 21)
    assert page.browser.client.get(link).data == answer.data, "the same file whenever it is asked for"


def test_nobody_is_reported_twice(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    reportable(app)
    waiting = cora(app).get("/studio/reports")
    made(app)
    again = waiting.submit("Make the file of these rows").says("There is nothing to report")
    again.says("Nothing waits to be reported.")
    reportable(app, DEE, "MA 7")
    page = made(app).says(DEE.name).says_not(ANA.name)
    assert len(stored(app, LINES)) == 2
    assert page.heading.startswith("Batch")


def test_two_windows_at_once_make_one_batch(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    reportable(app)
    pages = [cora(app).get("/studio/reports") for _ in range(4)]

    def press(page: Page):
        token = page.find("//main//form//input[@name='csrf_token']").get("value")
        return lambda: page.browser.client.post("/studio/reports", data={"csrf_token": token})

    together([press(page) for page in pages])
    assert len(stored(app, LINES)) == 1


def test_what_was_rejected_waits_again_and_what_was_accepted_does_not(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    reportable(app)
    number = only_certificate(app).serial
    page = made(app).says(number)
    page = page.submit(f"Note the outcome of {ANA.name}, MA 0012", outcome="rejected", note="Wrong prefix")
    page.says("Noted.", "Rejected")
    second = made(app).submit(f"Note the outcome of {ANA.name}, MA 0012", outcome="accepted").says("Accepted")
    cora(app).get("/studio/reports").says("Nothing waits to be reported.")
    page = page.submit(f"Note the outcome of {ANA.name}, MA 0012", outcome="accepted")
    page.says("was reported again since")
    assert [one.outcome for one in stored(app, LINES)] == ["rejected", "accepted"]
    assert second.address != page.address


def test_who_did_not_agree_is_kept_back_and_says_why(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    reportable(app, agrees=False)
    page = cora(app).get("/studio/reports").says("Kept back", "the student did not agree to reports")
    page.says("Nothing waits to be reported.")


def test_without_codes_nothing_is_sent_and_the_file_at_fault_is_named(app: Flask, tmp_path: Path):
    a_school(app, tmp_path, boards="")
    reportable(app)
    page = cora(app).get("/studio/reports")
    page.says("no provider number for CE Broker", "no profession code for this kind of license")
    write_boards(app, "[ce_broker]\nprovider = 5\n")
    cora(app).get("/studio/reports").says("boards.toml cannot be read", "boards.toml:2")


def test_what_was_withdrawn_is_not_reported(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    reportable(app)
    code = only_certificate(app).code
    cora(app).get(f"/studio/certificates/{code}").submit("Withdraw this certificate", reason="Not hers.")
    cora(app).get("/studio/reports").says("Nothing waits to be reported.").says_not(ANA.name)


def test_other_boards_get_a_table(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    reportable(app)
    text = cora(app).client.get("/studio/warm-hands/certificates.csv").get_data(as_text=True)
    assert '"Ana Díaz-Łukasiewicz","Florida, Massage therapy: MA 0012","FL","MA 0012","Warm hands"' in text


@pytest.mark.parametrize("address", ["/studio/reports", "/studio/reports/1", "/studio/reports/1/roster.xls"])
def test_students_see_nothing_of_it(app: Flask, tmp_path: Path, address: str):
    a_school(app, tmp_path)
    assert reportable(app).client.get(address).status_code == 403


DUE = Due(1, "S", "Ana", "c-other", "1.25", date(2026, 11, 21), "FL", "massage", "MA 0012", may_report=True)
BROKER = Broker("12345", {"c-warm-hands": "678901"}, {"FL massage": "MA"})


def test_a_course_without_a_tracking_number_goes_by_its_own_id():
    assert cells_of(DUE, BROKER)[1:3] == ["", "c-other"]


def test_the_day_by_which_a_state_wants_it():
    assert due_on(DUE) == date(2026, 12, 21)
    assert obstacles(DUE, BROKER) == []
    assert obstacles(DUE, Broker()) == ["provider", "profession"]
    assert "[ce_broker]" in BOARDS
