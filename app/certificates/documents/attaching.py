"""The PDF of a certificate as a message brings it: looked up when the message leaves, from where it is kept."""

from datetime import datetime

from app.certificates.documents.press import Press, file_of
from app.certificates.queries import issued_with_code
from app.platform.mail import CalledOff, File


def attached(press: Press, code: str, now: datetime) -> File:
    """The file. Raises CalledOff for one that was withdrawn or replaced since; a letter of its own tells its owner."""
    issued = issued_with_code(code)
    if issued is None:
        raise CalledOff("there is no such certificate")
    if issued.withdrawn_at is not None:
        raise CalledOff("the certificate was withdrawn before this message left")
    if issued.replaced_by is not None:
        raise CalledOff("the certificate was corrected before this message left")
    certificate = issued.certificate
    return File(f"certificate-{certificate.serial}.pdf", "application/pdf", file_of(certificate, press, now))
