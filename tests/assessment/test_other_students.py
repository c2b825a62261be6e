"""Dee, another student, finds nothing at any address of Ana's attempt; neither does a stranger."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.assessment.models import Answer, AnswerEvent, Attempt
from app.learning.models import Enrolment
from app.platform.audit import AuditEvent
from tests.browser import Browser, Page
from tests.making import COUNT, a_course
from tests.people import ANA, BEN, CORA, DEE, Someone, signed_in
from tests.sitting import RIGHT_WORDS, answer_all, attempt_of, by_script, enrolled, kind_of, started, stored

TABLES = (Attempt, Answer, AnswerEvent, AuditEvent)


def addresses_of(app: Flask, attempt: str) -> list[tuple[str, str]]:
    """Every method and address under which something of an attempt is found, whatever pages there will be.

    Those of the studio, too: staff may open them (tests/reporting), a student may not.
    """
    rules = [rule for rule in app.url_map.iter_rules() if "attempt" in rule.arguments]
    assert len(rules) >= 4
    adapter = app.url_map.bind("localhost")
    values = {"attempt": attempt, "number": 1}
    return [
        (method, adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments}, method))
        for rule in rules
        for method in sorted(rule.methods - {"OPTIONS"})
    ]


def tried(client: FlaskClient, method: str, address: str) -> TestResponse:
    token = Browser(client).get("/account").tree.xpath("//input[@name='csrf_token']/@value")[0]
    data = {"csrf_token": token, "answer": "1", "operation": "dees", "go": "flag"}
    return client.open(address, method=method, data=data if method == "POST" else None)


def rows(app: Flask) -> list[list[tuple]]:
    """Everything the tables hold."""
    return [
        [tuple(getattr(row, column.key) for column in table.__table__.columns) for row in stored(app, select(table))]
        for table in TABLES
    ]


def anas_attempt(app: Flask, tmp_path: Path, *, submitted: bool) -> Page:
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    by_script(page, RIGHT_WORDS[kind_of(page)])
    return answer_all(page, RIGHT_WORDS).submit("Submit quiz") if submitted else page


@pytest.mark.parametrize("someone", [DEE, BEN, CORA], ids=lambda someone: someone.name.split()[0])
@pytest.mark.parametrize("submitted", [False, True], ids=["open", "submitted"])
def test_nobody_else_finds_it(app: Flask, tmp_path: Path, someone: Someone, submitted: bool):
    page = anas_attempt(app, tmp_path, submitted=submitted)
    enrolled(app, someone)
    client, before = signed_in(app, someone), rows(app)
    for method, address in addresses_of(app, attempt_of(page)):
        is_studio = address.startswith("/studio/")
        if not is_studio or someone is DEE:
            assert tried(client, method, address).status_code == (403 if is_studio else 404), (method, address)
    assert rows(app) == before


def test_somebody_elses_attempt_looks_like_one_that_never_was(app: Flask, tmp_path: Path):
    attempt = attempt_of(anas_attempt(app, tmp_path, submitted=False))
    client = signed_in(app, DEE)
    for (method, address), (_, nowhere) in zip(
        addresses_of(app, attempt), addresses_of(app, "z" * len(attempt)), strict=True
    ):
        theirs, nobodys = (Browser(client).client.open(one, method=method) for one in (address, nowhere))
        assert theirs.status_code == nobodys.status_code
        if method == "GET":
            assert shown(client, address, theirs.status_code) == shown(client, nowhere, theirs.status_code)


def shown(client: FlaskClient, address: str, status: int) -> str:
    return Browser(client).get(address, status).says_not("Ana").text.split("Number to quote")[0]


def test_a_stranger_is_asked_to_sign_in(app: Flask, tmp_path: Path):
    attempt = attempt_of(anas_attempt(app, tmp_path, submitted=False))
    before = rows(app)
    for method, address in addresses_of(app, attempt):
        client = app.test_client()
        token = Browser(client).get("/sign-in").tree.xpath("//input[@name='csrf_token']/@value")[0]
        answer = client.open(address, method=method, data={"csrf_token": token} if method == "POST" else None)
        assert (answer.status_code, answer.location.split("?")[0]) == (302, "/sign-in"), (method, address)
        script = client.get(address, headers={"X-Requested-With": "fetch"})
        assert script.status_code in {401, 405}
    assert rows(app) == before


def test_dee_cannot_start_on_anas_behalf_by_sending_her_number(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    enrolled(app, ANA)
    anas = str(stored(app, select(Enrolment.id))[0])
    page = enrolled(app, DEE).get("/learn/warm-hands/quiz/strokes")
    token = page.find("//form[contains(@action, '/attempts')]//input[@name='csrf_token']").get("value")
    data = {"csrf_token": token, "enrolment_id": anas, "enrolment": anas, "id": anas}
    page.browser.post("/learn/warm-hands/quiz/strokes/attempts", data)
    (attempt,) = stored(app, select(Attempt))
    Browser(signed_in(app, DEE)).get(f"/attempts/{attempt.public_id}/1").says(f"1 of {COUNT}")
