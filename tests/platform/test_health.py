"""What a load balancer asks every few seconds: is this process alive, and does its database answer?"""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from app.platform.db import db
from tests.people import ANA, signed_in
from tests.statements import counted


def test_a_healthy_site_says_so_without_a_cookie(client: FlaskClient):
    answer = client.get("/health")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.head("/health").status_code == 200


def test_the_question_reaches_the_database_once_and_tells_nothing(app: Flask, client: FlaskClient):
    with counted(app) as statements:
        text = client.get("/health").text
    assert len(statements) == 1
    assert "postgres" not in text.lower()
    assert "sqlite" not in text.lower()


def test_a_site_whose_database_is_away_is_not_healthy(app: Flask, client: FlaskClient):
    def refuse(*_):
        raise OperationalError("SELECT", {}, Exception("could not connect to db.school.internal"))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", refuse)
    answer = client.get("/health")
    event.remove(engine, "before_cursor_execute", refuse)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "db.school.internal" not in answer.text
    assert client.get("/health").status_code == 200


@pytest.mark.sqlite_only  # PostgreSQL has no one lock that a reader could wait for
def test_it_answers_while_somebody_writes(app: Flask, client: FlaskClient):
    ana = signed_in(app, ANA)
    with app.app_context():
        lock = db.engine.dialect.fascia_write_lock
    lock.acquire()
    try:
        assert client.get("/health").status_code == 200
        assert ana.get("/my").status_code == 200
    finally:
        lock.release()
