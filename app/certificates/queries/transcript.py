"""Everything that stands on somebody's transcript, in three statements."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from app.catalogue.content.boards import Broker
from app.certificates.queries.finding import Issued, certificates_of
from app.certificates.queries.outside import outside_of
from app.certificates.queries.reports import Completion, dues_of, told_about
from app.certificates.queries.standing import COURSE
from app.certificates.rules import Entry, Reported, Status, Told, report_of


def entries_of(person_id: int, today: date, broker: Broker) -> list[Entry]:
    """A person's certificates, ours and others'. `broker`: what the school reports with."""
    told = told_about(person_id)
    ours = [_entry(issued, today, _reports(issued, told, broker)) for issued in certificates_of(person_id)]
    others = [
        Entry(
            one.title,
            one.provider,
            one.completed_on,
            {one.category: one.hours},
            one.format,
            Status.VALID,
            number=one.id,
        )
        for one in outside_of(person_id)
    ]
    return ours + others


def _entry(issued: Issued, today: date, reports: tuple[Reported, ...] | None) -> Entry:
    snapshot, certificate = issued.snapshot, issued.certificate
    hours = {one[0]: one[1] for one in snapshot.hours_by_category} or {snapshot.category: snapshot.hours}
    return Entry(
        snapshot.subject, snapshot.provider, snapshot.day, hours, snapshot.format, issued.status(today),
        certificate.code, certificate.serial, reports=reports, language=snapshot.language,
    )  # fmt: skip


def _reports(issued: Issued, told: Mapping[Completion, Told], broker: Broker) -> tuple[Reported, ...] | None:
    """Of hours of a whole course alone, and of the certificate that stands; () where it prints no licence."""
    certificate, has_hours = issued.certificate, Fraction(issued.snapshot.hours) > 0
    if certificate.scope != COURSE or not has_hours or issued.replaced_by or issued.withdrawn_at:
        return None
    return tuple(
        report_of(due, told.get((certificate.enrolment_id, due.state, due.number)), broker)
        for due in dues_of(certificate)
    )
