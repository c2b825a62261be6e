"""Issuing certificates."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.certificates import letters
from app.certificates.actions.log import append
from app.certificates.actions.owing import owe_reports
from app.certificates.models import Certificate, ClaimGate
from app.certificates.queries import Standing, certificate_for, facts_of
from app.certificates.rules import Gate, Snapshot, may_issue
from app.platform import audit, ids, mail
from app.platform.db import db
from app.platform.languages import speaking

SERIAL_LENGTH = 8


class NotYetEarned(Exception):  # noqa: N818 - a rule of the course, not a programmer's error
    """Something is still missing."""


def issue_certificate(
    standing: Standing, snapshot: Snapshot, verify_prefix: str, now: datetime, *, may_report: bool = False
) -> Certificate:
    """Issue the certificate, once a completion: a second click gets the first one. Raises NotYetEarned.

    Whoever calls it has let the student confirm name and licences and sign the statement; those two gates are written
    here, in one step with the certificate. `verify_prefix`: the address before the code, for the message to the
    student. `may_report`: the student lets the school report it to the boards of the licences.
    """
    signed = {Gate.COMPLETED, Gate.CONFIRMED, Gate.ATTESTED}
    if not may_issue(standing.missing, standing.needed, signed | set(standing.gates)):
        raise NotYetEarned
    if found := certificate_for(standing.enrolment.id, standing.scope):
        return found
    certificate = _certificate(standing, snapshot, now, may_report=may_report)
    try:
        with db.session.begin_nested():
            db.session.add(certificate)
            db.session.add_all(_gates(standing, snapshot, now, may_report=may_report))
    except IntegrityError:  # a second click was faster: theirs is the certificate
        return certificate_for(standing.enrolment.id, standing.scope) or certificate
    owe_reports(certificate)
    append("issued", certificate.code, facts_of(certificate), now)
    _tell(standing, certificate, snapshot, verify_prefix, now)
    return certificate


def _certificate(standing: Standing, snapshot: Snapshot, now: datetime, *, may_report: bool) -> Certificate:
    text, version, _language = standing.attestation
    return Certificate(
        code=ids.checked_code(),
        serial=ids.checked_code(SERIAL_LENGTH),
        enrolment_id=standing.enrolment.id,
        scope=standing.scope,
        issue=1,
        may_report=may_report,
        snapshot=snapshot.dump(),
        attested_text=f"{text} (text {version})",
        attested_at=now,
        issued_at=max(now, standing.completed_at or now),  # a clock that was set back dates nothing before its course
    )


def _gates(standing: Standing, snapshot: Snapshot, now: datetime, *, may_report: bool) -> list[ClaimGate]:
    text, version, _language = standing.attestation
    confirmed = {"name": snapshot.name, "licences": snapshot.licences, "may_report": may_report}
    facts: dict[Gate, tuple[datetime, Mapping[str, Any]]] = {
        Gate.COMPLETED: (standing.completed_at or now, {"revision": snapshot.revision, "hash": snapshot.content_hash}),
        Gate.CONFIRMED: (now, confirmed),
        Gate.ATTESTED: (now, {"text": text, "version": version}),
    }
    return [
        ClaimGate(
            enrolment_id=standing.enrolment.id, scope=standing.scope, gate=gate.value, passed_at=at,
            details=dict(details),
        )
        for gate, (at, details) in facts.items()
        if gate not in standing.gates
    ]  # fmt: skip


def _tell(standing: Standing, certificate: Certificate, snapshot: Snapshot, prefix: str, now: datetime) -> None:
    person = standing.enrolment.person
    subject, course = f"certificate:{certificate.code}", standing.enrolment.course_id
    audit.record("issued certificate", subject, now, person_id=person.id, course_id=course)
    with speaking(person.language):
        subject, text = letters.of_issue(snapshot, f"{prefix}{certificate.code}")
        mail.queue(person.email, subject, text, now, attachment=certificate.attachment)
