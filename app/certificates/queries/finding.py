"""Finding certificates, each with what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Row, Select, select, union
from sqlalchemy.orm import contains_eager

from app.accounts.models import Person
from app.accounts.queries import is_called
from app.catalogue.queries import is_course_open_to
from app.catalogue.rules import Right
from app.certificates.models import Certificate, IssueLogEntry, Revocation
from app.certificates.queries.standing import COURSE
from app.certificates.rules import Snapshot, Status, status_of
from app.learning.models import Enrolment
from app.platform import searching
from app.platform.db import alias_of, db

NEWER = alias_of(Certificate)
PAGE = 50


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate, the code of the one that replaced it, and when and why it was withdrawn."""

    certificate: Certificate
    replaced_by: str | None
    withdrawn_at: datetime | None
    withdrawn_because: str | None

    @property
    def snapshot(self) -> Snapshot:
        """What it prints."""
        return Snapshot.load(self.certificate.snapshot)

    def status(self, today: date) -> Status:
        """What it is worth on this day."""
        return status_of(
            self.certificate.snapshot.get("valid_until", ""), today,
            is_replaced=self.replaced_by is not None, is_withdrawn=self.withdrawn_at is not None,
        )  # fmt: skip


def _issued() -> Select[Certificate, str, datetime, str]:
    """Certificates with what became of them: one statement, however many."""
    return (
        select(Certificate, NEWER.code, Revocation.at, Revocation.reason)
        .outerjoin(NEWER, NEWER.replaces_id == Certificate.id)
        .outerjoin(Revocation, Revocation.certificate_id == Certificate.id)
    )


def _one(found: Row[Certificate, str, datetime, str] | None) -> Issued | None:
    return None if found is None else Issued(*found)


def certificate_for(enrolment_id: int, scope: str) -> Certificate | None:
    """The certificate of this completion, the last one where it was corrected."""
    return db.session.scalar(
        select(Certificate)
        .where(Certificate.enrolment_id == enrolment_id, Certificate.scope == scope)
        .order_by(Certificate.issue.desc())
        .limit(1)
    )


def issued_with_code(code: str) -> Issued | None:
    """The certificate with this code."""
    return _one(db.session.execute(_issued().where(Certificate.code == code)).first())


def certificate_by_serial(serial: str) -> Certificate | None:
    """The certificate with this serial number."""
    return db.session.scalar(select(Certificate).where(Certificate.serial == serial))


def own_issued(person_id: int, code: str) -> Issued | None:
    """The certificate with this code, if it is this person's."""
    found = _issued().join(Certificate.enrolment).options(contains_eager(Certificate.enrolment))
    return _one(db.session.execute(found.where(Certificate.code == code, Enrolment.person_id == person_id)).first())


def own_certificate(person_id: int, code: str) -> Certificate | None:
    """The same without what became of it."""
    found = own_issued(person_id, code)
    return found.certificate if found else None


def certificates_of(person_id: int) -> list[Issued]:
    """A person's certificates, newest first."""
    rows = db.session.execute(
        _issued()
        .join(Certificate.enrolment)
        .where(Enrolment.person_id == person_id)
        .order_by(Certificate.issued_at.desc(), Certificate.id.desc())
    )
    return [Issued(*row) for row in rows]


def certificate_for_staff(reader: Person, code: str) -> Issued | None:
    """The certificate with this code and whose it is, if the reader teaches its course."""
    found = (
        _issued()
        .join(Certificate.enrolment)
        .join(Enrolment.person)
        .join(Enrolment.course)
        .options(
            contains_eager(Certificate.enrolment).contains_eager(Enrolment.person),
            contains_eager(Certificate.enrolment).contains_eager(Enrolment.course),
        )
        .where(Certificate.code == code, is_course_open_to(reader, Right.TEACH, Enrolment.course_id))
    )
    return _one(db.session.execute(found).first())


def certificates_like(reader: Person, search: str, page: int = 1) -> list[Issued]:
    """A page of the certificates of all courses that the reader teaches, newest first.

    `search`: a code, a serial number, or a part of the printed name, or of the owner's name or address.
    """
    last = page * PAGE + 1
    here = select(Certificate.id).join(Certificate.enrolment)
    here = here.where(is_course_open_to(reader, Right.TEACH, Enrolment.course_id))
    ways = [here.where(one) for one in _like(search.strip())] if search.strip() else [here]
    # Each way has its own index, so they are asked one by one, for as much as the page can need, and put together;
    # what certificates print is read for this page only.
    parts = [select(way.order_by(Certificate.id.desc()).limit(last).subquery().c.id) for way in ways]
    ids = (union(*parts) if len(parts) > 1 else parts[0]).subquery().c.id
    here = select(ids).order_by(ids.desc()).limit(PAGE + 1).offset(last - PAGE - 1)
    rows = db.session.execute(_issued().where(Certificate.id.in_(here)).order_by(Certificate.id.desc()))
    return [Issued(*row) for row in rows]


def _like(wanted: str) -> list[ColumnElement[bool]]:
    """The ways in which a certificate may be the one that is looked for."""
    typed = "".join(symbol for symbol in wanted.upper() if symbol.isalnum())
    printed = Certificate.snapshot["name"].as_string().icontains(wanted, autoescape=True)
    if searching.is_indexed(wanted):
        printed = Certificate.id.in_(searching.rows_with(wanted, "certificates"))
    return [Certificate.code == typed, Certificate.serial == typed, printed, is_called(wanted, Enrolment.person_id)]


def earlier_certificate(person_id: int, course_id: int) -> Certificate | None:
    """The newest certificate of a whole course that this person has, in any period."""
    return db.session.scalar(
        select(Certificate)
        .join(Certificate.enrolment)
        .where(Enrolment.person_id == person_id, Enrolment.course_id == course_id, Certificate.scope == COURSE)
        .order_by(Certificate.id.desc())
        .limit(1)
    )


def log_of(code: str) -> Sequence[IssueLogEntry]:
    """What the issue log says of a certificate, oldest first."""
    return db.session.scalars(
        select(IssueLogEntry).where(IssueLogEntry.code == code).order_by(IssueLogEntry.number)
    ).all()
