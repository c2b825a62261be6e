"""A person's own data, to take along."""

from flask import Response, current_app, render_template, stream_with_context
from flask.typing import ResponseReturnValue

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.certificates.documents.press import document_of
from app.platform import audit, clock
from app.platform.forms import EmptyForm
from app.reporting import personal
from app.reporting.views import blueprint
from app.reporting.zipping import zipped


@blueprint.get("/account/data")
@requires(Permission.LEARN)
def my_data() -> ResponseReturnValue:
    """What the file holds."""
    return render_template("reporting/my_data.html", form=EmptyForm())


@blueprint.post("/account/data")
@requires(Permission.LEARN, recently=True)
def take_my_data() -> ResponseReturnValue:
    """The file, made while it is sent. Certificates that nobody has looked at yet get their PDF first."""
    person, now = signed_in(), clock.now()
    for certificate in personal.certificates_on_record(person.id):
        document_of(certificate, current_app.extensions["press"], now)
    audit.record("took their data", f"person:{person.id}", now, person_id=person.id)
    parts = stream_with_context(zipped(personal.members_of(person)))
    headers = {"Content-Disposition": 'attachment; filename="my-data.zip"'}
    return Response(parts, mimetype="application/zip", headers=headers)
