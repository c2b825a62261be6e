"""The audit log, for administrators: everything, or what has to do with one person or one course."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.access import requires, signed_in
from app.accounts.queries import person_by_id
from app.accounts.rules import Permission
from app.catalogue.queries import course_by_key, key_at
from app.platform.numbers import small_number
from app.reporting import queries
from app.reporting.views import blueprint


@blueprint.get("/admin/audit")
@requires(Permission.ADMINISTER)
def audit_log() -> ResponseReturnValue:
    """A page of it; `person`, `course` and `before` are numbers and an address that our own links carry."""
    number, slug = small_number(request.args.get("person")), request.args.get("course", "")
    person = (person_by_id(number) or abort(404)) if number else None
    course = (course_by_key(key_at(slug) or "") or abort(404)) if slug and not person else None
    page = queries.audit_page(person and person.id, course, small_number(request.args.get("before")))
    kept = {"person": person and person.id, "course": course and course.slug}
    courses = [] if person else queries.written_courses(signed_in())
    return render_template("reporting/audit.html", page=page, person=person, chosen=course, kept=kept, courses=courses)
