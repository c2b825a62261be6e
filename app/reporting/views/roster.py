"""The studio's first pages: courses, and who is enrolled with what scores."""

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.assessment import queries as assessment
from app.authoring import queries as authoring
from app.reporting import exports, queries
from app.reporting.views import blueprint

FARTHEST_PAGE = 1_000_000  # a number that no database refuses


@blueprint.get("/studio")
@requires(Permission.TEACH)
def studio() -> ResponseReturnValue:
    """The courses that one teaches and those that one writes, and how much waits for a mark."""
    person = signed_in()
    drafts, courses = authoring.drafts_of(person), queries.taught_courses(person)
    opened = {draft.slug for draft in drafts}
    closed = [one for one in queries.written_courses(person) if one.slug not in opened]
    return render_template(
        "reporting/studio.html", courses=courses, waiting=assessment.waiting_count(person), drafts=drafts, closed=closed
    )


@blueprint.get("/studio/<course>/roster")
@requires(Permission.TEACH)
def roster(course: str) -> ResponseReturnValue:
    """Who is enrolled, how far they are, their best scores."""
    search = request.args.get("search", "")[:100]
    page = min(max(1, request.args.get("page", 1, int)), FARTHEST_PAGE)
    found = queries.roster(course, search=search, page=page) or abort(404)
    pages = -(-found.total // queries.PAGE) or 1
    if page > pages:  # an empty page would say that nobody is enrolled
        return redirect(url_for("reporting.roster", course=course, search=search, page=pages))
    return render_template("reporting/roster.html", roster=found, search=search, page=page, pages=pages)


@blueprint.get("/studio/<course>/roster.csv")
@requires(Permission.TEACH)
def roster_csv(course: str) -> ResponseReturnValue:
    """The same as a file, everybody in it."""
    found = queries.roster(course, size=None) or abort(404)
    headers = {"Content-Disposition": f'attachment; filename="roster-{found.slug}.csv"'}
    return Response(exports.roster_csv(found), content_type="text/csv; charset=utf-8", headers=headers)
