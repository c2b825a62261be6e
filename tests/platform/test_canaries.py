"""Everybody opens everything: what stands in a field that they may not read is nowhere in what they get.

Each text column is named in secrets.toml with who may read it. A word of its own is written into each, and strangers,
students, instructors and an administrator open every address there is, files and cookies included.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.accounts.factors.models import Authenticator, Passkey, RecoveryCode
from app.accounts.models import SignIn
from app.accounts.queries import person_by_id
from app.accounts.rules import Role
from app.assessment.models import Allowance, AnswerEvent, Erratum, ManualMark, Question
from app.catalogue.models import CourseRevision
from app.catalogue.rules import Right
from app.certificates.actions import Correction, correct_certificate
from app.certificates.models import EvaluationResponse, ReportDue, ReportLine
from app.certificates.queries import issued_with_code
from app.platform import audit, clock, ids, remembered
from app.platform.db import db
from app.platform.mail import OutboxMessage
from app.platform.transactions import writing
from app.reporting.models import HoursSignoff
from app.reporting.rules.evaluation import FEWEST
from tests.essays import OWN_WORDS
from tests.journeys.stories import enrol, take
from tests.making import SLUG
from tests.people import ANA, BEN, CORA, DEE, HANNA, Someone, add, granted, signed_in
from tests.platform.canaries import Canary, everything, plant, reviewed, text_columns
from tests.platform.everywhere import Site, lived_in

AUDITED = "the canary of the audit log"
AUDIT_READERS = frozenset({"owner", "administrator"})
UNSEEN: set[str] = set()
# Two hashes that only typing a password makes, and HTML that no message of this story has.
EMPTY = {"known_devices.token_hash", "tries.key", "outbox_messages.html"}
GUS, WIM = (
    Someone("Gus Gray", "gus@example.org", Role.INSTRUCTOR), Someone("Wim Wit", "wim@example.org", Role.INSTRUCTOR),
)  # fmt: skip
# Who they are to Ana's work in Ben's courses.
ROLES = {
    "a stranger": (None, set[str]()),
    "a student before handing in": (DEE, set[str]()),
    "an instructor without a grant": (HANNA, set[str]()),
    "an instructor who may teach": (GUS, {"teacher"}),
    "an instructor who may write": (WIM, {"writer"}),
    "the instructor whose course it is": (BEN, {"teacher", "writer", "sender"}),
    "the administrator": (CORA, {"administrator"}),
}


@pytest.mark.sqlite_only
def test_every_text_column_is_named_as_secret_or_not(app: Flask):
    assert app.blueprints, "all rooms are there, and so are their tables"
    named = {table: set(columns) for table, columns in reviewed().items()}
    assert named == text_columns(), "look at who may read it, then edit secrets.toml"
    readers = {"owner", "teacher", "writer", "sender", "administrator"}
    for table, columns in reviewed().items():
        for column, who in columns.items():
            assert who in ("code", "open", "never") or set(who) <= readers, f"{table}.{column}"


def full(app: Flask, site: Site) -> list[str]:
    """What a site that was lived in lacks yet: something in every secret field. Returns further addresses."""
    ben, ana = add(app, BEN), int(site.known["person"])
    for course, someone, right in ((SLUG, GUS, Right.TEACH), (SLUG, WIM, Right.EDIT)):
        granted(app, course, someone, right)
        granted(app, OWN_WORDS, someone, right)
    with app.app_context(), writing():
        given(ana, ben)
        person, staff = person_by_id(ana), person_by_id(ben)
        person.licence_name = "Ana Diaz"
        issued, fix = issued_with_code(site.known["code"]), Correction("Ana D.", [], "The name was misspelt")
        corrected = correct_certificate(issued, fix, staff, "http://localhost/verify/", clock.now())
        licence = {"state": "FL", "kind": "massage", "number": "MA 77", "may_report": False}
        db.session.add(ReportDue(certificate_id=corrected.id, place=0, **licence))
        code = corrected.code
    enrol(app, DEE, SLUG)
    open_attempt = take(app, DEE, SLUG, "strokes", submit=False)
    return [
        f"/studio/attempts/{site.essay['attempt']}", f"/studio/{SLUG}/file?path=1-strokes/1-begin.md&version=1",
        *(f"{open_attempt}{part}" for part in ("", "/1", "/2", "/all", "/check")),
        *(f"{part}{code}" for part in ("/verify/", "/certificates/", "/studio/certificates/")),
        f"/certificates/{code}.pdf", f"/certificates/{code}.json", f"/admin/audit?person={ana}",
        "/admin/mail?show=sent",
    ]  # fmt: skip


def given(ana: int, ben: int) -> None:
    """What staff wrote about Ana and her course, as rows."""
    now = clock.now()
    essay = db.session.scalars(select(AnswerEvent).order_by(AnswerEvent.id.desc())).first()
    question, revision = (db.session.scalars(select(one)).first() for one in (Question, CourseRevision))
    by = {"reason": "Dyslexia, as her physician says"}
    db.session.add_all([
        Allowance(kind="time", person_id=ana, value="3/2", given_by_id=ben, given_at=now, **by),
        ManualMark(
            attempt_id=essay.attempt_id, number=essay.number, turn=1, sequence=essay.sequence, points=[1, 1],
            fraction=0, comment="Better than last time", marked_by_id=ben, marked_at=now,
        ),
        Erratum(
            question_id=question.id, remedy="new-key", new_spec=question.spec, keep_passed=True, by_id=ben, at=now,
            reason="Two were right",
        ),
        HoursSignoff(
            revision_id=revision.id, method="words", computed="1", claimed="1", worksheet={}, by_id=ben, at=now,
            reason="By the rule",
        ),
        *(
            EvaluationResponse(id=ids.public_id(), revision_id=revision.id, year=2026, answers={"comment": "Too long"})
            for _ in range(FEWEST)
        ),
    ])  # fmt: skip
    db.session.add_all([
        Passkey(
            credential_id=b"laptop", person_id=ana, public_key=b"key", sign_count=0, name="Her laptop", added_at=now
        ),
        Authenticator(person_id=ana, sealed="a sealed secret", used_step=0, added_at=now),
        RecoveryCode(code_hash="a" * 64, person_id=ana),
    ])  # fmt: skip
    audit.record("noted", f"person:{ana}", now, person_id=ben, why=AUDITED)
    remembered.remember(remembered.REHEARSAL, now, file="monday.zip", made_at="2026-11-21")
    letter = db.session.scalars(select(OutboxMessage)).first()
    letter.tries, letter.last_error = 1, "550 no such mailbox"
    db.session.scalars(select(ReportLine)).first().note = "Refused by the board"
    db.session.execute(
        update(SignIn).where(SignIn.person_id == ana).values(device="Her phone", network="A net at home")
    )


@pytest.mark.sqlite_only  # what a page shows is the same on both
def test_nobody_is_shown_what_is_not_for_them(app: Flask, tmp_path: Path):
    site = lived_in(app, tmp_path)
    more = full(app, site)
    canaries = [*plant(app, int(site.known["person"])), Canary("audit_events", "details", AUDITED, AUDIT_READERS)]
    addresses = [*dict.fromkeys(address for _, address in site.addresses("GET")), *more]
    ana = replace(ANA, email=next(one.word for one in canaries if one.place == "people.email") + "@example.org")
    leaks, seen = [], set()
    for role, (someone, hats) in (ROLES | {"the owner": (ana, {"owner"})}).items():
        client = signed_in(app, someone) if someone else app.test_client()
        for address, text in everything(client, addresses):
            for canary in found(canaries, text):
                seen.add(canary.place) if canary.readers & hats else leaks.append(f"{role}, {address}: {canary.place}")
    assert leaks == []
    assert {one.place for one in canaries if one.readers} - seen == UNSEEN, "a field that no page shows is not watched"
    assert secret_places() - {one.place for one in canaries} == EMPTY, "nothing stood there"


def found(canaries: list[Canary], text: str) -> list[Canary]:
    """Those that stand in the text."""
    words = set(re.findall(r"canary\d+q", text))
    return [one for one in canaries if (one.word in words if one.word.startswith("canary") else one.word in text)]


def secret_places() -> set[str]:
    return {
        f"{table}.{column}" for table, columns in reviewed().items() for column, who in columns.items()
        if who not in ("code", "open")
    }  # fmt: skip
