"""A school of years: many students with a certificate each, written into the tables as copies of one."""

from typing import Any

from flask import Flask
from sqlalchemy import insert, select

from app.accounts.models import Person
from app.certificates.actions import owe_reports
from app.certificates.documents.models import Document
from app.certificates.models import Certificate
from app.learning.models import Enrolment
from app.platform import ids
from app.platform.db import Model, db
from app.platform.transactions import writing


def many(app: Flask, count: int, *, with_pdf: bool = False, **changes: Any) -> None:
    """Give `count` people a copy of the first certificate; number n in its licence, and `changes` to the row itself.

    `with_pdf`: a copy of its file too. `snapshot`: changes to what it prints.
    """
    with app.app_context(), writing():
        first = db.session.scalars(select(Certificate).order_by(Certificate.id)).first()
        assert first is not None
        people = _added(Person, [_person(number) for number in range(count)])
        place = {"course_id": first.enrolment.course_id, "revision_id": first.enrolment.revision_id}
        since = {"enrolled_at": first.issued_at}
        enrolments = _added(Enrolment, [{"person_id": one, **place, **since} for one in people])
        printed = changes.pop("snapshot", {})
        rows = [_certificate(first, one, number, printed, changes) for number, one in enumerate(enrolments)]
        certificates = _added(Certificate, rows)
        for one in db.session.scalars(select(Certificate).where(Certificate.id.in_(certificates))):
            owe_reports(one)
        if with_pdf:
            document = db.session.get_one(Document, first.id)
            _added(Document, [_document(document, one) for one in certificates])


def _added(table: type[Model], rows: list[dict[str, Any]]) -> list[int]:
    [key] = table.__mapper__.primary_key
    return list(db.session.scalars(insert(table).returning(key, sort_by_parameter_order=True), rows))


def _person(number: int) -> dict[str, Any]:
    email, name = f"many{ids.public_id().lower()}@example.org", f"Student {number:05}"
    return {"email": email, "name": name, "role": "student", "active": True, "fs_uniquifier": ids.public_id(),
            "joined_at": db.session.scalar(select(Person.joined_at).limit(1))}  # fmt: skip


def _certificate(
    first: Certificate, enrolment: int, number: int, printed: dict[str, Any], changes: dict[str, Any]
) -> dict[str, Any]:
    licences = [{**one, "number": f"MA {number:05}"} for one in first.snapshot["licences"]]
    snapshot = {**first.snapshot, "name": f"Student {number:05}", "licences": licences, **printed}
    return {
        "code": ids.checked_code(), "serial": ids.checked_code(8), "enrolment_id": enrolment, "scope": first.scope,
        "issue": 1, "may_report": first.may_report, "snapshot": snapshot, "attested_text": first.attested_text,
        "attested_at": first.attested_at, "issued_at": first.issued_at, **changes,
    }  # fmt: skip


def _document(first: Document, certificate: int) -> dict[str, Any]:
    return {
        "certificate_id": certificate, "key_id": first.key_id, "status_list": 9, "status_place": certificate,
        "sealed_url": first.sealed_url, "credential": first.credential, "pdf": first.pdf + b"%d" % certificate,
        "pdf_sha256": f"{certificate:064}", "pressed_at": first.pressed_at,
    }  # fmt: skip
