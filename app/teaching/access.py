"""The course that an instructor runs. Every page of this room that is for instructors begins here, and nowhere else."""

from flask import abort

from app.teaching import queries
from app.teaching.queries import TaughtCourse


def taught(course: str) -> TaughtCourse:
    """The course at this address. Answers 404 where there is none.

    Whose course it is was asked before: the door of courses (`catalogue.access`) lets in who has the right to teach it.
    """
    return queries.course_to_run(course) or abort(404)
