"""Deleting a cohort: what goes with it, in numbers, and the step itself."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.learning.models import Cohort
from app.platform import clock
from app.teaching import actions, queries
from app.teaching.access import taught
from app.teaching.forms.cohorts import DeleteForm
from app.teaching.queries import Losses, TaughtCourse
from app.teaching.views import blueprint

DELETE = "/studio/<course>/cohorts/<int(max=2147483647):cohort>/delete"


@blueprint.get(DELETE)
@requires(Permission.TEACH)
def look_at_cohort(course: str, cohort: int) -> ResponseReturnValue:
    """Say what goes with it; nothing is deleted yet."""
    found = taught(course)
    one = queries.cohort_in(found.id, cohort) or abort(404)
    return _page(found, one, queries.losses_of(one, clock.now()))


@blueprint.post(DELETE)
@requires(Permission.TEACH, recently=True)
def delete_cohort(course: str, cohort: int) -> ResponseReturnValue:
    """Delete it, if what goes with it is still what the page said."""
    found = taught(course)
    one = queries.cohort_in(found.id, cohort) or abort(404)
    losses, form = queries.losses_of(one, clock.now()), DeleteForm()
    if not form.validate_on_submit() or form.seen.data != _told(losses):
        return _page(found, one, losses, has_changed=True), 409
    actions.delete_cohort(one, signed_in(), clock.now())
    flash(_("“%(name)s” is deleted. Its students are in the course as before.", name=one.name), "success")
    return redirect(url_for("teaching.cohorts", course=course))


def _told(losses: Losses) -> str:
    """The numbers that the page has said, to be compared with those of the moment when its button is pressed."""
    return "-".join(map(str, losses))


def _page(course: TaughtCourse, cohort: Cohort, losses: Losses, *, has_changed: bool = False) -> str:
    form = DeleteForm(None, data={"seen": _told(losses)})
    return render_template(
        "teaching/delete_cohort.html", course=course, cohort=cohort, losses=losses, form=form, has_changed=has_changed
    )
