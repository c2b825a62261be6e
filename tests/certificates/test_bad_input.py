"""What strangers and students send by mistake or on purpose: a plain sentence comes back, and nothing is issued."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.certificates.models import Certificate
from app.platform import ids
from tests.browser import Browser
from tests.certificates.claiming import MODULE, earned
from tests.certificates.test_claim import forced
from tests.certificates.test_correct import issued
from tests.people import ANA, signed_in
from tests.sitting import stored

NAMES = [
    ("Ana <b>D\u00edaz</b>", "Leave out < and >"),
    ("</p><script>alert(1)</script>", "Leave out < and >"),
    ("Ana\x1b[31m D\u00edaz", "characters that cannot be printed"),
    ("Ana\x07", "characters that cannot be printed"),
    ("\x7f\x9b", "Enter your name as it is on your license."),
    ("\u200b \u2060", "Enter your name as it is on your license."),
    ("A" * 121, "120"),
]


@pytest.mark.parametrize(("name", "says"), NAMES)
def test_a_name_that_no_licence_has_is_refused_and_nothing_is_issued(app: Flask, tmp_path: Path, name: str, says: str):
    ana = earned(app, tmp_path)
    page = forced(ana, MODULE, 422, name=name, attest="y").says("There is a problem", says)
    assert page.find("//input[@name='name']").get("aria-invalid") == "true"
    assert "<script>alert" not in page.response.text
    assert stored(app, select(Certificate)) == []
    assert forced(ana, "/account/licence-name", 422, licence_name=name).says("There is a problem")


def test_a_pasted_tab_or_line_end_is_no_fault(app: Flask, tmp_path: Path):
    forced(earned(app, tmp_path), MODULE, 200, name=" Ana\tD\u00edaz\r\n", attest="y")
    assert [one.snapshot["name"] for one in stored(app, select(Certificate))] == ["Ana D\u00edaz"]


def test_a_correction_takes_no_such_name_either(app: Flask, tmp_path: Path):
    _ana, ben, code = issued(app, tmp_path)
    page = forced(ben, f"/studio/certificates/{code}/correct", 422, name="<i>Ana</i>", reason="As on the license.")
    page.says("Leave out < and >")
    assert len(stored(app, select(Certificate))) == 1


@pytest.mark.sqlite_only
@pytest.mark.parametrize("ending", ["", ".pdf", ".json"])
@pytest.mark.parametrize(
    "code", ["A" * 27, "x", "%00", "..%2f..%2fetc%2fpasswd", "%3Cscript%3E", "\u00df" * 9, "9" * 4000]
)
def test_a_code_that_is_none_finds_nothing_and_breaks_nothing(app: Flask, code: str, ending: str):
    strangers, anas = app.test_client(), signed_in(app, ANA)
    for client in (strangers, anas):
        answer = client.get(f"/certificates/{code}{ending}")
        assert answer.status_code in {302, 404}, answer.status_code
        assert "Traceback" not in answer.text
        assert "<script>" not in answer.text.replace('<script type="module"', "")


@pytest.mark.sqlite_only
def test_an_unknown_code_and_a_slip_are_told_apart_in_words_a_board_understands(browser: Browser):
    page = browser.get("/verify")
    code = ids.checked_code()
    page.submit("Check", 404, code=code).says("No certificate found")
    slip = code[:3] + ("2" if code[3] != "2" else "3") + code[4:]
    page.submit("Check", 422, code=slip).says("does not fit its check letter")


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    "given", [{}, {"file": "text"}, {"file": (BytesIO(b"%PDF-"), "")}, {"file": (BytesIO(b"%PDF-1.7 cut"), "a.pdf")},
              {"other": (BytesIO(b"%PDF-1.7"), "a.pdf")}],
)  # fmt: skip
def test_a_file_that_is_none_gets_the_form_again(app: Flask, given: dict):
    answer = app.test_client().post("/verify/file", data=given, content_type="multipart/form-data")
    assert answer.status_code in {200, 422}
    assert "<h1" in answer.text
    assert "Traceback" not in answer.text
