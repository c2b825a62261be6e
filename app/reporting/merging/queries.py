"""What two accounts have, and what would happen if they became one."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func, select

from app.accounts.models import Licence, Person
from app.assessment.models import Allowance, Attempt
from app.catalogue.models import CourseGrant, CourseRevision
from app.certificates.models import Certificate, OutsideCertificate, Revocation
from app.learning.models import Completion, Enrolment
from app.platform.db import db
from app.reporting.rules.merging import Collision, Forbidden, Obstacle, Place, collisions_of, obstacles_of


@dataclass(frozen=True, slots=True)
class Plan:
    """What would happen. `counts`: what goes along, by the word for it; `dropped`: licences that both have."""

    kept: Person
    merged: Person
    counts: dict[str, int]
    collisions: Sequence[Collision]
    dropped: Sequence[Licence]
    obstacles: Sequence[Obstacle]

    @property
    def fingerprint(self) -> str:
        """Of all that the preview shows: whoever presses the button agrees with this and nothing else."""
        told = (
            self.kept.id, self.merged.id, sorted(self.counts.items()), [one.id for one in self.dropped],
            [(one.goes_on.enrolment_id, one.ends.enrolment_id) for one in self.collisions], self.obstacles,
        )  # fmt: skip
        return hashlib.sha256(repr(told).encode()).hexdigest()


def plan_of(merged: Person, kept: Person, *, to_change: bool = False) -> Plan:
    """What would happen if `merged` became part of `kept`. `to_change`: nobody changes what it rests on until then."""
    if to_change:
        _lock(merged.id, kept.id)
    collisions = collisions_of(_places(merged.id, kept.id), kept.id)
    obstacles = [*_of_accounts(merged, kept), *obstacles_of(collisions)]
    return Plan(kept, merged, _counts(merged.id), collisions, _same_licences(merged.id, kept.id), obstacles)


def _lock(*people: int) -> None:
    """The rows of both and of their enrolments, always in the same order; whoever adds to them waits."""
    both = select(Person).where(Person.id.in_(people)).order_by(Person.id).with_for_update()
    db.session.scalars(both.execution_options(populate_existing=True)).all()
    places = select(Enrolment.id).where(Enrolment.person_id.in_(people)).order_by(Enrolment.id).with_for_update()
    db.session.scalars(places).all()


def _of_accounts(merged: Person, kept: Person) -> list[Obstacle]:
    found = {
        Forbidden.SAME_ACCOUNT: merged.id == kept.id,
        Forbidden.KEPT_IS_CLOSED: not kept.active,
        Forbidden.JOINED_ALREADY: merged.merged_into_id not in (None, kept.id),
        Forbidden.WORKS_ON_COURSES: _works_on_courses(merged.id),
        Forbidden.TIME_AGREEMENT: _has_time(merged.id, kept.id),
    }
    return [Obstacle(why) for why, is_so in found.items() if is_so]


def _works_on_courses(person_id: int) -> bool:
    """Whether rights in courses would go with the account; whoever owns a course hands it over first."""
    granted = (CourseGrant.person_id == person_id) & CourseGrant.ended_at.is_(None)
    return db.session.scalar(select(CourseGrant.id).where(granted).limit(1)) is not None


def _has_time(*people: int) -> bool:
    """Whether one has an agreement on longer time: the ends of the other's attempts would be replayed with it."""
    agreed = select(Allowance.id).where(Allowance.person_id.in_(people), Allowance.kind == "time").limit(1)
    limited = (
        select(Attempt.id)
        .join(Attempt.enrolment)
        .where(Enrolment.person_id.in_(people), Attempt.deadline_at.is_not(None))
        .limit(1)
    )
    return db.session.scalar(agreed) is not None and db.session.scalar(limited) is not None


def _places(*people: int) -> list[Place]:
    """Where the two are under way, as the rules want it."""
    done = select(func.count()).where(Completion.enrolment_id == Enrolment.id).scalar_subquery()
    attempt = Attempt.enrolment_id == Enrolment.id
    rows = db.session.execute(
        select(
            Enrolment.id.label("enrolment_id"), Enrolment.person_id, Enrolment.course_id,
            CourseRevision.title.label("course"), Enrolment.enrolled_at, done.label("done"),
            exists().where(attempt, Attempt.submitted_at.is_(None)).label("has_open_attempt"),
            exists().where(attempt, Attempt.submitted_at.is_not(None), Attempt.passed.is_(None))
            .label("waits_for_mark"),
        )
        .join(Enrolment.revision)
        .where(Enrolment.person_id.in_(people), Enrolment.ended_at.is_(None))
    ).all()  # fmt: skip
    scopes = _scopes([row.enrolment_id for row in rows])
    return [Place(**row._mapping, certificates=frozenset(scopes.get(row.enrolment_id, ()))) for row in rows]


def _scopes(enrolments: list[int]) -> dict[int, list[str]]:
    valid = (
        select(Certificate.enrolment_id, Certificate.scope)
        .outerjoin(Revocation, Revocation.certificate_id == Certificate.id)
        .where(Certificate.enrolment_id.in_(enrolments), Revocation.certificate_id.is_(None))
    )
    found: dict[int, list[str]] = {}
    for enrolment, scope in db.session.execute(valid):
        found.setdefault(enrolment, []).append(scope)
    return found


def _same_licences(merged_id: int, kept_id: int) -> Sequence[Licence]:
    """The licences of the one that the other has too."""
    theirs = select(Licence.state, Licence.kind, Licence.normalised).where(Licence.person_id == kept_id)
    known = {tuple(row) for row in db.session.execute(theirs)}
    mine = db.session.scalars(select(Licence).where(Licence.person_id == merged_id).order_by(Licence.id)).all()
    return [one for one in mine if (one.state, one.kind, one.normalised) in known]


def _counts(person_id: int) -> dict[str, int]:
    mine = Enrolment.person_id == person_id
    counted = {
        "enrolments": select(func.count()).select_from(Enrolment).where(mine),
        "attempts": select(func.count()).select_from(Attempt).join(Attempt.enrolment).where(mine),
        "completions": select(func.count())
        .select_from(Completion)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .where(mine),
        "certificates": select(func.count()).select_from(Certificate).join(Certificate.enrolment).where(mine),
        "licences": select(func.count()).select_from(Licence).where(Licence.person_id == person_id),
        "outside": select(func.count())
        .select_from(OutsideCertificate)
        .where(OutsideCertificate.person_id == person_id),
        "allowances": select(func.count()).select_from(Allowance).where(Allowance.person_id == person_id),
    }
    row = db.session.execute(select(*(one.scalar_subquery() for one in counted.values()))).one()
    return dict(zip(counted, row, strict=True))
