"""Cohorts: the list, making one, its due days."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.catalogue.queries import outline_of
from app.learning.models import Cohort
from app.platform import clock
from app.teaching import actions, queries
from app.teaching.access import taught
from app.teaching.forms.cohorts import CohortForm, Copied, CopyForm, cohort_form
from app.teaching.queries import TaughtCourse
from app.teaching.views import blueprint

COHORTS = "/studio/<course>/cohorts"
ONE = f"{COHORTS}/<int(max=2147483647):cohort>"


@blueprint.get(COHORTS)
@requires(Permission.TEACH)
def cohorts(course: str) -> ResponseReturnValue:
    """Every cohort, and how many students are in none."""
    found = taught(course)
    lines, unsorted = queries.cohorts_of(found.id)
    return render_template("teaching/cohorts.html", course=found, lines=lines, unsorted=unsorted)


@blueprint.get(f"{COHORTS}/new")
@requires(Permission.TEACH)
def new_cohort(course: str) -> ResponseReturnValue:
    """Ask for name and dates."""
    found = taught(course)
    copying, copied = _copying(found)
    return _page(found, cohort_form(outline_of(found.revision_id), copied=copied), copying, copied)


@blueprint.post(f"{COHORTS}/new")
@requires(Permission.TEACH)
def make_cohort(course: str) -> ResponseReturnValue:
    """Make it."""
    found = taught(course)
    form = cohort_form(outline_of(found.revision_id))
    if form.validate_on_submit():
        try:
            actions.make_cohort(found, form.details(), signed_in(), clock.now())
        except actions.NameTaken:
            form.name.errors = [_("Another cohort of this course has this name.")]
        else:
            flash(_("The cohort is made. Codes and invitations can lead into it, or move students here."), "success")
            return redirect(url_for("teaching.cohorts", course=course))
    return _page(found, form, *_copying(found)), 422


@blueprint.get(ONE)
@requires(Permission.TEACH)
def cohort(course: str, cohort: int) -> ResponseReturnValue:
    """Its name, dates and due days; those of another cohort are filled in where that was asked for."""
    found = taught(course)
    one = queries.cohort_in(found.id, cohort) or abort(404)
    copying, copied = _copying(found, one)
    form = cohort_form(outline_of(found.revision_id), one, queries.due_days_of(one.id), copied)
    return _page(found, form, copying, copied, one)


@blueprint.post(ONE)
@requires(Permission.TEACH)
def change_cohort(course: str, cohort: int) -> ResponseReturnValue:
    """Change them."""
    found = taught(course)
    one = queries.cohort_in(found.id, cohort) or abort(404)
    form = cohort_form(outline_of(found.revision_id))
    if form.validate_on_submit():
        try:
            actions.change_cohort(one, form.details(), signed_in(), clock.now())
        except actions.NameTaken:
            form.name.errors = [_("Another cohort of this course has this name.")]
        else:
            flash(_("Saved. The students of this cohort see the new days at once."), "success")
            return redirect(url_for("teaching.cohort", course=course, cohort=cohort))
    return _page(found, form, *_copying(found, one), one), 422


def _copying(course: TaughtCourse, cohort: Cohort | None = None) -> tuple[CopyForm, Copied | None]:
    """What is to be copied into the form, and from where; nothing is saved before its button is pressed."""
    form = CopyForm(request.args if "copy" in request.args else None)
    others = {number: name for number, name in queries.names_of_cohorts(course.id).items() if number != _id(cohort)}
    form.copy.offer(others, _("Choose one"))
    if "copy" not in request.args or not form.validate():
        return form, None
    source = queries.cohort_in(course.id, form.copy.data)
    if source is None:
        form.copy.errors = [_("Choose whose dates are copied.")]
        return form, None
    units = {unit.unit_id for unit in outline_of(course.revision_id)}
    due = {unit: day for unit, day in queries.due_days_of(source.id).items() if unit in units}
    return form, form.copied(source, due, cohort.starts_on if cohort else None)


def _id(cohort: Cohort | None) -> int | None:
    return cohort.id if cohort else None


def _page(
    course: TaughtCourse, form: CohortForm, copying: CopyForm, copied: Copied | None, cohort: Cohort | None = None
) -> str:
    return render_template(
        "teaching/cohort.html", course=course, form=form, cohort=cohort, copying=copying, copied=copied
    )
