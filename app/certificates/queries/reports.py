"""What boards were told about somebody's certificates."""

from collections.abc import Mapping

from sqlalchemy import select

from app.certificates.models import Certificate, ReportBatch, ReportLine
from app.certificates.rules import Due, Snapshot, Told
from app.learning.models import Enrolment
from app.platform.db import db

Completion = tuple[int, str, str]  # enrolment, state and number of the licence


def dues_of(certificate: Certificate) -> list[Due]:
    """A certificate with each of the licences that it prints."""
    snapshot = Snapshot.load(certificate.snapshot)
    return [
        Due(
            certificate.id, certificate.serial, snapshot.name, snapshot.course_id, snapshot.hours, snapshot.day,
            one["state"], one["kind"], one["number"], certificate.may_report,
        )
        for one in snapshot.licences
    ]  # fmt: skip


def told_about(person_id: int) -> Mapping[Completion, Told]:
    """What was told of each completion of a person, the newest word, whichever issue was reported."""
    rows = db.session.execute(
        select(Certificate.enrolment_id, ReportLine, ReportBatch.made_at)
        .join(ReportLine, ReportLine.certificate_id == Certificate.id)
        .join(ReportBatch, ReportBatch.id == ReportLine.batch_id)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .where(Enrolment.person_id == person_id)
        .order_by(ReportLine.id)
    )
    return {
        (enrolment, line.state, line.number): Told(line.outcome, line.decided_at or made_at)
        for enrolment, line, made_at in rows
    }
