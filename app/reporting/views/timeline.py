"""One attempt read back, for a dispute or an audit."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.assessment.queries import quiz_of
from app.platform import clock
from app.reporting import queries
from app.reporting.sitting import state_of
from app.reporting.timeline import events_of, places_of
from app.reporting.views import blueprint

PAGE = 300  # events; somebody who saves a thousand times is read in parts


@blueprint.get("/studio/attempts/<attempt>")
@requires(Permission.TEACH)
def timeline(attempt: str) -> ResponseReturnValue:
    """Every event in order, and the paper as it stands."""
    found = queries.attempt_for_staff(signed_in(), attempt) or abort(404)
    record = queries.record_of(found)
    events = events_of(record)
    pages = -(-len(events) // PAGE)
    page = min(max(1, request.args.get("page", 1, int)), pages)
    return render_template(
        "reporting/timeline.html", attempt=found, events=events[(page - 1) * PAGE : page * PAGE], page=page,
        pages=pages, places=places_of(record), state=state_of(found, clock.now()), quiz=quiz_of(found).slug,
        saves=len(record.saves),
    )  # fmt: skip
