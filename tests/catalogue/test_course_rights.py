"""Who may do what with a course: the rule, and what the database keeps of it."""

from itertools import chain, combinations
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts.queries import person_by_id
from app.accounts.rules import Role
from app.catalogue.actions import grant, hand_over, withdraw
from app.catalogue.models import CourseGrant
from app.catalogue.queries import owner_of, rights_of
from app.catalogue.rules import Right, may_do
from app.platform import clock
from app.platform.audit import AuditEvent
from app.platform.db import db
from app.platform.transactions import writing
from tests.making import a_course
from tests.people import BEN, CORA, HANNA, add
from tests.sitting import stored

KEY = "c-warm-hands"
EVERY_HAND = list(chain.from_iterable(combinations(Right, size) for size in range(4)))


@pytest.mark.parametrize("wanted", Right)
@pytest.mark.parametrize("held", EVERY_HAND)
def test_what_somebody_holds_decides_for_instructors_alone(held: tuple[Right, ...], wanted: Right):
    assert may_do(Role.ADMINISTRATOR, held, wanted)
    assert not may_do(Role.STUDENT, held, wanted), "whoever teaches no more"
    assert may_do(Role.INSTRUCTOR, held, wanted) == (wanted in held or Right.OWN in held)


def people(app: Flask, *wanted):
    """Their rows, in a unit of work."""
    return [person_by_id(number) for number in wanted]


def test_what_was_granted_and_withdrawn_stays_on_record(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ben, hanna = add(app, BEN), add(app, HANNA)
    for _ in range(2):
        with app.app_context(), writing():
            by, to = people(app, ben, hanna)
            assert grant(KEY, to, [Right.EDIT, Right.TEACH], by, clock.now())
            assert not grant(KEY, to, [Right.TEACH], by, clock.now()), "held already"
            assert rights_of(to, KEY) == {Right.EDIT, Right.TEACH}
        with app.app_context(), writing():
            by, to = people(app, ben, hanna)
            assert withdraw(KEY, to, by, clock.now())
            assert not withdraw(KEY, to, by, clock.now())
            assert not withdraw(KEY, by, by, clock.now()), "the owner stays"
            assert (rights_of(to, KEY), owner_of(KEY)) == (frozenset(), by)
    rows = stored(app, select(CourseGrant).where(CourseGrant.person_id == hanna))
    assert [(row.granted_by_id, row.ended_by_id) for row in rows] == [(ben, ben)] * 4
    said = [one.action for one in stored(app, select(AuditEvent).order_by(AuditEvent.id)) if "grant" in one.action]
    assert said == ["granted course", "withdrew grant"] * 2


def test_a_course_has_one_owner_whatever_happens(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ben, hanna, cora = add(app, BEN), add(app, HANNA), add(app, CORA)
    with app.app_context(), writing():
        to, by = people(app, hanna, cora)
        hand_over(KEY, to, by, clock.now())
        hand_over(KEY, to, by, clock.now())
        assert owner_of(KEY) == to
    (before,) = stored(app, select(CourseGrant).where(CourseGrant.person_id == ben))
    assert before.ended_by_id == cora
    second = CourseGrant(course_key=KEY, person_id=ben, may="own", granted_at=clock.now())
    with app.app_context(), pytest.raises(IntegrityError), writing():
        db.session.add(second)
