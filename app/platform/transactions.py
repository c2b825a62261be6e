"""The request is the transaction: returning commits, raising rolls back. The one commit of the code base is here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from flask import Flask, g, request
from sqlalchemy import Connection, event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from app.platform import clock, postgresql, sqlite
from app.platform.beginning import Begin, beginning
from app.platform.db import db

_inside: ContextVar[bool] = ContextVar("inside", default=False)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@contextmanager
def unit_of_work() -> Iterator[None]:
    """Commit what happens inside, or roll it back when it raises. Raises RuntimeError inside another."""
    _refuse_inside()
    token = _inside.set(True)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _inside.reset(token)


def _refuse_inside() -> None:
    if _inside.get():
        raise RuntimeError("a unit of work inside another would commit, or take back, half of the other")


@contextmanager
def writing() -> Iterator[None]:
    """A unit of work outside a request (commands, jobs) whose transaction begins as a write."""
    _refuse_inside()
    token = beginning.set(Begin.AS_WRITER)
    try:
        with unit_of_work():
            yield
    finally:
        beginning.reset(token)
        db.session.remove()


def init_app(app: Flask) -> None:
    """Decide for each request how its transaction begins.

    `late_writers` holds the blueprints and endpoints whose POST begins as a reader: a password is hashed
    between reading and writing, or something is only looked up. They turn into writers at their first flush.
    """
    late = app.extensions.setdefault("late_writers", set())

    @app.before_request
    def choose_beginning() -> None:
        is_late = request.blueprint in late or request.endpoint in late
        g.arrived_at = clock.now()
        reads = request.method in SAFE_METHODS or is_late
        beginning.set(Begin.AS_READER if reads else Begin.AS_WRITER)

    @app.teardown_request
    def forget_beginning(_error: BaseException | None) -> None:
        beginning.set(Begin.AS_ALWAYS)


def write_from_here() -> None:
    """Turn a request that only read into one that writes, before it reads again what it will change."""
    _turn_into_write(db.session.connection())


def _turn_into_write(connection: Connection) -> None:
    (sqlite if connection.dialect.name == "sqlite" else postgresql).turn_into_write(connection)


@event.listens_for(Session, "before_flush")
def _write_from_here(session: Session, _context: UOWTransaction, _instances: object) -> None:
    if session.new or session.dirty or session.deleted:
        _turn_into_write(session.connection())


@event.listens_for(Session, "do_orm_execute")
def _write_on_bulk(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        _turn_into_write(state.session.connection())
