"""Saying who may do what with a course. What was said is never deleted: a row says when it ended, and by whom."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.catalogue.models import CourseGrant
from app.catalogue.rules import GRANTED, Right
from app.platform import audit
from app.platform.db import db


class OwnedMeanwhile(Exception):  # noqa: N818 - an answer to the person, not a programmer's error
    """Somebody else gave the course another owner at the same moment."""


def grant(key: str, person: Person, rights: Collection[Right], by: Person | None, now: datetime) -> bool:
    """Let somebody write a course, teach it, or both; False when they could already. `key`: the id of the course."""
    held = {row.may for row in _held(key, person)}
    added = [right for right in rights if right in GRANTED and right not in held]
    try:
        with db.session.begin_nested():
            db.session.add_all(_row(key, person, right, by, now) for right in added)
    except IntegrityError:  # the same form, sent twice
        return False
    if added:
        _note("granted course", key, person, by, now, added)
    return bool(added)


def withdraw(key: str, person: Person, by: Person, now: datetime) -> bool:
    """End what somebody was granted; an owner stays the owner. False when there was nothing to end."""
    ended = [row for row in _held(key, person) if row.may != Right.OWN]
    for row in ended:
        row.ended_at, row.ended_by_id = now, by.id
    db.session.flush()
    if ended:
        _note("withdrew grant", key, person, by, now, [Right(row.may) for row in ended])
    return bool(ended)


def hand_over(key: str, person: Person, by: Person | None, now: datetime) -> None:
    """Give the course to somebody; whose it was holds only what they were granted beside. Raises OwnedMeanwhile."""
    owned = db.session.scalars(
        select(CourseGrant)
        .where(CourseGrant.course_key == key, CourseGrant.may == Right.OWN, CourseGrant.ended_at.is_(None))
        .with_for_update()
    ).all()
    if any(row.person_id == person.id for row in owned):
        return
    for row in owned:
        row.ended_at, row.ended_by_id = now, by.id if by else None
    db.session.flush()
    try:
        with db.session.begin_nested():
            db.session.add(_row(key, person, Right.OWN, by, now))
    except IntegrityError as error:
        raise OwnedMeanwhile from error
    _note("gave course", key, person, by, now, [Right.OWN])


def _held(key: str, person: Person) -> list[CourseGrant]:
    """The rows in force, locked."""
    found = select(CourseGrant).where(CourseGrant.course_key == key, CourseGrant.person_id == person.id)
    return list(db.session.scalars(found.where(CourseGrant.ended_at.is_(None)).with_for_update()))


def _row(key: str, person: Person, right: Right, by: Person | None, now: datetime) -> CourseGrant:
    return CourseGrant(
        course_key=key, person_id=person.id, may=right.value, granted_by_id=by.id if by else None, granted_at=now
    )


def _note(
    action: str, key: str, person: Person, by: Person | None, now: datetime, rights: Collection[Right]
) -> None:  # fmt: skip
    audit.record(
        action, f"course:{key}", now, person_id=by.id if by else None, about_id=person.id,
        may=[one.value for one in rights],
    )  # fmt: skip
