"""Who may begin a course, and when it is featured."""

from dataclasses import dataclass
from datetime import date, datetime

from app.accounts.models import Person
from app.catalogue.models import Course
from app.catalogue.rules import Admission
from app.platform import audit
from app.platform.db import db
from app.teaching.queries import TaughtCourse


@dataclass(frozen=True, slots=True)
class Plan:
    """Who may begin, and the first and last day at the top of the front page, or neither."""

    admission: Admission
    featured_from: date | None
    featured_until: date | None


def admit(course: TaughtCourse, plan: Plan, by: Person, now: datetime) -> None:
    """Keep it; whoever takes the course already goes on in any case."""
    row = db.session.get_one(Course, course.id)
    row.admission = plan.admission.value
    row.featured_from, row.featured_until = plan.featured_from, plan.featured_until
    audit.record(
        "changed admission", f"course:{course.key}", now, person_id=by.id, admission=plan.admission.value,
        featured=[str(one) for one in (plan.featured_from, plan.featured_until) if one],
    )  # fmt: skip
