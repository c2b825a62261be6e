"""What stands between a student and a certificate, and what it will say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.catalogue.content.boards import Boards
from app.catalogue.models import Module
from app.catalogue.queries import OutlineUnit, outline_of, quiz_unit_of_module
from app.catalogue.queries.usual import Statement, usual_statement
from app.certificates.models import ClaimGate
from app.certificates.rules import (
    NO_APPROVAL,
    TITLE,
    Gate,
    Snapshot,
    gates_needed,
    months_later,
)
from app.learning.models import Completion, Enrolment
from app.learning.rules import required_of
from app.platform.db import db

COURSE = "course"
AS_PUBLISHED = ("format", "category", "instructor", "credentials", "language")
DECIDED = "Acceptance is decided by your board."


@dataclass(frozen=True, slots=True)
class Look:
    """How the provider looks: main and accent color (none for ours), and the hash of its logo, "" for none."""

    colours: Sequence[str] = ()
    logo: str = ""


OURS = Look()


@dataclass(frozen=True, slots=True)
class Standing:
    """A certificate that could be claimed: for what, what is missing, when the last part was done, gates passed."""

    enrolment: Enrolment
    scope: str
    module: Module | None
    missing: list[OutlineUnit]
    completed_at: datetime | None
    gates: Mapping[Gate, datetime]

    @property
    def title(self) -> str:
        """What it would be for."""
        return self.module.title if self.module else self.enrolment.revision.title

    @property
    def evaluation(self) -> Mapping[str, Any]:
        """The evaluation of the course; a revision from before there were any asks for none."""
        found: Mapping[str, Any] = self.enrolment.revision.front.get("evaluation") or {"required": False}
        return found

    @property
    def needed(self) -> Sequence[Gate]:
        """The gates of this certificate."""
        return gates_needed(asks_evaluation=self.module is None and bool(self.evaluation["required"]))

    @property
    def needs_evaluation(self) -> bool:
        """Whether the course evaluation is asked for and not filled in yet."""
        return Gate.EVALUATED in self.needed and Gate.EVALUATED not in self.gates

    @property
    def attestation(self) -> Statement:
        """The statement to sign: the course's own, or the usual one in its language."""
        revision = self.enrolment.revision
        front = revision.front.get("certificate") or {}
        if front.get("attestation"):
            return Statement(front["attestation"], front["attestation_version"], revision.language)
        return usual_statement(revision.language)


def standing_of_course(enrolment: Enrolment) -> Standing:
    """Every unit of the course that has to be done is asked for."""
    return _standing(enrolment, COURSE, None, required_of(outline_of(enrolment.revision_id)))


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
    at = max(times) if times and not missing else None
    return Standing(enrolment, scope, module, missing, at, _gates(enrolment.id, scope))


def _gates(enrolment_id: int, scope: str) -> dict[Gate, datetime]:
    rows = db.session.execute(
        select(ClaimGate.gate, ClaimGate.passed_at).where(
            ClaimGate.enrolment_id == enrolment_id, ClaimGate.scope == scope
        )
    )
    return {Gate(row.gate): row.passed_at for row in rows}


def snapshot_of(
    standing: Standing, name: str, provider: tuple[str, str], time_zone: str, *,
    licences: Sequence[dict[str, str]] = (), boards: Boards | None = None, look: Look = OURS,
) -> Snapshot:  # fmt: skip
    """Everything the certificate will print, as it is now. `provider`: name and contact.

    Raises ValueError while something is not completed.
    """
    revision, module = standing.enrolment.revision, standing.module
    if standing.completed_at is None:
        raise ValueError("nothing was completed yet")
    front, terms = revision.front, _terms(standing)
    day = standing.completed_at.astimezone(ZoneInfo(time_zone)).date()
    hours, course = "0" if module else front["hours"], standing.enrolment.course.key
    approvals = (boards or Boards()).lines(course, revision.title, hours, day)
    return Snapshot(
        title=terms["title"],
        name=name,
        course_title=revision.title,
        module_title=module.title if module else "",
        completed_on=day.isoformat(),
        time_zone=time_zone,
        hours=hours,
        **{name: front[name] for name in AS_PUBLISHED},
        provider=provider[0],
        provider_contact=provider[1],
        result="Passed",
        approval=" ".join([*approvals, DECIDED]) if approvals else NO_APPROVAL,
        revision=revision.number,
        content_hash=revision.content_hash,
        licences=list(licences),
        hours_by_category=terms["hours"],
        valid_until=months_later(day, terms["valid_months"]).isoformat() if terms["valid_months"] else "",
        profiles=terms["profiles"],
        completed_at=standing.completed_at.isoformat(),
        course_id=course,
        colours=list(look.colours),
        logo=look.logo,
    )


def _terms(standing: Standing) -> dict[str, Any]:
    """What the course says of its certificate; that of a module is practice, whatever the course says."""
    front = standing.enrolment.revision.front
    usual = {"title": TITLE, "profiles": [], "valid_months": 0, "hours": []}
    return usual | ({"hours": [[front["category"], "0"]]} if standing.module else front.get("certificate") or {})
