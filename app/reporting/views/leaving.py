"""Deleting one's own account."""

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security.utils import logout_user

from app.accounts.access import requires, signed_in
from app.accounts.administration.actions import LastAdministrator
from app.accounts.rules import Permission
from app.platform import clock
from app.platform.errors import Refused
from app.reporting.forms.leaving import LeaveForm
from app.reporting.leaving import actions
from app.reporting.leaving.queries import leaving_of
from app.reporting.views import blueprint


@blueprint.get("/account/delete")
@requires(Permission.LEARN)
def leave() -> ResponseReturnValue:
    """What goes, what stays, why and until when."""
    return _page(LeaveForm(formdata=None))


@blueprint.post("/account/delete")
@requires(Permission.LEARN, recently=True)
def do_leave() -> ResponseReturnValue:
    """Do it."""
    form, email = LeaveForm(), signed_in().email
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        actions.leave(signed_in(), current_app.extensions["settings"], clock.now())
    except LastAdministrator as reason:
        raise Refused(_("You are the last administrator. Make somebody else one first.")) from reason
    except actions.OwnsCourses as reason:
        raise Refused(_("Courses are yours. Give each to somebody else first, under Studio.")) from reason
    logout_user()
    flash(_("Your account is deleted. A last message to %(email)s is on its way.", email=email), "success")
    return redirect(url_for("catalogue.home"))


def _page(form: LeaveForm) -> str:
    return render_template("reporting/leave.html", form=form, told=leaving_of(signed_in()))
