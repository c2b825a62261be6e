"""Writing down what boards may have to be told of a certificate."""

from sqlalchemy import exists, select

from app.certificates.models import Certificate, ReportDue
from app.certificates.queries import COURSE
from app.platform.db import db

LATEST = 1_000  # certificates: more than are issued while machines are brought up to date in turn


def owe_reports(certificate: Certificate) -> None:
    """Note the licences that a certificate of a whole course prints; one of a module is reported to nobody."""
    if certificate.scope != COURSE:
        return
    db.session.add_all(
        ReportDue(
            certificate_id=certificate.id, place=place, state=one["state"], kind=one["kind"], number=one["number"],
            may_report=certificate.may_report,
        )
        for place, one in enumerate(certificate.snapshot.get("licences", []))
    )  # fmt: skip


def owe_what_is_missing() -> None:
    """Note it for the latest certificates, where a program issued them that did not know of this."""
    latest = select(Certificate.id).order_by(Certificate.id.desc()).limit(LATEST).subquery()
    unnoted = select(Certificate).where(
        Certificate.id.in_(select(latest.c.id)), Certificate.scope == COURSE,
        ~exists().where(ReportDue.certificate_id == Certificate.id),
    )  # fmt: skip
    for certificate in db.session.scalars(unnoted):
        owe_reports(certificate)
