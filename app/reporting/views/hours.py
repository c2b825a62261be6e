"""The hours of a course: the worksheet, what people took, and who signed for the claim."""

from fractions import Fraction

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.catalogue.models import CourseRevision
from app.catalogue.queries import latest_revision
from app.certificates.queries import answers_about
from app.platform import clock
from app.reporting import actions, queries
from app.reporting.forms.boards import SignHoursForm
from app.reporting.rules import FEWEST, Pilot, pilot
from app.reporting.views import blueprint


@blueprint.get("/studio/<course>/hours")
@requires(Permission.TEACH)
def hours(course: str) -> ResponseReturnValue:
    """What each rule gives beside what is claimed."""
    return _page(latest_revision(course) or abort(404), SignHoursForm())


@blueprint.post("/studio/<course>/hours")
@requires(Permission.TEACH)
def sign_hours(course: str) -> ResponseReturnValue:
    """Sign for the claim, once a revision."""
    revision, form = latest_revision(course) or abort(404), SignHoursForm()
    if not form.validate_on_submit():
        return _page(revision, form), 422
    actions.sign_hours(revision, str(form.reason.data), signed_in(), clock.now(), pilots=_pilots(revision))
    flash(_("Signed. The worksheet is kept as it is now."), "success")
    return redirect(url_for("reporting.hours", course=course))


def _page(revision: CourseRevision, form: SignHoursForm) -> str:
    claimed, computed = revision.front["hours"], actions.computed_hours(revision)
    signed = queries.signoff_of(revision.id)
    return render_template(
        "reporting/hours.html", revision=revision, worksheet=(revision.details or {}).get("hours"), form=form,
        claimed=claimed, computed=computed, is_over=computed is not None and Fraction(claimed) > Fraction(computed),
        pilots=_pilots(revision), fewest=FEWEST, signed=signed,
        signed_pilots=signed[0].worksheet.get("pilots", {}) if signed else {},
    )  # fmt: skip


def _pilots(revision: CourseRevision) -> list[Pilot]:
    """What this very revision took people, as it was measured and as they said; another one may be longer."""
    told = answers_about(revision.course.slug)
    said = [one["minutes"] for number, _year, one in told if number == revision.number and "minutes" in one]
    found = [pilot("read", queries.minutes_read(revision.id)), pilot("said", said)]
    return [one for one in found if one]
