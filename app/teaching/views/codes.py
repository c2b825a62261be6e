"""Codes for a class: making and ending them."""

from datetime import date, datetime, time, timedelta

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.platform import clock
from app.platform.pages import local
from app.teaching import actions, queries
from app.teaching.access import taught
from app.teaching.forms.ways import CodeForm
from app.teaching.queries import TaughtCourse
from app.teaching.rules import standing
from app.teaching.views import blueprint

CODES = "/studio/<course>/codes"


@blueprint.get(CODES)
@requires(Permission.TEACH)
def codes(course: str) -> ResponseReturnValue:
    """Every code, and a form for one more."""
    found = taught(course)
    cohorts = queries.names_of_cohorts(found.id)
    return _page(found, CodeForm(cohorts, None))


@blueprint.post(CODES)
@requires(Permission.TEACH)
def make_code(course: str) -> ResponseReturnValue:
    """Make one."""
    found = taught(course)
    form = CodeForm(queries.names_of_cohorts(found.id))
    if not form.validate_on_submit():
        return _page(found, form), 422
    expires_at = _end_of(form.last_day.data) if form.last_day.data else None
    of = actions.CodeOf(form.cohort.cohort_id, form.most_uses.data, expires_at)
    actions.make_code(found, of, signed_in(), clock.now())
    flash(_("The code is made. It stands first in the list."), "success")
    return redirect(url_for("teaching.codes", course=course))


@blueprint.post(f"{CODES}/<int(max=2147483647):entry_code>/end")
@requires(Permission.TEACH)
def end_code(course: str, entry_code: int) -> ResponseReturnValue:
    """End one."""
    code = queries.code_in(taught(course).id, entry_code) or abort(404)
    actions.end_code(code, signed_in(), clock.now())
    flash(_("Nobody comes in by this code any more. Who did stays."), "success")
    return redirect(url_for("teaching.codes", course=course))


def _page(course: TaughtCourse, form: CodeForm) -> str:
    now = clock.now()
    rows = [
        (one, standing(now, uses=one.uses, most_uses=one.most_uses, expires_at=one.expires_at, ended_at=one.ended_at))
        for one in queries.codes_of(course.id)
    ]
    return render_template("teaching/codes.html", course=course, form=form, rows=rows)


def _end_of(day: date) -> datetime:
    """Midnight after it, at the school."""
    zone = local(clock.now()).tzinfo
    return datetime.combine(day + timedelta(days=1), time(), zone)
