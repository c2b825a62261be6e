"""The audit log: only ever added to, chained by the worker, and free of what must be forgotten with a person."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from app.platform import audit, chaining, clock
from app.platform.audit import AuditEvent
from app.platform.chaining import ChainState, chain_next, state_of_chain
from app.platform.db import db
from app.platform.parts import in_parts
from app.platform.transactions import writing
from tests.sitting import stored
from tests.together import together

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LICENCE = "FL massage MA12345"


def noted(app: Flask, *subjects: str) -> None:
    """Something happened to each."""
    with app.app_context(), writing():
        for subject in subjects:
            audit.record("noted", subject, NOON, licence=LICENCE)
            db.session.flush()


def chained(app: Flask) -> None:
    """The worker did its round."""
    with app.app_context(), writing():
        while chain_next(clock.now()):
            pass


def state(app: Flask, now: datetime = NOON) -> ChainState:
    with app.app_context():
        return state_of_chain(now)


def done(app: Flask, statement) -> None:
    with app.app_context(), writing():
        db.session.execute(statement)


def past_the_program(app: Flask, statement) -> str:
    """Change the log as the master of the database can; returns what the doctor finds."""
    with app.app_context(), writing():
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            db.session.execute(text("DROP TRIGGER IF EXISTS audit_events_stay"))
            db.session.execute(text("DROP TRIGGER IF EXISTS audit_events_keep"))
        db.session.execute(statement)
    return state(app).fault


@pytest.mark.parametrize(
    "change",
    [
        lambda: delete(AuditEvent),
        lambda: update(AuditEvent).values(action="did nothing"),
        lambda: update(AuditEvent).values(at=NOON + timedelta(days=1)),
        lambda: update(AuditEvent).values(person_id=7),
        lambda: update(AuditEvent).values(details={"licence": "another"}),
        lambda: update(AuditEvent).values(details={}),
        lambda: update(AuditEvent).values(number=7),
        lambda: update(AuditEvent).values(number=None, hash=None),
    ],
)
def test_the_database_itself_refuses_to_change_or_remove_a_line(app: Flask, change: Callable):
    noted(app, "thing:one")
    chained(app)
    with pytest.raises(IntegrityError, match=r"the audit log is only ever added to|chained_whole"):
        done(app, change())
    assert state(app).fault == ""


@pytest.mark.postgresql_only
def test_nor_can_the_table_be_emptied(app: Flask):
    with pytest.raises(IntegrityError, match="only ever added to"):
        done(app, text("TRUNCATE audit_events"))


def test_each_line_gets_its_place_and_the_chain_is_whole(app: Flask):
    noted(app, "thing:one", "thing:two")
    assert state(app).lines == 0
    chained(app)
    noted(app, "thing:three")
    chained(app)
    lines = stored(app, select(AuditEvent).order_by(AuditEvent.number))
    assert [(one.number, one.subject) for one in lines] == [(1, "thing:one"), (2, "thing:two"), (3, "thing:three")]
    assert state(app) == ChainState(3, lines[-1].hash, "", 0)


@pytest.mark.parametrize(
    "change",
    [
        {"action": "did nothing"}, {"at": NOON - timedelta(days=1)}, {"person_id": 7}, {"course_id": 7},
        {"details": {"licence": "another"}}, {"subject": "thing:other"}, {"hash": "0" * 63 + "1"},
        {"salt": "", "details": {}},
    ],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_who_writes_past_the_program_is_found_at_the_first_line_that_was_changed(app: Flask, change: dict):
    noted(app, "thing:one", "thing:two", "thing:three")
    chained(app)
    found = past_the_program(app, update(AuditEvent).where(AuditEvent.subject == "thing:two").values(**change))
    assert found == "line 2: it was changed after it was written"


def test_a_line_that_was_removed_or_slipped_in_is_found(app: Flask):
    noted(app, "thing:one", "thing:two", "thing:three")
    chained(app)
    assert past_the_program(app, delete(AuditEvent).where(AuditEvent.number == 2)) == "line 2: the entry is missing"
    false = {"at": NOON, "action": "noted", "subject": "thing:two", "details": {}, "salt": "x", "digest": "y"}
    found = past_the_program(app, insert(AuditEvent).values(**false, number=2, hash="0" * 64))
    assert found == "line 2: it was changed after it was written"


@pytest.mark.parametrize("number", range(1, 5))
def test_a_removed_line_is_found_wherever_a_part_of_the_log_ends(app: Flask, monkeypatch, number: int):
    monkeypatch.setattr(chaining, "in_parts", lambda *given: in_parts(*given, size=2))
    noted(app, *(f"thing:{one}" for one in range(5)))
    chained(app)
    assert (state(app).lines, state(app).fault) == (5, "")
    found = past_the_program(app, delete(AuditEvent).where(AuditEvent.number == number))
    assert found == f"line {number}: the entry is missing"


def test_a_person_is_forgotten_and_the_chain_stays_whole(app: Flask):
    noted(app, "person:7", "person:8")
    chained(app)
    with app.app_context(), writing():
        audit.erase_details(7, NOON, by=1)
    chained(app)
    assert [(one.subject, one.details) for one in stored(app, select(AuditEvent).order_by(AuditEvent.id))] == [
        ("person:7", {}), ("person:8", {"licence": LICENCE}), ("person:7", {}),
    ]  # fmt: skip
    assert state(app).fault == ""


def test_who_is_forgotten_while_the_doctor_walks_is_no_fault(app: Flask, monkeypatch):
    noted(app, "person:7", "person:7")
    chained(app)

    def forget() -> None:
        with app.app_context(), writing():
            audit.erase_details(7, NOON)

    def meanwhile(*given) -> Iterator:
        together([forget])
        return in_parts(*given)

    monkeypatch.setattr(chaining, "in_parts", meanwhile)
    assert state(app).fault == ""


def test_what_stays_of_erased_details_does_not_tell_whether_a_guess_is_right(app: Flask):
    noted(app, "thing:one", "thing:two")
    first, second = stored(app, select(AuditEvent.digest).order_by(AuditEvent.id))
    assert first != second, "the same words, another salt"


@pytest.mark.parametrize("subject", ["person:Ana Díaz", "ana@example.org", "person:ana@example.org", "licence"])
def test_what_can_never_be_erased_holds_no_words(app: Flask, subject: str):
    with app.app_context(), pytest.raises(ValueError, match="by its code"):
        audit.record("noted", subject, NOON)


def test_workers_on_several_machines_make_one_chain_while_people_go_on(app: Flask):
    noted(app, *(f"thing:{number}" for number in range(30)))

    def chain() -> None:
        chained(app)

    def go_on() -> None:
        noted(app, "thing:more")

    together([chain, go_on, chain, go_on, chain, go_on])
    chained(app)
    assert (state(app).lines, state(app).fault) == (33, "")


@pytest.mark.postgresql_only
def test_nobody_waits_for_another_s_line(app: Flask):
    """The worker is chaining, and one request has not committed yet: another one writes all the same."""
    noted(app, "thing:one")
    with app.app_context(), writing():
        audit.record("noted", "thing:slow", NOON)
        chain_next(NOON)

        def write() -> None:
            noted(app, "thing:quick")

        together([write])
    chained(app)
    assert [one.subject for one in stored(app, select(AuditEvent).order_by(AuditEvent.number))] == [
        "thing:one", "thing:slow", "thing:quick",
    ]  # fmt: skip


def test_lines_that_nobody_chains_are_missed(app: Flask):
    noted(app, "thing:one")
    assert state(app, NOON + timedelta(minutes=9)).late == 0
    assert state(app, NOON + timedelta(minutes=11)).late == 1
