"""The issue log, read from end to end."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from app.certificates.models import Certificate, IssueLogEntry, Revocation
from app.platform.chain import GENESIS, Link, first_broken
from app.platform.db import db
from app.platform.parts import in_parts


@dataclass(frozen=True, slots=True)
class LogState:
    """How many entries, the hash of the newest, and the first thing that is wrong ("" for nothing)."""

    entries: int
    newest: str
    fault: str


def facts_of(certificate: Certificate) -> dict[str, object]:
    """What the log keeps of a certificate when it is issued: all that must never change."""
    return {
        "serial": certificate.serial, "enrolment": certificate.enrolment_id, "scope": certificate.scope,
        "issue": certificate.issue, "snapshot": certificate.snapshot, "attested": certificate.attested_text,
        "reason": certificate.reason,
    }  # fmt: skip


def state_of_log() -> LogState:
    """Walk the chain, then hold every certificate and every withdrawal against it, in constant memory."""
    read: list[tuple[int, str]] = [(0, GENESIS)]
    broken = first_broken(_links(read))
    fault = f"entry {broken[0]}: {broken[1]}" if broken else _first_unlogged() or _first_changed()
    return LogState(*read[0], fault)


def _links(read: list[tuple[int, str]]) -> Iterator[Link]:
    """Every entry in order; `read` holds the number and hash of the one read last."""
    for number, entry in in_parts(select(IssueLogEntry.number, IssueLogEntry), IssueLogEntry.number):
        read[0] = number, entry.hash
        yield Link(number, (entry.at.isoformat(), entry.event, entry.code, entry.facts), entry.previous, entry.hash)


def _first_unlogged() -> str:
    """A certificate or a withdrawal that the log does not know: somebody wrote past the program."""
    logged = select(IssueLogEntry.code).where(IssueLogEntry.event.in_(("issued", "corrected", "recorded")))
    code = db.session.scalar(
        select(Certificate.code).where(Certificate.code.not_in(logged)).order_by(Certificate.id).limit(1)
    )
    if code:
        return f"certificate {code} is not in the log"
    withdrawn = select(IssueLogEntry.code).where(IssueLogEntry.event == "withdrawn")
    code = db.session.scalar(
        select(Certificate.code)
        .join(Revocation, Revocation.certificate_id == Certificate.id)
        .where(Certificate.code.not_in(withdrawn))
        .limit(1)
    )
    return f"the withdrawal of {code} is not in the log" if code else ""


def _first_changed() -> str:
    """A certificate that says something else than when it was logged, or that is gone."""
    rows = in_parts(
        select(IssueLogEntry.number, IssueLogEntry, Certificate)
        .outerjoin(Certificate, Certificate.code == IssueLogEntry.code)
        .where(IssueLogEntry.event.in_(("issued", "corrected", "recorded"))),
        IssueLogEntry.number,
    )
    for number, entry, certificate in rows:
        if certificate is None:
            return f"certificate {entry.code} of entry {number} is gone"
        facts = facts_of(certificate)
        if {name: value for name, value in entry.facts.items() if name in facts} != facts:
            return f"certificate {entry.code} was changed after entry {number}"
    return ""
