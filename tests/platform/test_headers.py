"""What every answer carries, of whatever kind it is: a page that fails is attacked as readily as one that works."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from app.catalogue import queries
from app.platform.security import LARGEST_REQUEST, limiter
from tests.certificates.claiming import changed_settings
from tests.people import BEN, signed_in
from tests.platform.everywhere import Site, lived_in, token_of

pytestmark = pytest.mark.sqlite_only  # no database has a say in it
NONCE = re.compile(r"'nonce-([^']+)'")


def answers(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, TestResponse]]:
    """One of each kind, by name; the person is signed in unless the name says otherwise."""
    ana, stranger = site.ana.client, site.app.test_client()
    token, code = {"csrf_token": token_of(site.ana, "/account")}, site.known["code"]
    yield "200 page", ana.get("/my")
    yield "200 pdf", ana.get(f"/certificates/{code}.pdf")
    yield "200 csv", signed_in(site.app, BEN).get(f"/studio/{site.known['course']}/roster.csv")
    yield "302 redirect", ana.get(f"/my/{site.known['course']}")
    yield "400 no token", ana.post("/account")
    yield "403 not hers", ana.get("/studio")
    yield "404 nowhere", ana.get("/nowhere")
    yield "405 method", ana.delete("/account")
    yield "410 spent", ana.get("/sign-in/link/made-up")
    yield "413 too large", ana.post("/account", data={"name": "x" * LARGEST_REQUEST})
    yield "422 refused", ana.post("/account", data=token | {"name": ""})
    yield "200 stranger page", stranger.get("/")
    yield "200 stranger health", stranger.get("/health")
    yield "302 stranger redirect", stranger.get("/my")
    yield "400 stranger host", stranger.get("/", headers={"Host": "evil.example"})
    yield "404 stranger static", stranger.get("/static/nowhere.css")
    yield "200 static", (static := ana.get("/static/app.css", buffered=True))
    yield "304 static", ana.get("/static/app.css", headers={"If-None-Match": static.headers["ETag"]}, buffered=True)
    for status, error in ((503, OperationalError("SELECT", {}, Exception("gone"))), (500, ZeroDivisionError())):
        monkeypatch.setattr(queries, "published_courses", raising(error))
        yield f"{status} fault", ana.get("/courses")
        yield f"{status} stranger fault", stranger.get("/courses")


def raising(error: Exception):
    def fail():
        raise error

    return fail


@pytest.fixture
def each(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, TestResponse]:
    """Each kind of answer; that it is of its kind is checked here."""
    found = dict(answers(lived_in(app, tmp_path), monkeypatch))
    assert {name: answer.status_code for name, answer in found.items()} == {name: int(name[:3]) for name in found}
    return found


def policy_of(answer: TestResponse) -> dict[str, list[str]]:
    """The security policy: name of the rule -> what is allowed."""
    rules = answer.headers.get("Content-Security-Policy", "").split(";")
    return {name: allowed for name, *allowed in map(str.split, filter(str.strip, rules))}


def test_nothing_may_be_loaded_framed_or_sent_elsewhere(each: dict[str, TestResponse]):
    for name, answer in each.items():
        policy = policy_of(answer)
        assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == ["'none'"], name
        assert policy["script-src"] == policy["form-action"] == policy["connect-src"] == ["'self'"], name
        assert "unsafe" not in str(policy), name
        assert not re.search(r"https?:|\*|blob:", str(policy)), name


def test_no_two_answers_share_a_nonce(each: dict[str, TestResponse]):
    nonces = [NONCE.search(answer.headers["Content-Security-Policy"])[1] for answer in each.values()]
    assert len(set(nonces)) == len(each) > 20
    assert min(map(len, nonces)) >= 22, "128 bits"


def test_browsers_neither_guess_types_nor_tell_others_where_one_was(each: dict[str, TestResponse]):
    for name, answer in each.items():
        assert answer.headers["X-Content-Type-Options"] == "nosniff", name
        assert answer.headers["Referrer-Policy"] == "same-origin", name
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", name
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin", name
        assert "camera=()" in answer.headers["Permissions-Policy"], name
        assert "Server" not in answer.headers, name
        if answer.data and answer.mimetype.startswith("text/"):
            assert answer.mimetype_params.get("charset") == "utf-8", name


def test_what_a_signed_in_person_saw_is_kept_nowhere(each: dict[str, TestResponse]):
    for name, answer in each.items():
        if "static" not in name and "stranger" not in name:
            assert answer.cache_control.no_store, name
            assert not answer.cache_control.public, name
            assert "Cookie" in answer.vary, name


def test_the_type_of_an_answer_is_what_it_holds(each: dict[str, TestResponse]):
    types = {name: answer.mimetype for name, answer in each.items() if name.startswith("200")}
    assert types == {
        "200 page": "text/html", "200 pdf": "application/pdf", "200 csv": "text/csv", "200 static": "text/css",
        "200 stranger page": "text/html", "200 stranger health": "application/json",
    }  # fmt: skip


def test_a_method_that_is_refused_names_those_that_are_not(client: FlaskClient):
    assert set(client.delete("/account").allow) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_plain_http_does_not_promise_https(client: FlaskClient):
    for address in ("/", "/my", "/nowhere", "/health", "/static/nowhere.css"):
        assert "Strict-Transport-Security" not in client.get(address).headers, address


def test_who_is_asked_to_wait_gets_them_too(app: Flask, tmp_path: Path):
    with changed_settings(app, tmp_path, rate_limits="yes") as site:
        limiter.reset()
        client = site.test_client()
        answer = next(found for _ in range(40) if (found := client.post("/verify")).status_code == 429)
        limiter.reset()
    assert policy_of(answer)["frame-ancestors"] == ["'none'"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.cache_control.no_store
