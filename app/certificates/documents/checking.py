"""Whether a PDF that somebody sends is one of ours and unaltered, read as bytes: nothing in it is opened or unpacked.

A file of a stranger may be made to hurt whoever parses it. Ours need no parsing: the signature says which bytes it
covers, and a file that is covered from its first to its last byte, but for the signature itself, is what we signed.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from app.certificates.documents import late

LARGEST = 500_000  # bytes; ours have 45,000, and with letters of many scripts not thrice as much
HEAD = 1024  # within so many bytes a PDF says that it is one
RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d{1,9})\s+(\d{1,9})\s+(\d{1,9})\s*\]")
CONTENTS = re.compile(rb"<([0-9A-Fa-f]+)>")


class Finding(Enum):
    """What a file is, as far as the file itself can say."""

    NOT_A_PDF = "not a PDF"
    FOREIGN = "no signature of ours"
    ALTERED = "our signature, but not over these bytes"
    EXTENDED = "our signature, and something after it"
    SIGNED = "our signature over the whole file"


@dataclass(frozen=True, slots=True)
class Found:
    """The finding, and how many bytes from the beginning are as we signed them (0: none)."""

    finding: Finding
    whole: int = 0


def examined(data: bytes, certificates: Iterable[x509.Certificate]) -> Found:
    """What `data` is. `certificates`: all that ever signed for us."""
    if b"%PDF-" not in data[:HEAD]:
        return Found(Finding.NOT_A_PDF)
    known = {one.public_bytes(Encoding.DER) for one in certificates}
    if not any(one.hex().encode() in data.lower() for one in known):
        return Found(Finding.FOREIGN)
    whole = max((end for end in _signed_ends(data, known)), default=0)
    if not whole:
        return Found(Finding.ALTERED)
    return Found(Finding.SIGNED if whole == len(data) else Finding.EXTENDED, whole)


def fingerprint(data: bytes) -> str:
    """The SHA-256 of a file, as it is kept with each of ours."""
    return hashlib.sha256(data).hexdigest()


def _signed_ends(data: bytes, known: set[bytes]) -> Iterator[int]:
    """Where each stretch from the first byte on ends that a signature of ours covers."""
    for before, after, rest in (map(int, found.groups()) for found in RANGE.finditer(data)):
        contents = CONTENTS.fullmatch(data, before, after)
        if contents and after + rest <= len(data):
            covered = hashlib.sha256(data[:before] + data[after : after + rest]).digest()
            if late.signature().is_ours(contents[1], covered, known):
                yield after + rest
