"""Taking a course again, for another renewal."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.queries import licences_of
from app.accounts.rules import Permission
from app.catalogue.queries import latest_revision
from app.certificates import queries
from app.certificates.rules import Snapshot, in_one_cycle
from app.certificates.views import blueprint, today
from app.learning.actions import NotOpen, enrol_again
from app.learning.queries import enrolment_of
from app.platform import clock
from app.platform.errors import Refused
from app.platform.forms import EmptyForm


@blueprint.get("/learn/<course>/again")
@requires(Permission.LEARN)
def again(course: str) -> ResponseReturnValue:
    """What it means, with a warning where it would probably not count."""
    enrolment = enrolment_of(signed_in().id, course) or abort(404)
    certificate = queries.certificate_for(enrolment.id, queries.COURSE)
    if certificate is None:  # first things first
        return redirect(url_for("certificates.claim", course=course))
    snapshot = Snapshot.load(certificate.snapshot)
    licences = licences_of(signed_in().id)
    known = [(one.state, one.kind, one.expires_on) for one in licences]
    return render_template(
        "certificates/again.html", enrolment=enrolment, snapshot=snapshot, form=EmptyForm(),
        licences=licences, too_soon=in_one_cycle(snapshot.day, today(), known),
    )  # fmt: skip


@blueprint.post("/learn/<course>/again")
@requires(Permission.LEARN)
def begin_again(course: str) -> ResponseReturnValue:
    """Begin anew; what was earned before stays."""
    enrolment = enrolment_of(signed_in().id, course) or abort(404)
    if queries.certificate_for(enrolment.id, queries.COURSE) is None:
        raise Refused(_("Finish this course and claim its certificate first. Then you can take it again."))
    try:
        enrol_again(enrolment, latest_revision(course) or abort(404), clock.now())
    except NotOpen as closed:
        raise Refused(
            _("This course takes nobody at present. Your certificate and what you have done stay.")
        ) from closed
    return redirect(url_for("learning.course_home", course=course))
