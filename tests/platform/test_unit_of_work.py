"""All of it or nothing: what one step writes is kept together, and who only read may still write afterwards."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError, OperationalError

from app.accounts.models import Person
from app.platform import audit
from app.platform.audit import AuditEvent
from app.platform.beginning import Begin, beginning
from app.platform.db import db
from app.platform.transactions import unit_of_work, writing
from tests.faults import no_commit
from tests.people import ANA, add
from tests.sitting import stored

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@contextmanager
def reading() -> Iterator[None]:
    """As a request begins that most likely only reads."""
    token = beginning.set(Begin.AS_READER)
    try:
        with unit_of_work():
            yield
    finally:
        beginning.reset(token)


WAYS = pytest.mark.parametrize("begin", [reading, unit_of_work, writing], ids=["as-reader", "as-always", "as-writer"])


def note(subject: str) -> None:
    audit.record("noted", f"note:{subject}", NOON)


def kept(app: Flask) -> list[str]:
    subjects = stored(app, select(AuditEvent.subject).where(AuditEvent.action == "noted"))
    return sorted(one.removeprefix("note:") for one in subjects)


def elsewhere(app: Flask, step: Callable[[], None]) -> None:
    """Another person writes, in a thread and on a connection of their own."""

    def run() -> None:
        with app.app_context(), writing():
            step()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(5)
    assert not thread.is_alive(), "the other one cannot write"


@WAYS
def test_what_happens_inside_is_kept_together(app: Flask, begin):
    with app.app_context(), begin():
        note("one")
        db.session.flush()
        note("two")
    assert kept(app) == ["one", "two"]


@WAYS
def test_an_error_takes_all_of_it_back_and_lets_the_next_one_write(app: Flask, begin):
    def fail() -> None:
        with begin():
            note("one")
            db.session.flush()
            note(str(1 / 0))

    with app.app_context():
        with pytest.raises(ZeroDivisionError):
            fail()
        elsewhere(app, lambda: note("theirs"))
    assert kept(app) == ["theirs"]


@WAYS
def test_a_commit_that_fails_says_so_keeps_nothing_and_stops_nobody(app: Flask, begin):
    with app.app_context():
        with no_commit(app), pytest.raises(OperationalError, match="disk I/O"), begin():
            note("one")
        elsewhere(app, lambda: note("theirs"))
        with begin():
            note("again")
    assert kept(app) == ["again", "theirs"]


@pytest.mark.parametrize("inner", [unit_of_work, writing])
@WAYS
def test_one_inside_another_is_refused_and_the_outer_one_stays_whole(app: Flask, begin, inner):
    with app.app_context(), begin():
        note("outer")
        db.session.flush()
        with pytest.raises(RuntimeError, match="inside another"), inner():
            note("inner")
    assert kept(app) == ["outer"]


@WAYS
def test_a_savepoint_that_fails_takes_only_its_own_back(app: Flask, begin):
    def fail() -> None:
        with db.session.begin_nested():
            note("inside")
            db.session.flush()
            db.session.add(Person(email=ANA.email, name="Twin", fs_uniquifier="twin", joined_at=NOON))

    add(app, ANA)
    with app.app_context(), begin():
        note("before")
        with pytest.raises(IntegrityError):
            fail()
        note("after")
    assert kept(app) == ["after", "before"]


@WAYS
def test_a_savepoint_that_succeeded_is_still_taken_back_with_the_rest(app: Flask, begin):
    def fail() -> None:
        with begin():
            with db.session.begin_nested():
                note("inside")
            note(str(1 / 0))

    with app.app_context(), pytest.raises(ZeroDivisionError):
        fail()
    assert kept(app) == []


@WAYS
def test_a_savepoint_may_be_the_first_that_writes(app: Flask, begin):
    with app.app_context(), begin():
        db.session.scalar(select(AuditEvent).limit(1))
        with db.session.begin_nested():
            note("inside")
    assert kept(app) == ["inside"]


def test_who_only_read_may_write_although_another_wrote_meanwhile(app: Flask):
    add(app, ANA)
    with app.app_context(), reading():
        person = db.session.scalar(select(Person))
        elsewhere(app, lambda: note("theirs"))
        person.name = "Ana of the Warm Hands"
        note("hers")
    assert kept(app) == ["hers", "theirs"]
    assert stored(app, select(Person.name)) == ["Ana of the Warm Hands"]


def test_whoever_reads_stops_nobody_from_writing(app: Flask):
    with app.app_context(), reading():
        db.session.scalar(select(AuditEvent).limit(1))
        elsewhere(app, lambda: note("theirs"))
    assert kept(app) == ["theirs"]


@pytest.mark.postgresql_only  # SQLite locks no rows: its writers stand in one queue
def test_a_row_that_a_reader_locks_stays_locked_until_the_end(app: Flask):
    def look_at(person: Person) -> None:
        people.append(db.session.scalar(select(Person).where(Person.id == person.id).with_for_update(skip_locked=True)))

    add(app, ANA)
    people: list[Person | None] = []
    with app.app_context(), reading():
        ana = db.session.scalars(select(Person).with_for_update()).one()
        elsewhere(app, lambda: look_at(ana))
    with app.app_context():
        elsewhere(app, lambda: look_at(ana))
    assert [person and person.name for person in people] == [None, ANA.name]


@pytest.mark.postgresql_only  # on SQLite a BEGIN is no journey
def test_a_reader_takes_no_transaction(app: Flask):
    with app.app_context(), reading():
        now, began = db.session.execute(select(func.statement_timestamp(), func.now())).one()
        later, began_later = db.session.execute(select(func.statement_timestamp(), func.now())).one()
    assert now == began
    assert later == began_later
    assert began < began_later
