"""What a certificate's documents cost, in this process: ours beside bare Typst and bare pyHanko."""

import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from statistics import median, quantiles

import typst
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from app.certificates import pdf
from app.certificates.documents import late
from tests.certificates.issued import COURSE, keyring, printed, sheet

PAGE = b"""#set page(paper: "us-letter", flipped: true)
#set document(title: "A certificate", date: datetime(year: 2026, month: 11, day: 21))
= A certificate
Ana has completed a course."""
STANDARDS = ["a-3a", "ua-1"]
WARM, TIMES = 5, 100


def measure() -> list[tuple[str, str, str]]:
    """Rows: what, how much, goal."""
    late.signature()
    names = iter(range(10**6))
    signer = _bare_signer()

    def ours() -> bytes:
        return printed(replace(COURSE, name=f"Student {next(names)}"))

    bare = typst.compile(PAGE, format="pdf", pdf_standards=STANDARDS)
    return [
        _row("bare Typst: a page of two lines, PDF/A-3a and PDF/UA-1", _bare_typst),
        _row("our typesetting: a certificate", lambda: pdf.render(sheet())),
        _row("bare pyHanko: an ECDSA signature under that page", lambda: _bare_signature(bare, signer)),
        _row("a certificate: badge, pattern, page, signature", ours, "p95 <= 40 ms"),
        ("its size", f"{len(ours()):,} bytes", "<= 45,000"),
    ]


def _row(name: str, work: Callable[[], object], goal: str = "") -> tuple[str, str, str]:
    for _ in range(WARM):
        work()
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        took.append(1000 * (time.perf_counter() - began))
    return name, f"{median(took):.1f} ms, p95 {quantiles(took, n=20)[-1]:.1f} ms", goal


def _bare_typst() -> bytes:
    return typst.compile(PAGE, format="pdf", pdf_standards=STANDARDS)


def _bare_signer() -> SimpleSigner:
    key = keyring().current
    certificate = Certificate.load(key.certificate.public_bytes(Encoding.DER))
    private = key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(certificate, PrivateKeyInfo.load(private), SimpleCertificateStore())


def _bare_signature(page: bytes, signer: SimpleSigner) -> bytes:
    metadata = PdfSignatureMetadata(field_name="Signature", md_algorithm="sha256")
    return PdfSigner(metadata, signer=signer).sign_pdf(IncrementalPdfFileWriter(BytesIO(page + b"\n"))).getvalue()
