"""What is to be told to boards, and what was."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Numeric, Select, and_, cast, exists, false, func, not_, select

from app.catalogue.content.boards import Broker
from app.catalogue.models import Course
from app.certificates.models import Certificate, ReportBatch, ReportDue, ReportLine, Revocation
from app.certificates.queries import COURSE
from app.certificates.rules import Due, Snapshot
from app.learning.models import Enrolment
from app.platform.db import alias_of, db
from app.platform.parts import in_parts

MOST = 2_000  # rows in one file
ROWS = 100  # on a page
RECENT = 100
NEWER, TOLD = alias_of(Certificate), alias_of(Certificate)


def unreported(broker: Broker, *, is_ready: bool, limit: int = ROWS, offset: int = 0) -> list[Due]:
    """Licences on certificates of whole courses that stand and were not reported yet, oldest first.

    `is_ready`: those that can be reported now; else those that something keeps back (`rules.obstacles` says what).
    """
    in_order = _waiting(broker, is_ready=is_ready).order_by(ReportDue.certificate_id, ReportDue.place)
    return [
        Due(number, serial, printed["name"], printed.get("course_id", ""), printed["hours"],
            date.fromisoformat(printed["completed_on"]), state, kind, licence, may_report)
        for number, serial, printed, may_report, state, kind, licence in db.session.execute(
            in_order.limit(limit).offset(offset)
        )
    ]  # fmt: skip


def ready_count(broker: Broker) -> int:
    """How many can be reported now."""
    return db.session.scalar(select(func.count()).select_from(_waiting(broker, is_ready=True).subquery())) or 0


def _waiting(broker: Broker, *, is_ready: bool) -> Select[*tuple[Any, ...]]:
    told = (
        exists()
        .where(TOLD.enrolment_id == Certificate.enrolment_id, TOLD.scope == Certificate.scope)
        .where(ReportLine.certificate_id == TOLD.id, ReportLine.outcome != "rejected")
        .where(ReportLine.state == ReportDue.state, ReportLine.number == ReportDue.number)
    )  # of this completion: a correction of the name is not reported a second time
    ready = _ready(broker)
    return (
        _standing(select(Certificate.id, Certificate.serial, Certificate.snapshot, ReportDue.may_report,
                         ReportDue.state, ReportDue.kind, ReportDue.number)
                  .select_from(ReportDue).join(Certificate, Certificate.id == ReportDue.certificate_id))
        .where(ReportDue.is_waiting, not_(told), ready if is_ready else not_(ready))
    )  # fmt: skip


def _ready(broker: Broker) -> ColumnElement[bool]:
    """The same as having no `rules.obstacles`; a test holds the two to one another."""
    if not broker.provider or not broker.professions:
        return false()
    hours = cast(Certificate.snapshot["hours"].as_string(), Numeric)
    profession = ReportDue.state + " " + ReportDue.kind
    return and_(ReportDue.may_report, profession.in_(sorted(broker.professions)), hours > 0)


def _standing(found: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Without those that were replaced or withdrawn."""
    return (
        found.outerjoin(NEWER, NEWER.replaces_id == Certificate.id)
        .outerjoin(Revocation, Revocation.certificate_id == Certificate.id)
        .where(NEWER.id.is_(None), Revocation.certificate_id.is_(None))
    )


def batch_with(number: int) -> ReportBatch | None:
    """The batch with this number."""
    return db.session.get(ReportBatch, number)


def batches() -> Sequence[ReportBatch]:
    """The newest batches."""
    return db.session.scalars(select(ReportBatch).order_by(ReportBatch.id.desc()).limit(RECENT)).all()


def lines_of_batch(number: int, *, limit: int | None = None, offset: int = 0) -> list[tuple[ReportLine, str, str]]:
    """The rows of a batch, or a part of them, each with serial number and printed name."""
    rows = db.session.execute(
        select(ReportLine, Certificate.serial, Certificate.snapshot["name"].as_string())
        .join(Certificate, Certificate.id == ReportLine.certificate_id)
        .where(ReportLine.batch_id == number)
        .order_by(ReportLine.id)
        .limit(limit)
        .offset(offset)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def line_count_of(number: int) -> int:
    """How many rows a batch has."""
    return db.session.scalar(select(func.count()).where(ReportLine.batch_id == number)) or 0


def line_of_batch(batch: int, line: int) -> ReportLine | None:
    """One row of a batch."""
    return db.session.scalar(select(ReportLine).where(ReportLine.id == line, ReportLine.batch_id == batch))


def certificates_of_course(slug: str) -> Iterator[tuple[Snapshot, str, date, str | None]]:
    """Every certificate of a whole course: what it prints, serial, day of issue, why it was withdrawn, if so.

    One that was replaced by a correction is left out: the correction is there. Read in parts, in constant memory.
    """
    found = (
        select(Certificate.id, Certificate.snapshot, Certificate.serial, Certificate.issued_at, Revocation.reason)
        .join(Certificate.enrolment)
        .join(Course, Course.id == Enrolment.course_id)
        .outerjoin(NEWER, NEWER.replaces_id == Certificate.id)
        .outerjoin(Revocation, Revocation.certificate_id == Certificate.id)
        .where(Course.slug == slug, Certificate.scope == COURSE, NEWER.id.is_(None))
    )
    for _id, snapshot, serial, issued_at, because in in_parts(found, Certificate.id):
        yield Snapshot.load(snapshot), serial, issued_at.date(), because
