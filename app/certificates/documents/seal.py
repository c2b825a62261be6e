"""What the square pattern carries behind the address: the facts of the certificate, signed, to check without a server.

The address ends in `#` and one large number, which browsers keep to themselves. As bytes the number is: 1 (the version
of this format), 64 bytes of signature (ECDSA on P-256 with SHA-256, r and s), and the facts in UTF-8, a line each: the
beginning of the key's id, name, what was completed, hours, day. Signed is the address up to and with `#`, then the
facts. Digits because a pattern holds three of them in ten bits: as base64 the bytes would take a third more room.
"""

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from app.certificates.documents.keys import SigningKey
from app.certificates.rules import Snapshot

VERSION, HALF = 1, 32
KEY_LETTERS = 8  # of the key's id: enough to choose among the few keys of one issuer
LONGEST = 80  # bytes of a fact; a longer one is cut, and the cut shows, so that the pattern stays easy to read
CUT = "…"


def sealed(address: str, snapshot: Snapshot, key: SigningKey) -> str:
    """`address` with the facts and their signature behind it."""
    facts = (key.id[:KEY_LETTERS], snapshot.name, snapshot.subject, snapshot.hours_text, snapshot.completed_on)
    start, body = f"{address}#".encode(), "\n".join(map(_short, facts)).encode()
    r, s = decode_dss_signature(key.private.sign(start + body, ECDSA(SHA256())))
    signature = r.to_bytes(HALF, "big") + s.to_bytes(HALF, "big")
    return start.decode() + str(int.from_bytes(bytes([VERSION]) + signature + body, "big"))


def _short(fact: str) -> str:
    line = " ".join(fact.split())
    if len(line.encode()) <= LONGEST:
        return line
    return line.encode()[: LONGEST - len(CUT.encode())].decode(errors="ignore").rstrip() + CUT
