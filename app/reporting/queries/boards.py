"""What is to be told to boards, and what was."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.catalogue.models import Course
from app.certificates.models import Certificate, Revocation
from app.certificates.queries import COURSE
from app.certificates.rules import Snapshot
from app.learning.models import Enrolment
from app.platform.db import db
from app.reporting.models import ReportBatch, ReportLine
from app.reporting.rules import Due

MOST = 2_000  # rows that wait on one page, and in one file
RECENT = 100


def unreported() -> list[Due]:
    """Every licence on a certificate of a whole course that stands and was not reported yet, oldest first."""
    newer = aliased(Certificate)
    rows = db.session.scalars(
        select(Certificate)
        .outerjoin(newer, newer.replaces_id == Certificate.id)
        .outerjoin(Revocation, Revocation.certificate_id == Certificate.id)
        .where(Certificate.scope == COURSE, newer.id.is_(None), Revocation.certificate_id.is_(None))
        .order_by(Certificate.id)
    )
    lines = select(ReportLine.certificate_id, ReportLine.state, ReportLine.number).where(
        ReportLine.outcome != "rejected"
    )
    told = {(row[0], row[1], row[2]) for row in db.session.execute(lines)}
    found = (due for certificate in rows for due in _dues(certificate))
    return [due for due in found if (due.certificate_id, due.state, due.number) not in told][:MOST]


def _dues(certificate: Certificate) -> list[Due]:
    snapshot = Snapshot.load(certificate.snapshot)
    return [
        Due(
            certificate.id, certificate.serial, snapshot.name, snapshot.course_id, snapshot.hours, snapshot.day,
            one["state"], one["kind"], one["number"], certificate.may_report,
        )
        for one in snapshot.licences
    ]  # fmt: skip


def batch_with(number: int) -> ReportBatch | None:
    """The batch with this number."""
    return db.session.get(ReportBatch, number)


def batches() -> Sequence[ReportBatch]:
    """The newest batches."""
    return db.session.scalars(select(ReportBatch).order_by(ReportBatch.id.desc()).limit(RECENT)).all()


def lines_of_batch(number: int) -> list[tuple[ReportLine, str, str]]:
    """The rows of a batch, each with serial number and printed name."""
    rows = db.session.execute(
        select(ReportLine, Certificate.serial, Certificate.snapshot["name"].as_string())
        .join(Certificate, Certificate.id == ReportLine.certificate_id)
        .where(ReportLine.batch_id == number)
        .order_by(ReportLine.id)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def line_of_batch(batch: int, line: int) -> ReportLine | None:
    """One row of a batch."""
    return db.session.scalar(select(ReportLine).where(ReportLine.id == line, ReportLine.batch_id == batch))


def certificates_of_course(slug: str) -> list[tuple[Snapshot, str, date, str | None]]:
    """Every certificate of a whole course: what it prints, serial, day of issue, why it was withdrawn, if so.

    One that was replaced by a correction is left out: the correction is there.
    """
    newer = aliased(Certificate)
    rows = db.session.execute(
        select(Certificate, Revocation.reason)
        .join(Certificate.enrolment)
        .join(Course, Course.id == Enrolment.course_id)
        .outerjoin(newer, newer.replaces_id == Certificate.id)
        .outerjoin(Revocation, Revocation.certificate_id == Certificate.id)
        .where(Course.slug == slug, Certificate.scope == COURSE, newer.id.is_(None))
        .order_by(Certificate.id)
    )
    return [(Snapshot.load(row[0].snapshot), row[0].serial, row[0].issued_at.date(), row[1]) for row in rows]
