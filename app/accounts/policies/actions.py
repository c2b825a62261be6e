"""Publishing a policy, and accepting one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.accounts.policies.models import PolicyAcceptance, PolicyVersion
from app.accounts.policies.queries import version_in_force
from app.accounts.rules import Policy
from app.platform import audit
from app.platform.db import db


class Overtaken(Exception):  # noqa: N818 - an answer to the administrator, not a programmer's error
    """Somebody else published another version meanwhile."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is to be published. `changes`: since the version before, in a sentence; `is_asked`: of everybody."""

    text: str
    changes: str
    is_asked: bool


def publish(policy: Policy, wording: Wording, begun_with: int, by: Person, now: datetime) -> PolicyVersion:
    """Add a version; none when nothing was changed. `begun_with`: the number it was written from, 0 for none.

    Raises Overtaken.
    """
    newest = version_in_force(policy)
    number = newest.number if newest else 0
    if newest and number != begun_with:
        raise Overtaken
    if newest and (newest.text, newest.is_asked) == (wording.text, wording.is_asked):
        return newest
    made = PolicyVersion(
        policy=policy.value, number=number + 1, text=wording.text, changes=wording.changes, is_asked=wording.is_asked,
        published_at=now, published_by_id=by.id,
    )  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError as error:  # of two at once the unique number lets one in
        raise Overtaken from error
    audit.record(
        "published policy", f"policy:{policy}", now, person_id=by.id, number=made.number, asked=wording.is_asked
    )
    return made


def accept(person_id: int, versions: Iterable[PolicyVersion], now: datetime) -> None:
    """Keep that somebody accepted these; a second time changes nothing, and the first time stays."""
    wanted = {version.id: version for version in versions}
    known = select(PolicyAcceptance.version_id).where(
        PolicyAcceptance.person_id == person_id, PolicyAcceptance.version_id.in_(wanted)
    )
    for version_id in wanted.keys() - set(db.session.scalars(known)):
        db.session.add(PolicyAcceptance(person_id=person_id, version_id=version_id, accepted_at=now))
    db.session.flush()
    audit.record(
        "accepted policies", f"person:{person_id}", now, person_id=person_id,
        versions=sorted(f"{one.policy} {one.number}" for one in wanted.values()),
    )  # fmt: skip
