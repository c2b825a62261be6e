"""Everything that is kept about one person, as files they can read: JSON in plain words, and their certificates as PDF.

What they may not see on the pages is not in it: no key, no verdict on an answer, no question they have not answered.
A test walks the tables: whatever names a person is here, or is named with the reason why not.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Select, select

from app.accounts.factors.models import Authenticator, Passkey
from app.accounts.models import KnownDevice, Licence, Person, SignIn
from app.accounts.policies.models import PolicyAcceptance, PolicyVersion
from app.assessment.models import Allowance, Answer, Attempt
from app.catalogue.models import Course, CourseGrant, Unit
from app.certificates.documents.models import Document
from app.certificates.models import Certificate, ClaimGate, OutsideCertificate
from app.learning.models import Completion, Enrolment
from app.platform.audit import AuditEvent
from app.platform.db import db
from app.reporting.zipping import Member

# What names a person and is not theirs to take along, or is not about them.
LEFT_OUT = {
    "recovery_codes": "hashes of codes that only their owner has",
    "sign_in_links": "one-time links: a stranger who finds the file could use one",
    "certificates": "found by enrolment; the column names who corrected one",
    "revocations": "names who withdrew it",
    "report_batches": "names who made it",
    "hours_signoffs": "names who signed",
    "manual_marks": "names who marked",
    "errata": "names who corrected a question",
    "bank_uploads": "files that the person sent a moment ago and has not decided on",
    "draft_files": "course texts, which `flask courses export` gives",
    "draft_texts": "the same",
    "course_revisions": "names who published it",
    "policy_versions": "the same; everybody can read them",
    "cohorts": "names who made it",
    "enrolment_codes": "names who made it",
    "invitations": "names who made it",
    "course_messages": "names who sent it; what was sent lies in the mailbox",
}


def members_of(person: Person) -> Iterator[Member]:
    """The files, one after the other; whatever is long is read in pieces while it is sent."""
    yield "account.json", [_json(_account(person))]
    for name, found in _tables(person.id).items():
        yield f"{name}.json", _array(found)
    yield "answers.json", _array(_answers(person.id))
    for serial, pdf in _pdfs(person.id):
        yield f"certificates/{serial}.pdf", [pdf]


def certificates_on_record(person_id: int) -> list[Certificate]:
    """Every certificate of the person, replaced ones too."""
    mine = select(Certificate).join(Certificate.enrolment).where(Enrolment.person_id == person_id)
    return list(db.session.scalars(mine.order_by(Certificate.id)))


def _account(person: Person) -> dict[str, object]:
    return {
        "email": person.email, "name": person.name, "name on license": person.licence_name, "role": person.role,
        "registered": person.joined_at, "address confirmed": person.confirmed_at,
        "time zone": person.time_zone, "language": person.language, "reminders of licenses": person.wants_reminders,
        "reminders of due dates": person.wants_due_reminders,
        "password": "kept as a hash that cannot be turned back" if person.password else "none chosen",
    }  # fmt: skip


def _tables(person_id: int) -> dict[str, Iterable[dict[str, Any]]]:
    """File → rows, each with its words."""
    return {**_of_account(person_id), **_of_courses(person_id), **_of_certificates(person_id)}


def _of_account(person_id: int) -> dict[str, Iterable[dict[str, Any]]]:
    return {
        "licenses": _rows(
            select(Licence.state, Licence.kind, Licence.number, Licence.expires_on, Licence.added_at)
            .where(Licence.person_id == person_id)
        ),
        "sessions": _rows(
            select(SignIn.device, SignIn.network, SignIn.started_at, SignIn.seen_at)
            .where(SignIn.person_id == person_id)
        ),
        "passkeys": _rows(
            select(Passkey.name, Passkey.added_at, Passkey.used_at).where(Passkey.person_id == person_id)
        ),
        "authenticator-app": _rows(select(Authenticator.added_at).where(Authenticator.person_id == person_id)),
        "known-devices": _rows(select(KnownDevice.seen_at).where(KnownDevice.person_id == person_id)),
        "rights-in-courses": _rows(
            select(CourseGrant.course_key, CourseGrant.may, CourseGrant.granted_at, CourseGrant.ended_at)
            .where(CourseGrant.person_id == person_id)
        ),
        "policies-accepted": _rows(
            select(PolicyVersion.policy, PolicyVersion.number.label("version"), PolicyAcceptance.accepted_at)
            .join(PolicyVersion, PolicyVersion.id == PolicyAcceptance.version_id)
            .where(PolicyAcceptance.person_id == person_id)
        ),
        "what-happened": _events(person_id),
    }  # fmt: skip


def _of_courses(person_id: int) -> dict[str, Iterable[dict[str, Any]]]:
    mine = Enrolment.person_id == person_id
    return {
        "enrollments": _rows(
            select(Enrolment.id, Course.slug.label("course"), Enrolment.enrolled_at, Enrolment.ended_at)
            .join(Course, Course.id == Enrolment.course_id)
            .where(mine)
        ),
        "units-done": _rows(
            select(Completion.enrolment_id.label("enrollment"), Unit.key.label("unit"), Completion.completed_at)
            .join(Unit, Unit.id == Completion.unit_id)
            .join(Enrolment, Enrolment.id == Completion.enrolment_id)
            .where(mine)
        ),
        "attempts": _rows(
            select(
                Attempt.public_id.label("attempt"), Attempt.enrolment_id.label("enrollment"), Unit.key.label("quiz"),
                Attempt.number, Attempt.started_at, Attempt.deadline_at, Attempt.submitted_at, Attempt.passed,
            )
            .join(Unit, Unit.id == Attempt.unit_id)
            .join(Attempt.enrolment)
            .where(mine)
        ),
        "given-beyond-the-rules": _rows(
            select(Allowance.kind, Allowance.value, Allowance.reason, Allowance.given_at)
            .where(Allowance.person_id == person_id)
        ),
    }  # fmt: skip


def _of_certificates(person_id: int) -> dict[str, Iterable[dict[str, Any]]]:
    return {
        "confirmed-and-signed": _rows(
            select(ClaimGate.scope, ClaimGate.gate, ClaimGate.passed_at, ClaimGate.details)
            .join(Enrolment, Enrolment.id == ClaimGate.enrolment_id)
            .where(Enrolment.person_id == person_id)
        ),
        "certificates": (
            {"code": one.code, "serial": one.serial, "issued": one.issued_at, "printed": one.snapshot,
             "signed": one.attested_text}
            for one in certificates_on_record(person_id)
        ),
        "certificates-of-others": _rows(
            select(
                OutsideCertificate.title, OutsideCertificate.provider, OutsideCertificate.completed_on,
                OutsideCertificate.hours, OutsideCertificate.category, OutsideCertificate.format,
                OutsideCertificate.added_at,
            ).where(OutsideCertificate.person_id == person_id)
        ),
    }  # fmt: skip


def _events(person_id: int) -> Iterator[dict[str, Any]]:
    """What the person did, and what was done to them. Details of what they did to others are about the others."""
    own = f"person:{person_id}"
    about = (AuditEvent.person_id == person_id) | (AuditEvent.subject == own)
    for one in db.session.scalars(select(AuditEvent).where(about).order_by(AuditEvent.id)):
        details = one.details if one.subject == own else {}
        yield {"at": one.at, "action": one.action, "subject": one.subject, "details": details}


def _answers(person_id: int) -> Iterator[dict[str, Any]]:
    """What the person answered, attempt by attempt; a question without an answer may be one not yet seen."""
    attempts = select(Attempt.id, Attempt.public_id).join(Attempt.enrolment).where(Enrolment.person_id == person_id)
    for number, public_id in db.session.execute(attempts.order_by(Attempt.id)).all():
        given = select(Answer).where(Answer.attempt_id == number, Answer.response.is_not(None)).order_by(Answer.number)
        for answer in db.session.scalars(given).all():
            yield {"attempt": public_id, "question": answer.number, "answer": answer.response, "saved": answer.saved_at}
            db.session.expunge(answer)


def _pdfs(person_id: int) -> Iterator[tuple[str, bytes]]:
    """The files of the certificates, one in memory at a time."""
    for one in certificates_on_record(person_id):
        pdf = db.session.scalar(select(Document.pdf).where(Document.certificate_id == one.id))
        if pdf is not None:
            yield one.serial, pdf


def _rows(found: Select[*tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    for row in db.session.execute(found):
        yield dict(row._mapping)


def _array(found: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield "[\n"
    separator = ""
    for one in found:
        yield separator + _json(one)
        separator = ",\n"
    yield "\n]\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)
