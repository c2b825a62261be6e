"""The provider's signature in the PDF (PAdES B-B): it certifies the file, and allows no change after it.

Loaded by `late.py` alone: what stands below takes as long to import as the rest of the program.
"""

import asyncio
from collections.abc import Container
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from io import BytesIO

from asn1crypto.cms import ContentInfo, SignedData
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from app.certificates.documents.keys import SigningKey
from app.certificates.documents.signer import Signer

FIELD = "ProviderSignature"
# Outside of the page: an invisible field is refused by PDF/UA where it is just empty, and by PDF/A where it is hidden.
SPECIFICATION = SigFieldSpec(
    FIELD,
    readable_field_name="Digital signature of the provider",
    invis_sig_settings=InvisSigSettings(box_out_of_bounds=True),
)
# pyHanko wants an event loop, and a thread that has one (an asynchronous server's, a browser test's) bears no other.
_aside, _loop = ThreadPoolExecutor(1, thread_name_prefix="signature"), asyncio.new_event_loop()
_signer_of = lru_cache(4)(Signer)
METADATA = PdfSignatureMetadata(
    field_name=FIELD,
    subfilter=SigSeedSubFilter.PADES,
    md_algorithm="sha256",
    certify=True,
    docmdp_permissions=MDPPerm.NO_CHANGES,
)


class Writer(IncrementalPdfFileWriter):
    """Appends to a PDF and leaves its metadata alone."""

    def _update_meta(self) -> None:
        """Do nothing: rewritten metadata would lose the descriptions that PDF/A asks for."""


def signed(pdf: bytes, key: SigningKey) -> bytes:
    """`pdf` with the signature appended; what was there before stays byte for byte."""
    private = key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = _signer_of(key.certificate.public_bytes(Encoding.DER), private)
    press = PdfSigner(METADATA, signer=signer, new_field_spec=SPECIFICATION)
    # Typst ends without a line end; the first object that is appended must begin on a line of its own.
    writer = Writer(BytesIO(pdf + b"\n"))
    return _aside.submit(_signed, press, writer, signer.room).result()


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


def _signed(press: PdfSigner, writer: Writer, room: int) -> bytes:
    done: BytesIO = _loop.run_until_complete(press.async_sign_pdf(writer, bytes_reserved=room))
    return done.getvalue()
