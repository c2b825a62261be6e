"""The issue log, read from end to end."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, exists, select

from app.certificates.models import Certificate, IssueLogEntry, Revocation
from app.platform.chain import GENESIS, Link, first_broken
from app.platform.db import db
from app.platform.parts import in_parts

ISSUED = frozenset({"issued", "corrected", "recorded"})  # events that say what is on a certificate
WITHDRAWN = frozenset({"withdrawn"})
ENTRIES: Table = IssueLogEntry.metadata.tables[IssueLogEntry.__tablename__]
CERTIFICATES: Table = Certificate.metadata.tables[Certificate.__tablename__]
FACTS = ("serial", "enrolment_id", "scope", "issue", "snapshot", "attested_text", "reason")


@dataclass(frozen=True, slots=True)
class LogState:
    """How many entries, the hash of the newest, and the first thing that is wrong ("" for nothing)."""

    entries: int
    newest: str
    fault: str


def facts_of(certificate: Certificate | Row[Any]) -> dict[str, object]:
    """What the log keeps of a certificate when it is issued: all that must never change."""
    return {
        "serial": certificate.serial, "enrolment": certificate.enrolment_id, "scope": certificate.scope,
        "issue": certificate.issue, "snapshot": certificate.snapshot, "attested": certificate.attested_text,
        "reason": certificate.reason,
    }  # fmt: skip


@dataclass(slots=True)
class _Read:
    """What was seen on the way: the entry read last, and the first certificate that is not as it was logged."""

    number: int = 0
    hash: str = GENESIS
    changed: str = ""


def state_of_log() -> LogState:
    """Walk the chain and hold every certificate and every withdrawal against it, in constant memory."""
    read = _Read()
    broken = first_broken(_links(read))
    fault = f"entry {broken[0]}: {broken[1]}" if broken else _first_unlogged() or read.changed
    return LogState(read.number, read.hash, fault)


def _links(read: _Read) -> Iterator[Link]:
    """Every entry in order; its certificate is looked at in passing, so that no facts are read twice."""
    columns = (*ENTRIES.c, *(CERTIFICATES.c[name] for name in FACTS))
    joined = ENTRIES.outerjoin(CERTIFICATES, CERTIFICATES.c.code == ENTRIES.c.code)
    for entry in in_parts(select(*columns).select_from(joined), ENTRIES.c.number):
        read.number, read.hash = entry.number, entry.hash
        read.changed = read.changed or _changed(entry)
        yield Link(
            entry.number, (entry.at.isoformat(), entry.event, entry.code, entry.facts), entry.previous, entry.hash
        )


def _first_unlogged() -> str:
    """A certificate or a withdrawal that the log does not know: somebody wrote past the program."""
    code = db.session.scalar(
        select(Certificate.code).where(_has_no_entry(ISSUED)).order_by(Certificate.id).limit(1)
    )  # fmt: skip
    if code:
        return f"certificate {code} is not in the log"
    code = db.session.scalar(
        select(Certificate.code)
        .join(Revocation, Revocation.certificate_id == Certificate.id)
        .where(_has_no_entry(WITHDRAWN))
        .limit(1)
    )
    return f"the withdrawal of {code} is not in the log" if code else ""


def _has_no_entry(events: Iterable[str]) -> ColumnElement[bool]:
    """Not `NOT IN`, for which PostgreSQL compares each certificate of a large school with each entry, for hours."""
    return ~exists().where(IssueLogEntry.code == Certificate.code, IssueLogEntry.event.in_(events))


def _changed(entry: Row[Any]) -> str:
    """How a certificate differs from what its entry says: it is gone, or says something else; "" for not at all."""
    if entry.event not in ISSUED:
        return ""
    if entry.serial is None:
        return f"certificate {entry.code} of entry {entry.number} is gone"
    facts = facts_of(entry)
    if {name: value for name, value in entry.facts.items() if name in facts} != facts:
        return f"certificate {entry.code} was changed after entry {entry.number}"
    return ""
