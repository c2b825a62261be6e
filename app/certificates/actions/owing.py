"""Writing down what boards may have to be told of a certificate."""

from app.certificates.models import Certificate, ReportDue
from app.certificates.queries import COURSE
from app.platform.db import db


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
