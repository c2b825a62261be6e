"""What people answered about a course; nobody can be asked for who."""

from typing import Any

from sqlalchemy import select

from app.catalogue.models import Course, CourseRevision
from app.certificates.models import EvaluationResponse
from app.platform.db import db


def answers_about(course_slug: str) -> list[tuple[int, int, dict[str, Any]]]:
    """Every response to a course: number of the revision, year, answers; in the order of random keys."""
    rows = db.session.execute(
        select(CourseRevision.number, EvaluationResponse.year, EvaluationResponse.answers)
        .join(CourseRevision, CourseRevision.id == EvaluationResponse.revision_id)
        .join(Course, Course.id == CourseRevision.course_id)
        .where(Course.slug == course_slug)
        .order_by(EvaluationResponse.id)
    )
    return [(row[0], row[1], row[2]) for row in rows]
