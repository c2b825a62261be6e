"""Correcting and withdrawing certificates: both add rows, neither changes one."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.certificates import letters
from app.certificates.actions.issuing import SERIAL_LENGTH
from app.certificates.actions.log import append
from app.certificates.actions.owing import owe_reports
from app.certificates.models import Certificate, Revocation
from app.certificates.queries import Issued, facts_of, issued_with_code
from app.platform import audit, ids, mail
from app.platform.db import db
from app.platform.languages import speaking


class Withdrawn(Exception):  # noqa: N818 - a rule, not a programmer's error
    """What was withdrawn cannot be corrected, only earned anew."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What the new issue says instead, and why; licences as the snapshot keeps them."""

    name: str
    licences: list[dict[str, str]]
    reason: str


def correct_certificate(
    issued: Issued, correction: Correction, by: Person, verify_prefix: str, now: datetime
) -> Certificate:
    """Issue a corrected certificate; the old one names it as its successor. A second click gets the first correction.

    Everything but name and licences stays as it was printed. Raises Withdrawn.
    """
    old = issued.certificate
    if issued.withdrawn_at is not None:
        raise Withdrawn
    if issued.replaced_by is not None:
        return _successor(issued.replaced_by)
    snapshot = replace(issued.snapshot, name=correction.name, licences=correction.licences)
    new = Certificate(
        code=ids.checked_code(), serial=ids.checked_code(SERIAL_LENGTH), enrolment_id=old.enrolment_id, scope=old.scope,
        issue=old.issue + 1, replaces_id=old.id, reason=correction.reason, issued_by_id=by.id,
        may_report=old.may_report, snapshot=snapshot.dump(), attested_text=old.attested_text,
        attested_at=old.attested_at, issued_at=now,
    )  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(new)
    except IntegrityError:  # corrected a moment ago
        return _successor_of(old.code)
    owe_reports(new)
    append("corrected", new.code, {**facts_of(new), "replaces": old.code}, now)
    _note("corrected certificate", old, by, now, new=new.code)
    with speaking(old.enrolment.person.language):
        subject, text = letters.of_correction(snapshot, old.serial, correction.reason, f"{verify_prefix}{new.code}")
        mail.queue(old.enrolment.person.email, subject, text, now, attachment=new.attachment)
    return new


def revoke_certificate(issued: Issued, reason: str, by: Person, verify_prefix: str, now: datetime) -> None:
    """Withdraw a certificate, once: who verifies it is told so, since when, and why."""
    certificate = issued.certificate
    if issued.withdrawn_at is not None:
        return
    try:
        with db.session.begin_nested():
            db.session.add(Revocation(certificate_id=certificate.id, reason=reason, by_id=by.id, at=now))
    except IntegrityError:  # withdrawn a moment ago
        return
    append("withdrawn", certificate.code, {"reason": reason}, now)
    _note("withdrew certificate", certificate, by, now, reason=reason)
    href, person = f"{verify_prefix}{certificate.code}", certificate.enrolment.person
    with speaking(person.language):
        subject, text = letters.of_withdrawal(issued.snapshot, certificate.serial, reason, href)
        mail.queue(person.email, subject, text, now)


def _note(action: str, certificate: Certificate, by: Person, now: datetime, **details: Any) -> None:
    audit.record(
        action, f"certificate:{certificate.code}", now, person_id=by.id, about_id=certificate.enrolment.person_id,
        course_id=certificate.enrolment.course_id, **details,
    )  # fmt: skip


def _successor(code: str) -> Certificate:
    found = issued_with_code(code)
    if found is None:
        raise LookupError("the certificate that replaced this one is gone")
    return found.certificate


def _successor_of(code: str) -> Certificate:
    found = issued_with_code(code)
    if found is None or found.replaced_by is None:
        raise LookupError("the correction that stood in the way is gone")
    return _successor(found.replaced_by)
