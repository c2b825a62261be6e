"""The audit log a page at a time, for the whole school, a person or a course: as fast after ten years as today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, true, union

from app.accounts.models import Person
from app.catalogue.models import Course
from app.platform.audit import AuditEvent
from app.platform.db import db
from app.reporting.queries.students import names_of

LINES = 50


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Lines, the newest first; `names` of everybody in them; `older`: what to ask for the next page with, or None."""

    lines: Sequence[AuditEvent]
    names: Mapping[int, str]
    older: int | None


def audit_page(person_id: int | None, course: Course | None, before: int | None) -> AuditPage:
    """The newest lines with a number below `before` that have to do with somebody, or with a course, or all.

    Accounts that became part of the person's are theirs. Asked for by number and not by place, the last page costs as
    much as the first; each condition has its own index, so they are asked one by one and put together.
    """
    ways = [*_of_person(person_id), *_of_course(course)] or [true()]
    limit = true() if before is None else AuditEvent.id < before
    parts = [
        select(select(AuditEvent.id).where(way, limit).order_by(AuditEvent.id.desc()).limit(LINES + 1).subquery())
        for way in ways
    ]
    found = select(AuditEvent).where(AuditEvent.id.in_(select(union(*parts).subquery())))
    lines = db.session.scalars(found.order_by(AuditEvent.id.desc()).limit(LINES + 1)).all()
    shown = lines[:LINES]
    names = names_of(who for line in shown for who in (line.person_id, line.about_id))
    return AuditPage(shown, names, shown[-1].id if len(lines) > LINES else None)


def _of_person(person_id: int | None) -> list[ColumnElement[bool]]:
    if person_id is None:
        return []
    theirs = [person_id, *db.session.scalars(select(Person.id).where(Person.merged_into_id == person_id))]
    return [column.in_(theirs) for column in (AuditEvent.person_id, AuditEvent.about_id)]


def _of_course(course: Course | None) -> list[ColumnElement[bool]]:
    """Before it is published a course is only a key."""
    return [AuditEvent.course_id == course.id, AuditEvent.subject == f"course:{course.key}"] if course else []
