"""Telling boards: a batch of rows that nobody was told before, and what became of each."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.catalogue.content.boards import Broker
from app.certificates.actions import owe_what_is_missing
from app.certificates.models import Certificate, ReportBatch, ReportDue, ReportLine
from app.certificates.rules import Due
from app.platform import audit
from app.platform.db import alias_of, db
from app.reporting.rules import cells_of

ISSUE, OTHER = alias_of(Certificate), alias_of(ReportLine)
AN_UPDATE = timedelta(days=7)


def make_batch(dues: Sequence[Due], broker: Broker, by: Person, now: datetime) -> ReportBatch | None:
    """Write the rows of a batch. None when there is nothing to tell, or somebody else told it a moment ago.

    One number under two types of licence is one row.
    """
    once = {(due.certificate_id, due.state, due.number): due for due in reversed(dues)}
    if not once:
        return None
    batch = ReportBatch(made_at=now, made_by_id=by.id)
    try:
        with db.session.begin_nested():
            db.session.add(batch)
            db.session.flush()
            db.session.add_all(_line(batch, due, broker) for due in reversed(once.values()))
            db.session.flush()
            _let_wait(ReportLine.batch_id == batch.id, is_waiting=False)
    except IntegrityError:
        return None
    audit.record("reported to boards", f"batch:{batch.id}", now, person_id=by.id, rows=len(once))
    return batch


def _line(batch: ReportBatch, due: Due, broker: Broker) -> ReportLine:
    return ReportLine(
        batch_id=batch.id, certificate_id=due.certificate_id, state=due.state, number=due.number,
        cells=cells_of(due, broker), outcome="exported", note="",
    )  # fmt: skip


def decide(line: ReportLine, outcome: str, note: str, by: Person, now: datetime) -> bool:
    """Note what CE Broker made of a row; one that was rejected waits again. False when it cannot be taken back.

    A rejected row whose certificate was told anew cannot become accepted too.
    """
    before = line.outcome
    try:
        with db.session.begin_nested():
            line.outcome, line.note, line.decided_at = outcome, note, now
            db.session.flush()
            _let_wait(ReportLine.id == line.id, is_waiting=outcome == "rejected")
    except IntegrityError:
        return False
    audit.record(
        "noted report", f"batch:{line.batch_id}", now, person_id=by.id, line=line.id, before=before, after=outcome
    )
    return True


def catch_up(now: datetime) -> bool:
    """What is missing where an older program worked beside this one: it knows nothing of what waits. A job.

    Machines are brought up to date in turn; meanwhile an older one issues, corrects, and takes rejections.
    """
    owe_what_is_missing()
    again = (
        exists()
        .where(OTHER.certificate_id == ReportLine.certificate_id, OTHER.outcome != "rejected")
        .where(OTHER.state == ReportLine.state, OTHER.number == ReportLine.number)
    )
    lately = ReportLine.decided_at >= now - AN_UPDATE
    _let_wait(and_(lately, ReportLine.outcome == "rejected", ~again), is_waiting=True)
    return False


def _let_wait(lines: ColumnElement[bool], *, is_waiting: bool) -> None:
    """Let the licences of some rows wait, or no more, on every issue: the last may be a correction."""
    told = (
        select(ISSUE.id, ReportLine.state, ReportLine.number)
        .join(Certificate, Certificate.id == ReportLine.certificate_id)
        .join(ISSUE, and_(ISSUE.enrolment_id == Certificate.enrolment_id, ISSUE.scope == Certificate.scope))
        .where(lines)
    )
    these = tuple_(ReportDue.certificate_id, ReportDue.state, ReportDue.number).in_(told)
    change = update(ReportDue).where(these).values(is_waiting=is_waiting)
    db.session.execute(change, execution_options={"synchronize_session": False})  # nobody holds them as objects
