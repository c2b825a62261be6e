"""The audit log's chain: the worker gives each line its place and hash; the doctor walks it.

A request only adds its line. Were the hash made there, every writer on PostgreSQL would wait for the commit of the one
before it, one disk write after the other. The price: for the worker's two seconds a line is held by its trigger alone.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Table, bindparam, func, select, text, update

from app.platform.audit import ERASED, AuditEvent, digest_of, says
from app.platform.chain import GENESIS, Link, canonical, digest, first_broken
from app.platform.db import db
from app.platform.parts import in_parts

AT_ONCE = 200  # lines a turn: on SQLite savers wait meanwhile
CHAIN_LOCK = 6_118_003  # any number; workers on several machines take turns
LATE = timedelta(minutes=10)
LINES: Table = AuditEvent.metadata.tables[AuditEvent.__tablename__]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ChainState:
    """How many lines are chained, the newest hash, the first thing that is wrong (""), how many wait too long."""

    lines: int
    newest: str
    fault: str
    late: int


def chain_next(_now: datetime) -> bool:
    """Chain the lines that wait. A job of the worker; returns whether there may be more.

    The newest hash goes into the log of the process as well, which is where somebody outside can keep it.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text(f"SELECT pg_advisory_xact_lock({CHAIN_LOCK})"))
    waiting = select(AuditEvent).where(AuditEvent.number.is_(None)).order_by(AuditEvent.id).limit(AT_ONCE)
    lines = db.session.scalars(waiting).all()
    if lines:
        number, newest = _chain(lines)
        log.info("audit chain: line %s, newest %s", number, newest)
    return len(lines) == AT_ONCE


def _chain(lines: Sequence[AuditEvent]) -> tuple[int, str]:
    number, previous = _newest()
    placed = []
    for line in lines:
        number, previous = number + 1, digest(number + 1, says(line), previous)
        placed.append({"line": line.id, "place": number, "link": previous})
    place = update(LINES).where(LINES.c.id == bindparam("line"))
    db.session.connection().execute(place.values(number=bindparam("place"), hash=bindparam("link")), placed)
    return number, previous


def _newest() -> tuple[int, str]:
    found = select(AuditEvent.number, AuditEvent.hash).where(AuditEvent.number.is_not(None))
    newest = db.session.execute(found.order_by(AuditEvent.number.desc()).limit(1)).first()
    return (newest.number, newest.hash) if newest else (0, GENESIS)


def state_of_chain(now: datetime) -> ChainState:
    """Walk the whole chain, and each line's details with it, in constant memory."""
    read: list[tuple[int, str]] = [(0, GENESIS)]
    broken = first_broken(_links(read))
    late = select(func.count()).where(AuditEvent.number.is_(None), AuditEvent.at < now - LATE)
    fault = f"line {broken[0]}: {broken[1]}" if broken else ""
    return ChainState(*read[0], fault, db.session.scalar(late) or 0)


def _links(read: list[tuple[int, str]]) -> Iterator[Link]:
    """Every line in order; `read` holds number and hash of the one read last. Changed details are a changed line."""
    erased, place = dict[str, int](), LINES.c.number
    columns = (one for one in LINES.c if one is not place)
    for line in in_parts(select(place, *columns).where(place.is_not(None)), place):
        previous, read[0] = read[0][1], (line.number, line.hash)
        yield Link(line.number, says(line) if _is_whole(line, erased) else (), previous, line.hash)


def _is_whole(line: Row[Any], erased: dict[str, int]) -> bool:
    """Whether the details are those that were written, or went with a line that says so.

    `erased`: when people were last forgotten (subject → line), as far as it was asked: one may be meanwhile.
    """
    if line.salt:
        return bool(line.digest == digest_of(canonical(line.details), line.salt))
    if erased.get(line.subject, 0) < line.id:
        erased[line.subject] = _last_erasure(line.subject)
    return not line.details and erased[line.subject] > line.id


def _last_erasure(subject: str) -> int:
    found = select(func.max(AuditEvent.id)).where(AuditEvent.subject == subject, AuditEvent.action == ERASED)
    return db.session.scalar(found) or 0
