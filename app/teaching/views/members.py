"""Who is in a cohort, and moving them."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.platform import clock
from app.platform.numbers import small_number
from app.teaching import actions, queries
from app.teaching.access import taught
from app.teaching.forms.cohorts import MoveForm
from app.teaching.queries import TaughtCourse
from app.teaching.queries.cohorts import PAGE
from app.teaching.views import blueprint, page_asked, pages_of

MEMBERS = "/studio/<course>/cohorts/<int(max=2147483647):cohort>/members"  # of cohort 0: those who are in none


@blueprint.get(MEMBERS)
@requires(Permission.TEACH)
def members(course: str, cohort: int) -> ResponseReturnValue:
    """A page of them, by name."""
    found = taught(course)
    name, form = _name(found, cohort), _form(found, cohort)
    page = page_asked()
    lines, total = queries.members_of(found.id, cohort or None, page=page)
    pages = pages_of(total, PAGE)
    if page > pages:
        return redirect(url_for("teaching.members", course=course, cohort=cohort, page=pages))
    return render_template(
        "teaching/members.html", course=found, cohort=cohort, name=name, form=form, lines=lines, total=total,
        page=page, pages=pages,
    )  # fmt: skip


@blueprint.post(MEMBERS)
@requires(Permission.TEACH)
def move_members(course: str, cohort: int) -> ResponseReturnValue:
    """Move those who are ticked, or everybody, into another cohort or into none."""
    found = taught(course)
    _name(found, cohort)
    form = MoveForm()
    form.to.offer(queries.names_of_cohorts(found.id), _("No cohort"))
    if not form.validate_on_submit():
        abort(422)
    moved = actions.move_members(found, _chosen(found, cohort), form.to.cohort_id, signed_in(), clock.now())
    if moved:
        flash(ngettext("%(num)s student was moved.", "%(num)s students were moved.", moved), "success")
    else:
        flash(_("Nobody was moved: tick the students to move first."), "info")
    return redirect(url_for("teaching.members", course=course, cohort=cohort))


def _chosen(course: TaughtCourse, cohort: int) -> Sequence[int]:
    """Enrolments that are really here; what was moved meanwhile is left out."""
    if request.form.get("go") == "everybody":
        return queries.enrolments_in(course.id, cohort or None)
    numbers = map(small_number, request.form.getlist("enrolment"))
    return queries.enrolments_among(course.id, cohort or None, [one for one in numbers if one is not None])


def _name(course: TaughtCourse, cohort: int) -> str:
    """What the cohort is called; "" for those in none. Answers 404 where there is none."""
    if not cohort:
        return ""
    return (queries.cohort_in(course.id, cohort) or abort(404)).name


def _form(course: TaughtCourse, cohort: int) -> MoveForm:
    form = MoveForm(None)
    others = {number: name for number, name in queries.names_of_cohorts(course.id).items() if number != cohort}
    form.to.offer(others, _("No cohort"))
    return form
