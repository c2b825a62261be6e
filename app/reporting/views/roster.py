"""The studio's first pages: courses, and who is enrolled with what scores."""

from zoneinfo import ZoneInfo

from flask import Response, abort, current_app, redirect, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.assessment import queries as assessment
from app.authoring import queries as authoring
from app.reporting import exports, queries
from app.reporting.forms.roster import RosterFilter, roster_filter
from app.reporting.queries import RosterCourse
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
    """Who is enrolled, how far they are, how they stand at each quiz."""
    place, form = _chosen(course)
    page, part = _number("page"), _number("part")
    found = queries.roster(place, form.wanted, _zone(), page=page, size=form.page_size, part=part)
    pages = -(-found.total // form.page_size) or 1
    if found.part and found.part.is_beyond:
        return redirect(url_for("reporting.roster", **{"course": course, **form.kept}))  # type: ignore[arg-type]
    here = form.kept | ({"part": str(part)} if found.part else {})
    if page > pages:  # an empty page would say that nobody is enrolled
        return redirect(url_for("reporting.roster", **{"course": course, "page": pages, **here}))  # type: ignore[arg-type]
    return render_template("reporting/roster.html", roster=found, filters=form, page=page, pages=pages, here=here)


@blueprint.get("/studio/<course>/roster.csv")
@requires(Permission.TEACH)
def roster_csv(course: str) -> ResponseReturnValue:
    """The same as a file: everybody who fits, not only a page."""
    place, form = _chosen(course)
    lines = queries.roster_lines(place, form.wanted, _zone())
    headers = {"Content-Disposition": f'attachment; filename="roster-{place.slug}.csv"'}
    parts = stream_with_context(exports.roster_csv(place.quizzes, lines))
    return Response(parts, content_type="text/csv; charset=utf-8", headers=headers)


def _number(name: str) -> int:
    return min(max(1, request.args.get(name, 1, int)), FARTHEST_PAGE)


def _chosen(course: str) -> tuple[RosterCourse, RosterFilter]:
    place = queries.roster_course(course) or abort(404)
    return place, roster_filter(request.args, place)


def _zone() -> ZoneInfo:
    return ZoneInfo(current_app.extensions["settings"].time_zone)
