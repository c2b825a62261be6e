"""Enrolling a list of people who have accounts: a look first, then a button."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.catalogue.models import CourseRevision
from app.catalogue.queries import latest_revision
from app.platform import clock
from app.reporting import actions
from app.reporting.class_list import ClassList, class_list
from app.reporting.forms.enrolling import LARGEST, ListedForm, ListForm
from app.reporting.views import blueprint

HERE = "/studio/<course>/roster/enrol"
LOOKED = "looked"  # before the names of what was looked at, beside another list on the same page


@blueprint.get(HERE)
@requires(Permission.TEACH)
def enrol_list(course: str) -> ResponseReturnValue:
    """Ask for the list."""
    return _page(latest_revision(course) or abort(404), ListForm(None))


@blueprint.post(HERE)
@requires(Permission.TEACH)
def enrol_listed(course: str) -> ResponseReturnValue:
    """Show what would become of each line; once that was looked at, enroll who can be."""
    revision = latest_revision(course) or abort(404)
    if request.form.get("go") == "enrol":
        return _enrol(revision)
    form = ListForm()
    if not form.validate_on_submit():
        return _page(revision, form), 422
    form.text.data = form.said
    return _page(revision, form, class_list(form.said, revision.course_id))


def _enrol(revision: CourseRevision) -> ResponseReturnValue:
    form = ListedForm(prefix=LOOKED)
    if not form.validate_on_submit() or len(form.text.data or "") > LARGEST:
        abort(422)
    found, course = class_list(form.text.data or "", revision.course_id), revision.course.slug
    href = url_for("learning.course_home", course=course, _external=True)
    actions.enrol_listed([person for _, person in found.new], revision, signed_in(), clock.now(), href)
    flash(ngettext("%(num)s person was enrolled and told by a message.",
                   "%(num)s people were enrolled and told by a message.", len(found.new)), "success")  # fmt: skip
    return redirect(url_for("reporting.roster", course=course))


def _page(revision: CourseRevision, form: ListForm, found: ClassList | None = None) -> str:
    looked = ListedForm(None, prefix=LOOKED, data={"text": form.text.data}) if found else None
    return render_template("reporting/enrol_list.html", revision=revision, form=form, found=found, looked=looked)
