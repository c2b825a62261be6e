"""Everything that is on record about one attempt, in a constant number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.assessment.models import Allowance, Answer, AnswerEvent, Attempt, Erratum, ManualMark, Regrade
from app.assessment.queries import given_to, paper_of
from app.platform.audit import AuditEvent
from app.platform.db import db
from app.reporting.queries.students import names_of

# Said better by rows of their own.
TOLD_ELSEWHERE = ("started attempt", "marked answer")


@dataclass(frozen=True, slots=True)
class Record:
    """The rows. `allowances`: all that bears on its time; `names`: of everybody who did something."""

    attempt: Attempt
    paper: Sequence[Answer]
    saves: Sequence[AnswerEvent]
    allowances: Sequence[Allowance]
    audited: Sequence[AuditEvent]
    marks: Sequence[ManualMark]
    regrades: Sequence[tuple[Regrade, Erratum]]
    names: Mapping[int, str]


def record_of(attempt: Attempt) -> Record:
    """What is on record about an attempt that `attempt_for_staff` found."""
    saves = select(AnswerEvent).where(AnswerEvent.attempt_id == attempt.id).order_by(AnswerEvent.id)
    allowances = given_to(attempt)
    audited = db.session.scalars(
        select(AuditEvent)
        .where(AuditEvent.subject == f"attempt:{attempt.public_id}", AuditEvent.action.not_in(TOLD_ELSEWHERE))
        .order_by(AuditEvent.id)
    ).all()
    marks = db.session.scalars(
        select(ManualMark).where(ManualMark.attempt_id == attempt.id).order_by(ManualMark.id)
    ).all()
    regrades = db.session.execute(
        select(Regrade, Erratum)
        .join(Erratum, Erratum.id == Regrade.erratum_id)
        .where(Regrade.attempt_id == attempt.id)
        .order_by(Erratum.id)
    ).all()
    people = [
        *(one.given_by_id for one in allowances), *(one.person_id for one in audited),
        *(one.marked_by_id for one in marks), *(erratum.by_id for _, erratum in regrades),
    ]  # fmt: skip
    return Record(
        attempt, paper_of(attempt.id), db.session.scalars(saves).all(), allowances, audited, marks,
        [(row[0], row[1]) for row in regrades], names_of(people),
    )  # fmt: skip
