"""Finding certificates, and what stands between a student and one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from app.catalogue.models import Module
from app.catalogue.queries import OutlineUnit, outline_of, quiz_unit_of_module
from app.certificates.models import Certificate
from app.certificates.rules import NO_APPROVAL, TITLE, Snapshot
from app.learning.models import Completion, Enrolment
from app.platform.db import db

COURSE = "course"


@dataclass(frozen=True, slots=True)
class Standing:
    """A certificate that could be claimed: for what, what is missing, when the last part was done."""

    enrolment: Enrolment
    scope: str
    module: Module | None
    missing: list[OutlineUnit]
    completed_at: datetime | None

    @property
    def title(self) -> str:
        """What it would be for."""
        return self.module.title if self.module else self.enrolment.revision.title


def standing_of_course(enrolment: Enrolment) -> Standing:
    """Every unit of the course is asked for."""
    return _standing(enrolment, COURSE, None, outline_of(enrolment.revision_id))


def standing_of_module(enrolment: Enrolment, module_slug: str) -> Standing | None:
    """The module's quiz is asked for; None when there is no such module."""
    found = quiz_unit_of_module(enrolment.revision_id, module_slug)
    if found is None:
        return None
    module, quiz = found
    needed = [unit for unit in outline_of(enrolment.revision_id) if unit.unit_id == quiz]
    return _standing(enrolment, f"module:{module.key}", module, needed)


def _standing(enrolment: Enrolment, scope: str, module: Module | None, needed: Sequence[OutlineUnit]) -> Standing:
    rows = db.session.execute(
        select(Completion.unit_id, Completion.completed_at).where(Completion.enrolment_id == enrolment.id)
    )
    done = {row.unit_id: row.completed_at for row in rows}
    missing = [unit for unit in needed if unit.unit_id not in done]
    times = [done[unit.unit_id] for unit in needed if unit.unit_id in done]
    return Standing(enrolment, scope, module, missing, max(times) if times and not missing else None)


def snapshot_of(standing: Standing, name: str, provider: tuple[str, str], time_zone: str) -> Snapshot:
    """Everything the certificate will print, as it is now. `provider`: name and contact."""
    revision, module = standing.enrolment.revision, standing.module
    if standing.completed_at is None:
        raise ValueError("nothing was completed yet")
    front = revision.front
    return Snapshot(
        title=TITLE,
        name=name,
        course_title=revision.title,
        module_title=module.title if module else "",
        completed_on=standing.completed_at.astimezone(ZoneInfo(time_zone)).date().isoformat(),
        time_zone=time_zone,
        format=front["format"],
        hours="0" if module else front["hours"],
        category=front["category"],
        instructor=front["instructor"],
        credentials=front["credentials"],
        provider=provider[0],
        provider_contact=provider[1],
        result="Passed",
        approval=NO_APPROVAL,
        revision=revision.number,
        content_hash=revision.content_hash,
        language=front["language"],
    )


def certificate_for(enrolment_id: int, scope: str) -> Certificate | None:
    """The certificate of this completion, if it was issued."""
    return db.session.scalar(
        select(Certificate).where(Certificate.enrolment_id == enrolment_id, Certificate.scope == scope)
    )


def certificate_by_code(code: str) -> Certificate | None:
    """The certificate with this code."""
    return db.session.scalar(select(Certificate).where(Certificate.code == code))


def certificate_by_serial(serial: str) -> Certificate | None:
    """The certificate with this serial number."""
    return db.session.scalar(select(Certificate).where(Certificate.serial == serial))


def own_certificate(person_id: int, code: str) -> Certificate | None:
    """The certificate with this code, if it is this person's."""
    return db.session.scalar(
        select(Certificate)
        .join(Certificate.enrolment)
        .options(contains_eager(Certificate.enrolment))
        .where(Certificate.code == code, Enrolment.person_id == person_id)
    )


def certificates_of(person_id: int) -> list[Certificate]:
    """A person's certificates, newest first."""
    return list(
        db.session.scalars(
            select(Certificate)
            .join(Certificate.enrolment)
            .where(Enrolment.person_id == person_id)
            .order_by(Certificate.issued_at.desc(), Certificate.id.desc())
        )
    )
