"""Who may begin a course, and when it is featured."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.catalogue.rules import Admission, is_featured
from app.platform import clock
from app.platform.pages import local
from app.teaching import actions
from app.teaching.access import taught
from app.teaching.forms.ways import AdmissionForm
from app.teaching.queries import TaughtCourse
from app.teaching.views import blueprint


@blueprint.get("/studio/<course>/admission")
@requires(Permission.TEACH)
def admission(course: str) -> ResponseReturnValue:
    """How it stands now."""
    found = taught(course)
    return _page(found, AdmissionForm(None, obj=found))


@blueprint.post("/studio/<course>/admission")
@requires(Permission.TEACH)
def change_admission(course: str) -> ResponseReturnValue:
    """Change it."""
    found, form = taught(course), AdmissionForm()
    if not form.validate_on_submit():
        return _page(found, form), 422
    plan = actions.Plan(Admission(form.admission.data), form.featured_from.data, form.featured_until.data)
    actions.admit(found, plan, signed_in(), clock.now())
    flash(_("Saved. Who takes the course already goes on as before."), "success")
    return redirect(url_for("teaching.admission", course=course))


def _page(course: TaughtCourse, form: AdmissionForm) -> str:
    now_featured = is_featured(course.featured_from, course.featured_until, local(clock.now()).date())
    return render_template("teaching/admission.html", course=course, form=form, now_featured=now_featured)
