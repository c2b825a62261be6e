"""The provider's signature in the PDF (PAdES B-B): it certifies the file, and allows no change after it.

Loaded by `late.py` alone: what stands below takes as long to import as the rest of the program.
"""

from collections.abc import Container
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

from asn1crypto.cms import CMSAttributes, ContentInfo, SignedData, SignerInfo
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko_certvalidator.registry import SimpleCertificateStore

from app.certificates.documents.keys import SigningKey

FIELD = "ProviderSignature"
ROOM = 400  # bytes that the signature takes beside the certificate and, twice, its name; a test holds it to that
# Outside of the page: an invisible field is refused by PDF/UA where it is just empty, and by PDF/A where it is hidden.
SPECIFICATION = SigFieldSpec(
    FIELD,
    readable_field_name="Digital signature of the provider",
    invis_sig_settings=InvisSigSettings(box_out_of_bounds=True),
)
# pyHanko runs an event loop, and a thread that has one (an asynchronous server's, a browser test's) bears no other.
_aside = ThreadPoolExecutor(1, thread_name_prefix="signature")
METADATA = PdfSignatureMetadata(
    field_name=FIELD,
    subfilter=SigSeedSubFilter.PADES,
    md_algorithm="sha256",
    certify=True,
    docmdp_permissions=MDPPerm.NO_CHANGES,
)


class Signer(SimpleSigner):
    """Hands on what is complete as bytes: each level above would encode all that is in it anew, and more than once."""

    async def signed_attrs(self, *settings: Any, **more: Any) -> CMSAttributes:
        """What is signed."""
        return CMSAttributes.load((await super().signed_attrs(*settings, **more)).dump())

    def signer_info(self, *parts: Any) -> SignerInfo:
        """Who signed, what, and the signature."""
        return SignerInfo.load(super().signer_info(*parts).dump())


class Writer(IncrementalPdfFileWriter):
    """Appends to a PDF and leaves its metadata alone."""

    def _update_meta(self) -> None:
        """Do nothing: rewritten metadata would lose the descriptions that PDF/A asks for."""


def signed(pdf: bytes, key: SigningKey) -> bytes:
    """`pdf` with the signature appended; what was there before stays byte for byte."""
    certificate = Certificate.load(key.certificate.public_bytes(Encoding.DER))
    private = key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = Signer(certificate, PrivateKeyInfo.load(private), SimpleCertificateStore())  # type: ignore[no-untyped-call]
    room = 2 * (len(certificate.dump()) + 2 * len(certificate.subject.dump()) + ROOM)  # two digits a byte
    press = PdfSigner(METADATA, signer=signer, new_field_spec=SPECIFICATION)
    # Typst ends without a line end; the first object that is appended must begin on a line of its own.
    writer = Writer(BytesIO(pdf + b"\n"))
    done: BytesIO = _aside.submit(press.sign_pdf, writer, bytes_reserved=room).result()
    return done.getvalue()


def is_ours(contents: bytes, digest: bytes, known: Container[bytes]) -> bool:
    """Whether `contents`, in hexadecimal digits, sign this SHA-256 under one of the `known` certificates (DER)."""
    try:
        data = bytes.fromhex(contents.decode())
        whole = ContentInfo.load(data)
        signature: SignedData = whole["content"]
        [signer] = signature["signer_infos"]
        [certificate] = (choice.chosen for choice in signature["certificates"] if choice.chosen.dump() in known)
        is_padded = not any(data[len(whole.dump()) :])
        return is_padded and all(validate_sig_integrity(signer, certificate, "data", digest))
    except Exception:  # noqa: BLE001 - whatever a stranger wrote there, it is no signature of ours
        return False
