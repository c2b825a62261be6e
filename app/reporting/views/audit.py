"""The audit log, for administrators: everything, or what has to do with one person or one course."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.access import requires, signed_in
from app.accounts.queries import person_by_id
from app.accounts.rules import Permission
from app.catalogue.queries import course_by_key, key_at
from app.reporting import queries
from app.reporting.views import blueprint

LARGEST = 2_147_483_647  # a number that no database refuses


@blueprint.get("/admin/audit")
@requires(Permission.ADMINISTER)
def audit_log() -> ResponseReturnValue:
    """A page of it; `person`, `course` and `before` are numbers and an address that our own links carry."""
    number, slug = _number("person"), request.args.get("course", "")
    person = (person_by_id(number) or abort(404)) if number else None
    course = (course_by_key(key_at(slug) or "") or abort(404)) if slug and not person else None
    page = queries.audit_page(person and person.id, course, _number("before"))
    kept = {"person": person and person.id, "course": course and course.slug}
    courses = [] if person else queries.written_courses(signed_in())
    return render_template("reporting/audit.html", page=page, person=person, chosen=course, kept=kept, courses=courses)


def _number(name: str) -> int | None:
    """A number from 1 on, None for anything else."""
    given = request.args.get(name, 0, int)
    return given if 0 < given <= LARGEST else None
