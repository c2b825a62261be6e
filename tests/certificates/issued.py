"""Ana's certificate, and how to change what it says."""

from dataclasses import replace

from app.certificates import pdf
from app.certificates.rules import NO_APPROVAL, TITLE, Snapshot

CODE = "7K3MQ9TX2HDRAB5CNPW8YZ4EFG6"
SERIAL = "K7M2Q9TXR"
URL = f"https://school.example/verify/{CODE}"
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
CROWDED = {
    "a name of 80 letters": replace(COURSE, name=LONG_NAME),
    "long titles": replace(MODULE, module_title=LONG_TITLE, course_title=LONG_TITLE),
    "a long contact": replace(COURSE, provider_contact="Office of Continuing Education, Suite 1400 · " * 8),
    "many approvals": replace(COURSE, approval="Approved by a board, number 450000-12, until 31 August 2027. " * 12),
    "endless words": replace(MODULE, name="W" * 120, module_title="W" * 200, instructor="W" * 90, provider="W" * 90),
    "everything": replace(
        MODULE, name=LONG_NAME, module_title=LONG_TITLE, provider_contact=LONG_TITLE, approval=LONG_TITLE * 2
    ),
}


def printed(snapshot: Snapshot = COURSE, paper: str = "us-letter") -> bytes:
    """The PDF of a certificate."""
    return pdf.render(snapshot, CODE, SERIAL, URL, paper)


def named(name: str) -> bytes:
    """The PDF of Ana's certificate under another name."""
    return printed(replace(COURSE, name=name))
