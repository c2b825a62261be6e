"""Codes for a class."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts.models import Person
from app.platform import audit, ids
from app.platform.db import db
from app.teaching.models import EnrolmentCode
from app.teaching.queries import TaughtCourse

LENGTH = 7  # and the check letter: 31 ** 7 codes, which nobody tries through with sixty tries a minute


@dataclass(frozen=True, slots=True)
class CodeOf:
    """What a code is for. `most_uses`, `expires_at` None: no limit."""

    cohort_id: int | None
    most_uses: int | None
    expires_at: datetime | None


def make_code(course: TaughtCourse, of: CodeOf, by: Person, now: datetime) -> EnrolmentCode:
    """Make a code into a course."""
    code = EnrolmentCode(
        course_id=course.id, cohort_id=of.cohort_id, code=ids.checked_code(LENGTH), most_uses=of.most_uses,
        uses=0, expires_at=of.expires_at, made_at=now, made_by_id=by.id,
    )  # fmt: skip
    db.session.add(code)
    audit.record("made enrolment code", f"course:{course.key}", now, person_id=by.id, most_uses=of.most_uses)
    return code


def end_code(code: EnrolmentCode, by: Person, now: datetime) -> None:
    """Nobody comes in by it from now on; whoever did stays."""
    if code.ended_at is None:
        code.ended_at = now
        audit.record("ended enrolment code", f"code:{code.id}", now, person_id=by.id, course_id=code.course_id)
