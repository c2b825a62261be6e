"""A line of JSON for each request, with a number that a person can quote and without a word that people wrote."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.catalogue import queries
from app.platform import logs
from app.platform.db import db
from app.platform.transactions import writing
from tests.browser import Browser
from tests.certificates.claiming import changed_settings
from tests.making import SLUG, a_course
from tests.people import ANA, add, signed_in
from tests.platform.everywhere import token_of
from tests.sitting import enrolled, started

pytestmark = pytest.mark.sqlite_only
OURS = 16


@contextmanager
def logged(level: int = logging.INFO) -> Iterator[list[dict]]:
    """What comes out, line by line, once it is over."""
    out, found = io.StringIO(), []
    handler, root = logging.StreamHandler(out), logging.getLogger()
    handler.setFormatter(logs.JsonLines())
    before = root.level
    root.addHandler(handler)
    root.setLevel(level)
    try:
        yield found
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
        found += map(json.loads, out.getvalue().splitlines())


def test_each_request_is_one_line_that_tells_the_route_and_who(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    with logged() as lines:
        ana.get(f"/learn/{SLUG}/begin")
        ana.client.get("/nowhere/ana@example.org")
    lesson, nowhere = [line for line in lines if line["says"] == "request"]
    assert (lesson["method"], lesson["route"], lesson["status"]) == ("GET", "/learn/<course>/<unit>", 200)
    assert lesson["of"] == {"course": SLUG, "unit": "begin"}
    assert lesson["person"] == add(app, ANA)
    assert lesson["ms"] > 0
    assert (nowhere["route"], nowhere["status"]) == ("none", 404)
    assert len(lesson["request"]) == OURS
    assert lesson["request"] != nowhere["request"]


def test_what_people_wrote_or_carry_is_in_no_line(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    with pytest.raises(DBAPIError) as failed, app.app_context(), writing():
        db.session.execute(text("SELECT * FROM nothing WHERE name = :name"), {"name": ANA.email})
    assert ANA.email not in str(failed.value)
    with logged() as lines:
        page = started(ana)
        ana.client.get("/sign-in/link/a-token-that-opens-an-account")
        ana.client.post("/account", data={"name": "Ana of the Hills", "csrf_token": token_of(ana, "/account")})
        monkeypatch.setattr(queries, "published_courses", fails_on_her_name)
        ana.client.get(f"/courses?search={ANA.email}")
    told = json.dumps(lines)
    assert page.address
    assert [line for line in lines if line["level"] == "error"], "a fault is told"
    for secret in (ANA.email, ANA.name, "Hills", "a-token-that-opens-an-account", "csrf"):
        assert secret not in told


def fails_on_her_name() -> None:
    """The driver's words would repeat the whole statement."""
    db.session.execute(text("SELECT * FROM nothing WHERE name = 'ana@example.org'"))


def test_a_fault_says_where_it_came_from_and_its_words_only_to_a_developer(app: Flask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(queries, "published_courses", raises)
    for level, has_words in ((logging.INFO, False), (logging.DEBUG, True)):
        with logged(level) as lines:
            page = Browser(app.test_client()).get("/courses", 500)
        (fault,) = [line for line in lines if line["from"] == "app.platform.errors"]
        newest, cause = fault["error"]
        assert (newest["type"], cause["type"]) == ("ValueError", "ZeroDivisionError")
        assert newest["at"][-1].endswith(" raises")
        assert ("words" in newest) == has_words
        number = page.find("//span[@class='code']").text
        (request,) = [line for line in lines if line["says"] == "request"]
        assert number == request["request"] == fault["request"] == page.response.headers["X-Request-Id"]


def raises() -> None:
    try:
        1 / 0  # noqa: B018 - it raises
    except ZeroDivisionError as error:
        raise ValueError("of Ana") from error


def test_a_line_stays_one_line(caplog: pytest.LogCaptureFixture):
    with logged() as lines:
        logging.getLogger("app").warning("one\ntwo\u2028three %s", "\r\n{}")
    assert [line["says"] for line in lines] == ["one\ntwo\u2028three \r\n{}"]


def test_a_stranger_s_number_is_not_taken_over_but_the_proxy_s_is(app: Flask, tmp_path: Path):
    given = "Req-2026.11_21"
    answer = app.test_client().get("/health", headers={"X-Request-Id": given})
    assert answer.headers["X-Request-Id"] != given
    with changed_settings(app, tmp_path, trusted_proxies="1") as behind:
        client = behind.test_client()
        assert client.get("/health", headers={"X-Request-Id": given}).headers["X-Request-Id"] == given
        for odd in ("short", "x" * 65, "with space in it", 'quote"quote"', "<script>alert(1)", "zahl-١٢٣٤٥٦٧٨"):
            answer = client.get("/health", headers={"X-Request-Id": odd.encode().decode("latin-1")})
            assert len(answer.headers["X-Request-Id"]) == OURS, odd


def test_health_and_files_are_told_to_a_developer_only(app: Flask):
    ana = signed_in(app, ANA)
    with logged() as lines:
        ana.get("/health")
        ana.get("/static/app.css", buffered=True)
    assert lines == []


def test_doors_that_did_not_open_are_told(app: Flask):
    ana, stranger = signed_in(app, ANA), Browser(app.test_client())
    token = {"csrf_token": token_of(stranger)}
    with logged(logging.WARNING) as lines:
        stranger.client.post("/sign-in", data=token | {"email": ANA.email, "password": "a guess at her password"})
        ana.get("/studio")
        ana.post("/account", data={"name": "no token"})
    wrong, studio, forged = lines
    assert (wrong["says"], wrong["form"], wrong["account"]) == ("a password was wrong", "SignInForm", add(app, ANA))
    assert (studio["status"], studio["route"], studio["person"]) == (403, "/studio", add(app, ANA))
    assert (forged["status"], forged["route"]) == (400, "/account")
    assert "at her password" not in json.dumps(lines)
    assert ANA.email not in json.dumps(lines)
