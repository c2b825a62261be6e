"""Two accounts of one person become one, in one transaction; what was printed on certificates stays as it is."""

from datetime import datetime

from sqlalchemy import delete, select, update

from app.accounts.administration.actions import close_for_merging
from app.accounts.models import Licence, Person
from app.accounts.policies.models import PolicyAcceptance
from app.learning.models import Enrolment
from app.platform import audit, mail
from app.platform.db import db
from app.platform.languages import speaking
from app.reporting import letters
from app.reporting.merging.columns import ENDS, MOVES
from app.reporting.merging.queries import Plan, plan_of
from app.reporting.naming import column_called
from app.reporting.rules.merging import Forbidden, Obstacle


class CannotMerge(Exception):  # noqa: N818 - an answer to the administrator, not a programmer's error
    """Something cannot be resolved safely; nothing was changed."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        """`obstacles`: all of them."""
        super().__init__(*obstacles)
        self.obstacles = obstacles


class PlanChanged(Exception):  # noqa: N818
    """Since the preview something happened in one of the accounts."""


def merge(merged: Person, kept: Person, fingerprint: str | None, now: datetime, by: Person | None) -> Plan:
    """Make `merged` part of `kept`. `fingerprint`: of the plan that was agreed with, None for whatever it is now.

    Moves what `columns` says, ends the lesser place in a course that both take, closes the account of `merged`, writes
    to its owner. Raises CannotMerge, PlanChanged, and what `accounts.administration` raises about closing an account.
    """
    if merged.id == kept.id:
        raise CannotMerge([Obstacle(Forbidden.SAME_ACCOUNT)])
    close_for_merging(merged.id, kept.id, now, by)
    plan = plan_of(merged, kept, to_change=True)
    if plan.obstacles:
        raise CannotMerge(list(plan.obstacles))
    if fingerprint is not None and plan.fingerprint != fingerprint:
        raise PlanChanged
    _resolve(plan, now)
    for name in ENDS:
        table, column = column_called(name)
        db.session.execute(delete(table).where(column == merged.id))
    for name in MOVES:
        table, column = column_called(name)
        db.session.execute(update(table).where(column == merged.id).values({column: kept.id}))
    db.session.expire_all()
    audit.record(
        "merged account", f"person:{kept.id}", now, person_id=by.id if by else None, merged=merged.id,
        email=merged.email, ended=[one.ends.enrolment_id for one in plan.collisions],
        licences_dropped=[one.text for one in plan.dropped], moved=plan.counts,
    )  # fmt: skip
    with speaking(kept.language):
        subject, text = letters.of_merging(kept, merged.email)
        mail.queue(kept.email, subject, text, now)
    return plan


def _resolve(plan: Plan, now: datetime) -> None:
    """Make room for what could not stand twice under one person."""
    ends = [one.ends.enrolment_id for one in plan.collisions]
    db.session.execute(update(Enrolment).where(Enrolment.id.in_(ends)).values(ended_at=now))
    db.session.execute(delete(Licence).where(Licence.id.in_([one.id for one in plan.dropped])))
    known = select(PolicyAcceptance.version_id).where(PolicyAcceptance.person_id == plan.kept.id)
    twice = (PolicyAcceptance.person_id == plan.merged.id) & PolicyAcceptance.version_id.in_(known)
    db.session.execute(delete(PolicyAcceptance).where(twice))
