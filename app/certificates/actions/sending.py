"""Sending somebody a certificate of theirs once more."""

from datetime import datetime

from app.accounts.models import Person
from app.certificates import letters
from app.certificates.models import Certificate
from app.certificates.rules import Snapshot
from app.platform import mail
from app.platform.languages import speaking


def send_certificate(certificate: Certificate, person: Person, verify_prefix: str, own_url: str, now: datetime) -> None:
    """Queue a message with the PDF to its owner, never to an address that was typed: nobody is sent mail through us.

    While one waits to leave, asking again adds none.
    """
    brings = certificate.attachment
    if mail.is_waiting(person.email, brings):
        return
    snapshot = Snapshot.load(certificate.snapshot)
    with speaking(person.language):
        subject, text = letters.of_copy(snapshot, own_url, f"{verify_prefix}{certificate.code}")
        mail.queue(person.email, subject, text, now, attachment=brings)
