"""What a class said about a course: figures only, never who."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from app.accounts.access import requires
from app.accounts.rules import Permission
from app.catalogue.content.evaluation import evaluation_front
from app.catalogue.queries import latest_revision
from app.certificates.queries import answers_about
from app.reporting.rules import FEWEST, report
from app.reporting.views import blueprint


@blueprint.get("/studio/<course>/evaluations")
@requires(Permission.TEACH)
def evaluations(course: str) -> ResponseReturnValue:
    """The questions of the newest edition, and what was answered in all editions."""
    revision = latest_revision(course) or abort(404)
    asked = (revision.front.get("evaluation") or evaluation_front(None))["questions"]
    responses = [answers for _number, _year, answers in answers_about(course)]
    return render_template(
        "reporting/evaluations.html", revision=revision, found=report(asked, responses), count=len(responses),
        fewest=FEWEST,
    )  # fmt: skip
