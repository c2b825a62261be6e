"""Cohorts: the list, making one, its due days."""

from collections.abc import Mapping
from datetime import date

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.catalogue.queries import outline_of
from app.learning.models import Cohort
from app.platform import clock
from app.teaching import actions, queries
from app.teaching.access import taught
from app.teaching.forms.cohorts import CohortForm, cohort_form
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
    return _page(found, _form(found))


@blueprint.post(f"{COHORTS}/new")
@requires(Permission.TEACH)
def make_cohort(course: str) -> ResponseReturnValue:
    """Make it."""
    found = taught(course)
    form = _form(found)
    if form.validate_on_submit():
        try:
            actions.make_cohort(found, form.details(), signed_in(), clock.now())
        except actions.NameTaken:
            form.name.errors = [_("Another cohort of this course has this name.")]
        else:
            flash(_("The cohort is made. Codes and invitations can lead into it, or move students here."), "success")
            return redirect(url_for("teaching.cohorts", course=course))
    return _page(found, form), 422


@blueprint.get(ONE)
@requires(Permission.TEACH)
def cohort(course: str, cohort: int) -> ResponseReturnValue:
    """Its name, dates and due days."""
    found = taught(course)
    one = queries.cohort_in(found.id, cohort) or abort(404)
    return _page(found, _form(found, one, queries.due_days_of(one.id)), one)


@blueprint.post(ONE)
@requires(Permission.TEACH)
def change_cohort(course: str, cohort: int) -> ResponseReturnValue:
    """Change them."""
    found = taught(course)
    one = queries.cohort_in(found.id, cohort) or abort(404)
    form = _form(found)
    if form.validate_on_submit():
        try:
            actions.change_cohort(one, form.details(), signed_in(), clock.now())
        except actions.NameTaken:
            form.name.errors = [_("Another cohort of this course has this name.")]
        else:
            flash(_("Saved. The students of this cohort see the new days at once."), "success")
            return redirect(url_for("teaching.cohort", course=course, cohort=cohort))
    return _page(found, form, one), 422


def _form(course: TaughtCourse, cohort: Cohort | None = None, due: Mapping[int, date] | None = None) -> CohortForm:
    return cohort_form(outline_of(course.revision_id), cohort, due)


def _page(course: TaughtCourse, form: CohortForm, cohort: Cohort | None = None) -> str:
    return render_template("teaching/cohort.html", course=course, form=form, cohort=cohort)
