"""Signing for the hours that a course claims."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.catalogue.models import CourseRevision
from app.platform import audit
from app.platform.db import db
from app.reporting.models import HoursSignoff
from app.reporting.rules import Pilot


def computed_hours(revision: CourseRevision) -> str | None:
    """What the rule that the course names gives, rounded down; None for a revision without a worksheet."""
    sheet = (revision.details or {}).get("hours")
    if not sheet:
        return None
    return next((str(rule["hours"]) for rule in sheet["rules"] if rule["label"] == sheet["claimed_by"]), None)


def sign_hours(
    revision: CourseRevision, reason: str, by: Person, now: datetime, *, pilots: Sequence[Pilot] = ()
) -> None:
    """Keep the worksheet as it is, the claim, and who signs for it; a second signature changes nothing.

    `pilots`: what people took until now, kept with the worksheet.
    """
    sheet = dict((revision.details or {}).get("hours") or {})
    if pilots:
        sheet["pilots"] = {one.source: one.dump() for one in pilots}
    signoff = HoursSignoff(
        revision_id=revision.id, method=sheet.get("claimed_by", ""), computed=computed_hours(revision) or "",
        claimed=revision.front["hours"], worksheet=sheet, reason=reason, by_id=by.id, at=now,
    )  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(signoff)
    except IntegrityError:
        return
    subject = f"course:{revision.course.key}"
    audit.record("signed hours", subject, now, person_id=by.id, revision=revision.number, claimed=signoff.claimed)
