"""Ana's certificate, and how to change what it says."""

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from app.certificates import pdf
from app.certificates.documents import badge, jwt, keys, seal, signature, status
from app.certificates.documents.addresses import Addresses
from app.certificates.rules import NO_APPROVAL, TITLE, Snapshot

CODE = "7K3MQ9TX2HDRAB5CNPW8YZ4EFG6"
SERIAL = "K7M2Q9TXR"
ADDRESSES = Addresses("https://school.example")
URL = f"https://school.example/verify/{CODE}"
NOON = datetime(2026, 11, 2, 17, 0, tzinfo=UTC)
STATUS = status.entry(1, 94_567, ADDRESSES)
COURSE = Snapshot(
    title=TITLE,
    name="Ana Díaz-Łukasiewicz",
    course_title="Low Back Pain and Spasm",
    module_title="",
    completed_on="2026-11-21",
    time_zone="America/New_York",
    format="Home study",
    hours="1.25",
    category="Technique theory",
    instructor="Ben Okafor",
    credentials="LMT, BCTMB",
    provider="Harbor School of Massage",
    provider_contact="12 Pier Road, Portland ME 04101 · ce@harbor.example",
    result="Passed",
    approval=NO_APPROVAL,
    revision=3,
    content_hash="9f2c",
)
MODULE = replace(COURSE, module_title="Effleurage: opening strokes", hours="0")
LONG_NAME = "Maria Fernanda de los Ángeles Rodriguez-Lindqvist van der Westhuizen-Featherston"
LONG_TITLE = "Neuromuscular therapy for the low back: assessment, positional release, what the evidence says " * 2
HOSTILE = '#set text(fill: red) $x$ ]] \\ "quoted" #panic() {{ name }} <b>'
NAMES = {
    "accents": "Ana Díaz-Łukasiewicz Žižka Çelik Åström",
    "Vietnamese": "Nguyễn Thị Ánh Tuyết",
    "Greek": "Γεώργιος Παπαδόπουλος",
    "Cyrillic": "Екатерина Щербакова",
    "source code": HOSTILE,
}
FIVE_LICENCES = [
    {"state": state, "kind": kind, "number": number, "text": f"{state} {kind} {number}, expires {expiry}"}
    for state, kind, number, expiry in (
        ("FL", "Massage therapist", "MA 98765", "2027-08-31"),
        ("GA", "Massage therapist", "MT012345", "2028-10-31"),
        ("TX", "Massage therapist", "MT 123456", "2027-04-30"),
        ("NY", "Massage therapist", "27 012345-01", "2029-01-31"),
        ("OR", "LMT", "#24680", "2028-02-29"),
    )
]
CROWDED = {
    "five licenses": replace(MODULE, licences=FIVE_LICENCES, valid_until="2028-11-21"),
    "a name of 80 letters": replace(COURSE, name=LONG_NAME),
    "long titles": replace(MODULE, module_title=LONG_TITLE, course_title=LONG_TITLE),
    "a long contact": replace(COURSE, provider_contact="Office of Continuing Education, Suite 1400 · " * 8),
    "many approvals": replace(COURSE, approval="Approved by a board, number 450000-12, until 31 August 2027. " * 12),
    "endless words": replace(MODULE, name="W" * 120, module_title="W" * 200, instructor="W" * 90, provider="W" * 90),
    "everything": replace(
        MODULE,
        name=LONG_NAME,
        module_title=LONG_TITLE,
        provider_contact=LONG_TITLE,
        approval=LONG_TITLE * 2,
        licences=FIVE_LICENCES,
    ),
}


@cache
def keyring() -> keys.Keyring:
    """Keys for tests without an app."""
    return keys.opened(Path(tempfile.mkdtemp(prefix="fascia-keys-")), "Harbor School of Massage", NOON)


def credential(snapshot: Snapshot = COURSE) -> badge.Json:
    """The Open Badge of a certificate, unsigned."""
    return badge.credential(snapshot, CODE, NOON, STATUS, ADDRESSES)


def token(snapshot: Snapshot = COURSE) -> str:
    """The Open Badge of a certificate, signed."""
    key = keyring().current
    return jwt.signed(credential(snapshot), key, ADDRESSES.key(key.id))


def sealed(snapshot: Snapshot = COURSE) -> str:
    """What the pattern of a certificate carries."""
    return seal.sealed(URL, snapshot, keyring().current)


def sheet(snapshot: Snapshot = COURSE, paper: str = "us-letter") -> pdf.Sheet:
    """What a certificate is printed from."""
    snapshot = pdf.tidied(snapshot)
    return pdf.Sheet(snapshot, CODE, SERIAL, URL, sealed(snapshot), token(snapshot), paper)


def printed(snapshot: Snapshot = COURSE, paper: str = "us-letter") -> bytes:
    """The PDF of a certificate, as it is given out."""
    return signature.signed(pdf.render(sheet(snapshot, paper)), keyring().current)


def named(name: str) -> bytes:
    """The PDF of Ana's certificate under another name."""
    return printed(replace(COURSE, name=name))
