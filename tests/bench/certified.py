"""Past certificates: copies of a real one in other names, each an entry of the issue log, which stays whole."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Row, insert, literal, select

from app.accounts.models import Person
from app.catalogue.models import CourseRevision, Module
from app.certificates.models import Certificate, ClaimGate, IssueLogEntry
from app.certificates.rules import Gate
from app.learning.models import Enrolment
from app.platform import clock
from app.platform.chain import digest
from app.platform.db import db
from app.platform.ids import ALPHABET, check_letter

AT_ONCE = 5_000
CODE, SERIAL = 26, 8
AGO = timedelta(days=399)
APART = timedelta(seconds=60)


def add(revision: CourseRevision, mark: str, each: int) -> None:
    """Give everybody whose address begins with `mark` so many certificates: of the course, then of its modules."""
    first = db.session.scalars(select(Certificate).order_by(Certificate.id)).first()
    if first is None:
        raise LookupError("nobody has a certificate to copy")
    modules = select(Module.key, Module.title).where(Module.revision_id == revision.id).order_by(Module.id)
    subjects = [("course", ""), *((f"module:{key}", title) for key, title in db.session.execute(modules))][:each]
    if len(subjects) < each:
        raise LookupError(f"the course has {len(subjects)} certificates to claim, not {each}")
    rows, log = _rows(first, mark, subjects), _Log()
    while some := list(islice(rows, AT_ONCE)):
        db.session.execute(insert(Certificate), some)
        db.session.execute(insert(IssueLogEntry), [log.entry(row) for row in some])
    _add_gates(mark)


def _rows(first: Certificate, mark: str, subjects: list[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """The certificates, the oldest first."""
    chance, at = random.Random(mark), clock.now() - AGO
    for number, place in enumerate(_places(mark)):
        for scope, title in subjects:
            snapshot = {**first.snapshot, "name": place.name, "module_title": title}
            yield {
                "code": _code(chance, CODE), "serial": _code(chance, SERIAL), "enrolment_id": place.id,
                "scope": scope, "issue": 1, "may_report": False, "snapshot": snapshot,
                "attested_text": first.attested_text, "attested_at": at, "issued_at": at + number * APART,
            }  # fmt: skip


def _places(mark: str) -> list[Row[tuple[int, str]]]:
    found = select(Enrolment.id, Person.name).join(Person, Person.id == Enrolment.person_id)
    return list(db.session.execute(found.where(Person.email.startswith(mark)).order_by(Enrolment.id)))


def _code(chance: random.Random, length: int) -> str:
    body = "".join(chance.choices(ALPHABET, k=length))
    return body + check_letter(body)


class _Log:
    """The end of the issue log, on top of which entries are made."""

    def __init__(self) -> None:
        newest = select(IssueLogEntry.number, IssueLogEntry.hash).order_by(IssueLogEntry.number.desc()).limit(1)
        self._number, self._hash = db.session.execute(newest).one()

    def entry(self, row: dict[str, Any]) -> dict[str, Any]:
        """The next entry: that this certificate was issued."""
        facts = {
            "serial": row["serial"], "enrolment": row["enrolment_id"], "scope": row["scope"], "issue": row["issue"],
            "snapshot": row["snapshot"], "attested": row["attested_text"], "reason": None,
        }  # fmt: skip
        at: datetime = row["issued_at"]
        previous, self._number = self._hash, self._number + 1
        self._hash = digest(self._number, (at.isoformat(), "issued", row["code"], facts), previous)
        return {
            "number": self._number, "at": at, "event": "issued", "code": row["code"], "facts": facts,
            "previous": previous, "hash": self._hash,
        }  # fmt: skip


def _add_gates(mark: str) -> None:
    columns = ["enrolment_id", "scope", "gate", "passed_at", "details"]
    passed = (
        select(Certificate.enrolment_id, Certificate.scope, literal(gate.value), Certificate.attested_at,
               literal({}, ClaimGate.details.type))
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id).join(Person, Person.id == Enrolment.person_id)
        .where(Person.email.startswith(mark))
        for gate in (Gate.COMPLETED, Gate.CONFIRMED, Gate.ATTESTED)
    )  # fmt: skip
    for one in passed:
        db.session.execute(insert(ClaimGate).from_select(columns, one))
