"""Who works on a course: its owner, who else may write it or teach it, and since when."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.queries import person_by_id
from app.accounts.rules import Permission
from app.catalogue.actions import OwnedMeanwhile, withdraw
from app.catalogue.queries import grants_of
from app.platform import clock
from app.platform.errors import Refused
from app.platform.forms import EmptyForm
from app.reporting import actions, queries
from app.reporting.forms.staff import RIGHTS, GrantForm, OwnerForm
from app.reporting.queries import StaffedCourse
from app.reporting.views import blueprint

PAGES = ("instructors", "grant", "end_grant")
HERE = "/studio/<course>/instructors"


def course_of(slug: str, *, to_change: bool = False) -> StaffedCourse:
    """The course or draft at this address. 404 for whoever does not work on it, 403 for whoever may not change."""
    found = queries.staffed_course(signed_in(), slug) or abort(404)
    if to_change and not found.may_grant:
        raise Refused(_("Only the owner of a course, or an administrator, says who works on it."), 403)
    return found


@blueprint.get(HERE)
@requires(Permission.TEACH)
def instructors(course: str) -> ResponseReturnValue:
    """Who may do what now, and what ended."""
    return _page(course_of(course), GrantForm(None), OwnerForm(None, prefix="owner-"))


@blueprint.post(HERE)
@requires(Permission.TEACH)
def grant(course: str) -> ResponseReturnValue:
    """Let somebody write the course, teach it, or both."""
    place, form = course_of(course, to_change=True), GrantForm()
    if not form.validate_on_submit():
        return _page(place, form, OwnerForm(None, prefix="owner-"), wrong=form), 422
    given = actions.let_work(
        place, form.person, RIGHTS[form.may.data], signed_in(), clock.now(), _address(course, _external=True)
    )
    flash(_("Saved. %(name)s was told by a message.", name=form.person.name) if given
          else _("%(name)s could do that already.", name=form.person.name), "success" if given else "info")  # fmt: skip
    return redirect(_address(course))


@blueprint.post(f"{HERE}/<int(max=2147483647):person>/end")
@requires(Permission.TEACH)
def end_grant(course: str, person: int) -> ResponseReturnValue:
    """End what somebody was granted. The owner stays."""
    place = course_of(course, to_change=True)
    if not EmptyForm().validate_on_submit():
        abort(422)
    teacher = person_by_id(person) or abort(404)
    if withdraw(place.key, teacher, signed_in(), clock.now()):
        flash(_("%(name)s does not work on this course any more.", name=teacher.name), "success")
    return redirect(_address(course))


@blueprint.post("/studio/<course>/owner")
@requires(Permission.ADMINISTER)
def hand_over(course: str) -> ResponseReturnValue:
    """Give the course to somebody else."""
    place, form = course_of(course), OwnerForm(prefix="owner-")
    if not form.validate_on_submit():
        return _page(place, GrantForm(None), form, wrong=form), 422
    try:
        actions.give_course(place, form.person, signed_in(), clock.now(), _address(course, _external=True))
    except OwnedMeanwhile as reason:
        raise Refused(_("Somebody else gave this course an owner at the same moment. Look at it again.")) from reason
    flash(_("The course belongs to %(name)s now.", name=form.person.name), "success")
    return redirect(_address(course))


def _address(course: str, **more: bool) -> str:
    return url_for("reporting.instructors", course=course, **more)  # type: ignore[arg-type]  # _external


def _page(
    place: StaffedCourse, form: GrantForm, owner_form: OwnerForm, wrong: GrantForm | OwnerForm | None = None
) -> str:  # fmt: skip
    held, ended = grants_of(place.key)
    return render_template(
        "reporting/instructors.html", place=place, held=held, ended=ended, grant_form=form, owner_form=owner_form,
        form=wrong, is_owned=any(one.is_owner for one in held),
    )  # fmt: skip
