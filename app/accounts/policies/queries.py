"""Which version of a policy is in force, and what somebody has still to accept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, and_, case, func, select

from app.accounts.models import Person
from app.accounts.policies.models import PolicyAcceptance, PolicyVersion
from app.accounts.rules import Policy
from app.platform.db import db

# The newest number of each policy, and the newest that everybody was asked to accept.
NEWEST = (
    select(
        PolicyVersion.policy,
        func.max(PolicyVersion.number).label("number"),
        func.max(case((PolicyVersion.is_asked, PolicyVersion.number))).label("asked"),
    )
    .group_by(PolicyVersion.policy)
    .subquery()
)


@dataclass(frozen=True, slots=True)
class InForce:
    """A policy as an administrator sees it: its newest version, who published it, how many accepted that one.

    `asked`: the version that everybody has to have accepted, or a later one; None where none is asked for.
    """

    version: PolicyVersion
    by: str
    asked: int | None
    accepted: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """What somebody accepted, and when."""

    policy: Policy
    number: int
    at: datetime


def _newest() -> Select[PolicyVersion]:
    same = and_(NEWEST.c.policy == PolicyVersion.policy, NEWEST.c.number == PolicyVersion.number)
    return select(PolicyVersion).join(NEWEST, same).order_by(PolicyVersion.policy)


def in_force() -> dict[Policy, PolicyVersion]:
    """The newest version of every policy that has one."""
    return {found.of: found for found in db.session.scalars(_newest())}


def published_policies() -> list[str]:
    """Those of which the provider has published a version."""
    return list(db.session.scalars(select(PolicyVersion.policy).distinct()))


def version_in_force(policy: Policy) -> PolicyVersion | None:
    """The newest version; None while the provider has published none."""
    mine = select(PolicyVersion).where(PolicyVersion.policy == policy.value)
    return db.session.scalar(mine.order_by(PolicyVersion.number.desc()).limit(1))


def version_of(policy: Policy, number: int) -> PolicyVersion | None:
    """One version, however old."""
    return db.session.scalar(
        select(PolicyVersion).where(PolicyVersion.policy == policy.value, PolicyVersion.number == number)
    )


def versions_of(policy: Policy) -> Sequence[Row[int, datetime, str, bool, str]]:
    """Every version, the newest first: number, when, what changed, whether it is asked for, by whom. No text."""
    one = PolicyVersion
    return db.session.execute(
        select(one.number, one.published_at, one.changes, one.is_asked, Person.name.label("by"))
        .join(Person, Person.id == one.published_by_id)
        .where(one.policy == policy.value)
        .order_by(one.number.desc())
    ).all()


def overview() -> dict[Policy, InForce]:
    """Every policy that has a version, in one statement."""
    accepted = (
        select(func.count())
        .where(PolicyAcceptance.version_id == PolicyVersion.id)
        .correlate(PolicyVersion)
        .scalar_subquery()
    )
    rows = db.session.execute(
        _newest()
        .add_columns(Person.name, NEWEST.c.asked, accepted)
        .join(Person, Person.id == PolicyVersion.published_by_id)
    )
    return {version.of: InForce(version, by, asked, count) for version, by, asked, count in rows}


def asked_of_newcomers() -> Sequence[PolicyVersion]:
    """What somebody who registers accepts: the newest version of each policy that everybody was ever asked about."""
    return db.session.scalars(_newest().where(NEWEST.c.asked.is_not(None))).all()


def to_accept(person_id: int) -> Sequence[PolicyVersion]:
    """The same for somebody who has an account: without those of which they accepted the version asked for, or a later.

    What has changed since without a new question is not asked anew.
    """
    known = (
        select(PolicyVersion.policy, func.max(PolicyVersion.number).label("number"))
        .join(PolicyAcceptance, PolicyAcceptance.version_id == PolicyVersion.id)
        .where(PolicyAcceptance.person_id == person_id)
        .group_by(PolicyVersion.policy)
        .subquery()
    )
    return db.session.scalars(
        _newest()
        .outerjoin(known, known.c.policy == PolicyVersion.policy)
        .where(NEWEST.c.asked > func.coalesce(known.c.number, 0))
    ).all()


def accepted_by(person_id: int) -> list[Accepted]:
    """Everything somebody ever accepted, the newest first."""
    rows = db.session.execute(
        select(PolicyVersion.policy, PolicyVersion.number, PolicyAcceptance.accepted_at)
        .join(PolicyAcceptance, PolicyAcceptance.version_id == PolicyVersion.id)
        .where(PolicyAcceptance.person_id == person_id)
        .order_by(PolicyAcceptance.accepted_at.desc(), PolicyVersion.policy, PolicyVersion.number.desc())
    )
    return [Accepted(Policy(policy), number, at) for policy, number, at in rows]
