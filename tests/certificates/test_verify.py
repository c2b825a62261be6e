"""A board with a paper in hand: by code, or by serial number and family name. No account, no cookie, no hints."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from app.certificates.models import Certificate
from app.platform import ids
from app.platform.db import db
from app.platform.security import limiter
from tests.browser import Browser, Page
from tests.certificates.claiming import COURSE, changed_settings, claimed, earned, only_certificate
from tests.making import COUNT
from tests.people import ANA
from tests.sitting import RIGHT_WORDS, answer_all, started
from tests.statements import counted

EVA = "Eva María van der Nuñez"


@pytest.fixture
def paper(app: Flask, tmp_path: Path) -> Certificate:
    """A certificate that Ana printed under the name on her license."""
    claimed(earned(app, tmp_path), name=EVA)
    return only_certificate(app)


def check(browser: Browser, code: str, name: str = "", status: int = 200) -> Page:
    return browser.get("/verify").submit("Check", status, code=code, family_name=name)


def same_bytes(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, re.sub(r'nonce="[^"]*"', "", answer.text)


def looked_up(client: FlaskClient, **fields: str) -> TestResponse:
    return client.post("/verify", data=fields)


def typed_ways(code: str) -> list[str]:
    """How people type a code."""
    grouped = ids.grouped(code)
    spaced = grouped.replace("-", " ")
    return [code, grouped, code.lower(), grouped.lower(), spaced, f"  {spaced.lower()}\t", grouped.replace("-", " – ")]


def test_the_code_is_found_however_it_is_typed(browser: Browser, paper: Certificate):
    for typed in typed_ways(paper.code):
        page = check(browser, typed).says("This certificate is valid", EVA)
        assert page.address == f"/verify/{paper.code}"
        browser.get(f"/verify/{typed.strip()}").says("This certificate is valid")


@pytest.mark.parametrize("name", ["Nuñez", "NUÑEZ", "van der Nuñez", "Nun\u0303ez", " der  nuñez ", EVA])
def test_the_serial_number_is_found_with_the_family_name(browser: Browser, paper: Certificate, name: str):
    for serial in (paper.serial, paper.serial.lower(), f"{paper.serial[:4]}-{paper.serial[4:]} "):
        assert check(browser, serial, name).address == f"/verify/{paper.code}"


@pytest.mark.parametrize("name", ["", "Eva", "María", "van der", "Lindqvist", "uñez", "None", ANA.name, ANA.email])
def test_a_wrong_name_and_an_unknown_number_get_the_same_answer(client: FlaskClient, paper: Certificate, name: str):
    unknown = ids.checked_code(8)
    wrong_name = looked_up(client, code=paper.serial, family_name=name)
    assert same_bytes(wrong_name) == same_bytes(looked_up(client, code=unknown, family_name="Nuñez"))
    assert wrong_name.status_code == 404
    assert paper.code not in wrong_name.text


def test_who_sends_no_name_is_not_taken_for_somebody_called_none(app: Flask, client: FlaskClient, tmp_path: Path):
    claimed(earned(app, tmp_path), name="Ana None")
    assert looked_up(client, code=only_certificate(app).serial).status_code == 404


def test_every_well_formed_code_that_is_not_ours_gets_the_same_answer(client: FlaskClient, paper: Certificate):
    unknown = [ids.checked_code(), ids.checked_code(), ids.checked_code()]
    answers = {same_bytes(client.get(f"/verify/{code}")) for code in unknown}
    assert [status for status, _ in answers] == [404]
    by_form = client.post("/verify", data={"code": unknown[0]}, follow_redirects=True)
    assert same_bytes(by_form) in answers


def test_a_mistyped_address_is_told_apart_without_looking_anything_up(app: Flask, browser: Browser, paper: Certificate):
    with counted(app) as statements:
        for typed in ("A" * 27, "x", paper.code[:-1], paper.serial, "é" * 300, swap(paper.code)):
            page = browser.get(f"/verify/{typed}", 404).says("does not fit its check letter")
            assert page.find("//input[@name='code']").get("value") == typed[:60]
    assert statements == []


def test_a_typing_error_is_told_apart_without_looking_anything_up(app: Flask, browser: Browser, paper: Certificate):
    page = browser.get("/verify")
    wrong = "2" if paper.code[3] != "2" else "3"
    mistyped = paper.code[:3] + wrong + paper.code[4:]
    swapped = swap(paper.code)
    with counted(app) as statements:
        for typed in (mistyped, swapped, paper.code[:-1], paper.code + "2", "hello", "0" * 27):
            again = page.submit("Check", 422, code=typed).says("does not fit its check letter", "There is a problem")
            assert again.find("//input[@name='code']").get("value") == typed
    assert statements == []


def swap(code: str) -> str:
    """The code with its first two different neighbours swapped."""
    at = next(place for place in range(len(code)) if code[place] != code[place + 1])
    return code[:at] + code[at + 1] + code[at] + code[at + 2 :]


def test_an_empty_form_is_asked_for_the_code(browser: Browser):
    check(browser, "", status=422).says("There is a problem", "Enter the code.")
    check(browser, "x" * 61, status=422).says("There is a problem")


def test_a_lookup_asks_the_database_once(app: Flask, client: FlaskClient, paper: Certificate):
    with counted(app) as statements:
        assert client.get(f"/verify/{paper.code}").status_code == 200
    assert len(statements) == 1
    with counted(app) as statements:
        assert looked_up(client, code=paper.serial, family_name="Nuñez").status_code == 302
    assert len(statements) == 1


@pytest.mark.sqlite_only  # PostgreSQL has no one lock that a reader could wait for
def test_a_lookup_does_not_wait_for_those_who_write(app: Flask, client: FlaskClient, paper: Certificate):
    with app.app_context():
        lock = db.engine.dialect.fascia_write_lock
    lock.acquire()
    try:
        assert looked_up(client, code=paper.serial, family_name="Nuñez").status_code == 302
        assert client.get(f"/verify/{paper.code}").status_code == 200
    finally:
        lock.release()


def test_every_printed_field_is_repeated_for_comparing(app: Flask, browser: Browser, tmp_path: Path):
    mine = claimed(earned(app, tmp_path), address=COURSE)
    page = browser.get(f"/verify/{only_certificate(app).code}")
    printed = mine.tree.xpath(
        "//article[@class='cert']//dd/text() | //p[@class='name']/text() | //p[@class='course']/text()"
    )
    assert len(printed) >= 10
    page.says(*(" ".join(one.split()) for one in printed), mine.heading, "No board approval is claimed")
    page.says(ids.grouped(only_certificate(app).code), "We issued it on")


def test_nothing_more_than_the_paper_says_is_told(app: Flask, browser: Browser, tmp_path: Path):
    ana = earned(app, tmp_path, "lesson")
    answers, percent = RIGHT_WORDS | {"single-choice": "Cold ones"}, 100 * (COUNT - 1) // COUNT
    result = answer_all(started(ana), answers).submit("Submit quiz")
    result.says(f"{percent} percent", f"{COUNT - 1} of {COUNT}")
    result.follow("Certificate of this module").submit("Issue my certificate", name=EVA, attest=True)
    page = browser.get(f"/verify/{only_certificate(app).code}").says(EVA, "Result Passed")
    page.says_not(f"{percent} %", f"{percent}%", f"{COUNT - 1} of {COUNT}", "percent", ANA.name, "ana@", "example.org")
    assert page.find("//meta[@name='robots']").get("content") == "noindex"


def test_the_board_needs_no_cookie(client: FlaskClient, paper: Certificate):
    unknown = f"/verify/{ids.checked_code()}"
    answers = [client.get(address) for address in ("/verify", f"/verify/{paper.code}", unknown)]
    answers += [looked_up(client, code=code) for code in (paper.code, paper.code[:-1], paper.serial, "")]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 302, 422, 404, 422]
    assert [answer.headers.get("Set-Cookie") for answer in answers] == [None] * 7


def test_whoever_tries_too_often_is_asked_to_wait(app: Flask, tmp_path: Path, paper: Certificate):
    with changed_settings(app, tmp_path, rate_limits="yes") as site:
        limiter.reset()
        client = site.test_client()
        statuses = [looked_up(client, code=ids.checked_code(8), family_name="Nuñez").status_code for _ in range(31)]
        assert statuses == [404] * 30 + [429]
        wait = looked_up(client, code=ids.checked_code(8), family_name="Nuñez").headers["Retry-After"]
        assert 1 <= int(wait) <= 61
        sorry = check(Browser(site.test_client()), paper.serial, "Nuñez", status=429)
        assert sorry.heading == "Please wait a moment"
        sorry.says("Wait a minute, then try again.").says_not(EVA)
        limiter.reset()
        check(Browser(site.test_client()), paper.serial, "Nuñez").says(EVA)


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "' OR '1'='1", "\u202e", "%00", "a" * 60, "９" * 9, "ß" * 9]
)
def test_hostile_input_finds_nothing_and_breaks_nothing(client: FlaskClient, paper: Certificate, hostile: str):
    for fields in ({"code": hostile}, {"code": paper.serial, "family_name": hostile}):
        answer = looked_up(client, **fields)
        assert answer.status_code in {404, 422}
        assert "<script>alert" not in answer.text
    assert client.get(f"/verify/{hostile}").status_code == 404


@given(st.integers(0, 26), st.sampled_from(ids.ALPHABET))
def test_no_single_wrong_letter_goes_unnoticed(place: int, letter: str):
    code = "7K3MQ9TX2HDRAB5CNPW8YZ4EFG"
    code += ids.check_letter(code)
    changed = code[:place] + letter + code[place + 1 :]
    assert ids.is_well_formed(changed) == (changed == code)


def test_names_are_not_guessed_for_a_number_and_the_long_code_is_never_held_up(
    app: Flask, tmp_path: Path, paper: Certificate
):
    with changed_settings(app, tmp_path, rate_limits="yes") as site:
        limiter.reset()
        for number in range(20):
            guesser = site.test_client()
            guesser.environ_base["REMOTE_ADDR"] = f"203.0.113.{number}"
            assert looked_up(guesser, code=paper.serial, family_name="Smith").status_code == 404
        board = Browser(site.test_client())
        check(board, paper.serial, "Nuñez", status=429).says("Too many wrong names", "enter the long code")
        board.get(f"/verify/{paper.code}").says(EVA)
