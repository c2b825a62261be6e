"""The audit pack of a course: made while it is sent, so that a long one holds up nobody."""

from flask import Response, abort, current_app, render_template, stream_with_context
from flask.typing import ResponseReturnValue

from app.accounts.access import requires
from app.accounts.rules import Permission
from app.catalogue.queries import latest_revision
from app.certificates.documents.press import file_of
from app.certificates.models import Certificate
from app.platform import clock
from app.platform.site import current_site
from app.platform.transactions import unit_of_work
from app.reporting.pack import members_of
from app.reporting.views import blueprint
from app.reporting.zipping import zipped


@blueprint.get("/studio/<course>/audit-pack.zip")
@requires(Permission.TEACH)
def audit_pack(course: str) -> ResponseReturnValue:
    """Roster, attempts, questions as asked, attestations, certificates, log, course texts, hours; and a manifest."""
    revision = latest_revision(course) or abort(404)
    now = clock.now()

    def index(files: list[str]) -> str:
        told = {"files": files, "title": revision.title, "provider": current_site().provider, "made_at": now}
        return render_template("reporting/pack_index.html", **told)

    def make(certificate: Certificate) -> bytes:
        with unit_of_work():  # the request's own ended before the first byte left
            return file_of(certificate, current_app.extensions["press"], now)

    parts = stream_with_context(zipped(members_of(revision.course, index, make)))
    headers = {"Content-Disposition": f'attachment; filename="audit-pack-{course}.zip"'}
    return Response(parts, mimetype="application/zip", headers=headers)
