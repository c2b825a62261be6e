"""Makes the documents of a certificate at the first look at one of them, and keeps them for ever."""

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from app.certificates import pdf
from app.certificates.documents import badge, checking, jwt, late, queries, seal, status
from app.certificates.documents.addresses import Addresses
from app.certificates.documents.keys import Keyring, SigningKey
from app.certificates.documents.models import Document
from app.certificates.models import Certificate
from app.certificates.rules import Snapshot
from app.platform.db import db
from app.platform.errors import UNAVAILABLE, Refused
from app.platform.site import current_site, logo_svg

log = logging.getLogger(__name__)


class NotPrinted(Refused):
    """The printer failed. The certificate stands, its page can be printed, and the next look tries again."""

    def __init__(self) -> None:
        """Answered 503."""
        super().__init__(
            _("The PDF cannot be made at the moment. The certificate itself is safe, and its page can be printed."),
            UNAVAILABLE,
        )


@dataclass(frozen=True, slots=True)
class Press:
    """What every document is made with. `paper`: `us-letter` or `a4`."""

    keyring: Keyring
    addresses: Addresses
    paper: str


def document_of(certificate: Certificate, press: Press, now: datetime) -> Document:
    """The certificate's documents. Of two first looks at once both get what one of them made. Raises NotPrinted.

    They are made between reading and writing, since that takes as long as ten saved answers.
    """
    while (found := db.session.get(Document, certificate.id)) is None:
        document = _made(certificate, press, now)
        try:
            with db.session.begin_nested():
                db.session.add(document)
        except IntegrityError:  # somebody else was faster, with this certificate or with this place in the list
            continue
        return document
    return found


def file_of(certificate: Certificate, press: Press, now: datetime) -> bytes:
    """The certificate as a PDF, the very same whenever it is asked for."""
    return document_of(certificate, press, now).pdf


def _made(certificate: Certificate, press: Press, now: datetime) -> Document:
    snapshot, code = pdf.tidied(Snapshot.load(certificate.snapshot)), certificate.code
    key, addresses = press.keyring.key_of(current_site().provider, now), press.addresses
    number, place = _free_place(certificate.id)
    entry = status.entry(number, place, addresses)
    credential = badge.credential(snapshot, code, certificate.issued_at, entry, addresses)
    token = jwt.signed(credential, key, addresses.key(key.id))
    sealed_url = seal.sealed(addresses.verify(code), snapshot, key)
    logo = logo_svg(snapshot.logo)
    sheet = pdf.Sheet(snapshot, code, certificate.serial, addresses.verify(code), sealed_url, token, press.paper, logo)
    data = _printed(sheet, key)
    return Document(
        certificate_id=certificate.id,
        key_id=key.id,
        status_list=number,
        status_place=place,
        sealed_url=sealed_url,
        credential=token,
        pdf=data,
        pdf_sha256=checking.fingerprint(data),
        pressed_at=now,
    )


def _printed(sheet: pdf.Sheet, key: SigningKey) -> bytes:
    try:
        data: bytes = late.signature().signed(pdf.render(sheet), key)
    except Exception as error:  # whatever it is, nobody's certificate may hang on it
        log.exception("certificate %s could not be printed", sheet.serial)
        raise NotPrinted from error
    return data


def _free_place(certificate_id: int) -> tuple[int, int]:
    """A list, each for so many certificates, and a place in it that nobody has."""
    number = certificate_id // status.USED + 1
    while True:
        place = secrets.randbelow(status.SIZE)
        if not queries.is_place_taken(number, place):
            return number, place
