"""Issuing certificates."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from app.certificates import letters
from app.certificates.models import Certificate
from app.certificates.queries import Standing, certificate_for
from app.certificates.rules import ATTESTATION, ATTESTATION_VERSION, Snapshot, may_issue
from app.platform import audit, ids, mail
from app.platform.db import db

SERIAL_LENGTH = 8


class NotYetEarned(Exception):  # noqa: N818 - a rule of the course, not a programmer's error
    """Something is still missing."""


def issue_certificate(standing: Standing, snapshot: Snapshot, verify_prefix: str, now: datetime) -> Certificate:
    """Issue the certificate, once a completion: a second click gets the first one. Raises NotYetEarned.

    `verify_prefix`: the address before the code, for the message to the student.
    """
    if not may_issue([unit.title for unit in standing.missing]):
        raise NotYetEarned
    found = certificate_for(standing.enrolment.id, standing.scope)
    if found:
        return found
    certificate = Certificate(
        code=ids.checked_code(),
        serial=ids.checked_code(SERIAL_LENGTH),
        enrolment_id=standing.enrolment.id,
        scope=standing.scope,
        snapshot=snapshot.dump(),
        attested_text=f"{ATTESTATION} (text {ATTESTATION_VERSION})",
        attested_at=now,
        issued_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(certificate)
    except IntegrityError:  # a second click was faster: theirs is the certificate
        return certificate_for(standing.enrolment.id, standing.scope) or certificate
    _tell(standing, certificate, snapshot, verify_prefix, now)
    return certificate


def _tell(standing: Standing, certificate: Certificate, snapshot: Snapshot, prefix: str, now: datetime) -> None:
    person = standing.enrolment.person
    audit.record("issued certificate", f"certificate:{certificate.code}", now, person_id=person.id)
    subject, text = letters.of_issue(snapshot, f"{prefix}{certificate.code}")
    mail.queue(person.email, subject, text, now)
