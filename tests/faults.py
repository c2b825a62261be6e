"""Faults of the database, for as long as a `with` lasts."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from app.platform.db import db

DISK_FULL = "disk I/O error at /srv/secret/fascia.sqlite3"
NO_ROUTE = "could not connect to db.school.internal as fascia"


@contextmanager
def no_commit(app: Flask) -> Iterator[None]:
    """The disk is full: every transaction fails when it commits."""
    with _failing(app, "commit", DISK_FULL):
        yield


@contextmanager
def no_database(app: Flask) -> Iterator[None]:
    """No statement reaches the database, not even the one that asks who is signed in."""
    with _failing(app, "before_cursor_execute", NO_ROUTE):
        yield


@contextmanager
def no_database_from(app: Flask, beginning: str) -> Iterator[None]:
    """The database goes away in mid-request: at the first statement that begins so, and then for good."""
    gone: list[str] = []

    def refuse(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if gone or statement.startswith(beginning):
            gone.append(statement)
            raise OperationalError(statement, {}, Exception(NO_ROUTE))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", refuse)


@contextmanager
def _failing(app: Flask, moment: str, message: str) -> Iterator[None]:
    def refuse(*_: object) -> None:
        raise OperationalError(moment, {}, Exception(message))

    with app.app_context():
        engine = db.engine
    event.listen(engine, moment, refuse)
    try:
        yield
    finally:
        event.remove(engine, moment, refuse)
