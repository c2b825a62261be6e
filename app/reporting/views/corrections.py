"""Every key of a course that was corrected: as a page, and with each result that changed as a file."""

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue

from app.accounts.access import requires
from app.accounts.rules import Permission
from app.catalogue.queries import latest_revision
from app.reporting import exports, queries
from app.reporting.views import blueprint


@blueprint.get("/studio/<course>/corrections")
@requires(Permission.TEACH)
def corrections(course: str) -> ResponseReturnValue:
    """What was corrected, by whom and why, newest first."""
    revision = latest_revision(course) or abort(404)
    return render_template("reporting/corrections.html", revision=revision, found=queries.corrections_of(course))


@blueprint.get("/studio/<course>/corrections.csv")
@requires(Permission.TEACH)
def corrections_csv(course: str) -> ResponseReturnValue:
    """The same as a file, a line for each result that changed."""
    if latest_revision(course) is None:
        abort(404)
    headers = {"Content-Disposition": f'attachment; filename="corrections-{course}.csv"'}
    data = exports.corrections_csv(queries.regrades_of(course))
    return Response(data, content_type="text/csv; charset=utf-8", headers=headers)
