"""Who may do what with which course."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, select, true
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from app.accounts.models import Person
from app.catalogue.models import Course, CourseGrant
from app.catalogue.rules import Right, may_do
from app.platform.db import db


@dataclass(frozen=True, slots=True)
class HeldGrant:
    """Somebody and the rights that they hold in a course now."""

    person: Person
    rights: frozenset[Right]

    @property
    def is_owner(self) -> bool:
        """Whether the course is theirs."""
        return Right.OWN in self.rights


def is_open_to(person: Person, wanted: Right, key: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """The condition that somebody may do this with the course that has this key, as `may_do` decides."""
    role = person.acting_role
    if may_do(role, (), wanted):
        return true()
    enough = [right for right in Right if may_do(role, {right}, wanted)]
    if not enough:
        return false()
    return key.in_(
        select(CourseGrant.course_key).where(
            CourseGrant.person_id == person.id, CourseGrant.may.in_(enough), CourseGrant.ended_at.is_(None)
        )
    )


def is_course_open_to(person: Person, wanted: Right, course_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """The same for a column that holds the number of a course."""
    condition = is_open_to(person, wanted, Course.key)
    return true() if may_do(person.acting_role, (), wanted) else course_id.in_(select(Course.id).where(condition))


def may_do_at(person: Person, wanted: Right, slug: str) -> bool:
    """Whether somebody may do this with the published course at this address. Administrators always."""
    if may_do(person.acting_role, (), wanted):
        return True
    found = select(Course.id).where(Course.slug == slug, is_open_to(person, wanted, Course.key))
    return db.session.scalar(found) is not None


def rights_of(person: Person, key: str) -> frozenset[Right]:
    """What somebody holds in a course."""
    found = select(CourseGrant.may).where(CourseGrant.course_key == key, CourseGrant.person_id == person.id)
    return frozenset(map(Right, db.session.scalars(found.where(CourseGrant.ended_at.is_(None)))))


def owner_of(key: str) -> Person | None:
    """Whose course it is; None for one that came from a folder and was given to nobody."""
    return db.session.scalar(
        select(Person)
        .join(CourseGrant, CourseGrant.person_id == Person.id)
        .where(CourseGrant.course_key == key, CourseGrant.may == Right.OWN, CourseGrant.ended_at.is_(None))
    )


def grants_of(key: str) -> tuple[list[HeldGrant], Sequence[CourseGrant]]:
    """Who holds rights in a course now, its owner first, then by name; and what ended, newest first."""
    rows = db.session.scalars(
        select(CourseGrant)
        .where(CourseGrant.course_key == key)
        .options(joinedload(CourseGrant.person), joinedload(CourseGrant.granted_by), joinedload(CourseGrant.ended_by))
        .order_by(CourseGrant.ended_at.desc(), CourseGrant.id.desc())
    ).all()
    held: dict[Person, set[Right]] = {}
    for row in rows:
        if row.ended_at is None:
            held.setdefault(row.person, set()).add(Right(row.may))
    found = [HeldGrant(person, frozenset(rights)) for person, rights in held.items()]
    found.sort(key=lambda one: (not one.is_owner, one.person.name.casefold(), one.person.id))
    return found, [row for row in rows if row.ended_at is not None]
