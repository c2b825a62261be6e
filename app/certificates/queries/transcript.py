"""Everything that stands on somebody's transcript, in two statements."""

from datetime import date

from app.certificates.queries.finding import Issued, certificates_of
from app.certificates.queries.outside import outside_of
from app.certificates.rules import Entry, Status


def entries_of(person_id: int, today: date) -> list[Entry]:
    """A person's certificates, ours and others'."""
    ours = [_entry(issued, today) for issued in certificates_of(person_id)]
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


def _entry(issued: Issued, today: date) -> Entry:
    snapshot, certificate = issued.snapshot, issued.certificate
    hours = {one[0]: one[1] for one in snapshot.hours_by_category} or {snapshot.category: snapshot.hours}
    return Entry(
        snapshot.subject, snapshot.provider, snapshot.day, hours, snapshot.format, issued.status(today),
        certificate.code, certificate.serial,
    )  # fmt: skip
