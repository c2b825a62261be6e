"""Where somebody is signed in: each session with its device, ended one by one or all."""

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security.utils import logout_user

from app.accounts import actions as accounts
from app.accounts.access import requires, signed_in
from app.accounts.administration import actions, queries
from app.accounts.identity import TOKEN
from app.accounts.models import HANDLE
from app.accounts.queries import hashed
from app.accounts.rules import Permission
from app.accounts.views import blueprint
from app.platform import clock


@blueprint.get("/account/devices")
@requires(Permission.LEARN)
def devices() -> ResponseReturnValue:
    """All of them, this one marked."""
    found = queries.sessions_of(signed_in().id, clock.now())
    return render_template("accounts/devices.html", sessions=found, this_session=_this_session())


@blueprint.post("/account/devices")
@requires(Permission.LEARN)
def end_devices() -> ResponseReturnValue:
    """End one, all others, or all."""
    person, now = signed_in(), clock.now()
    do, _colon, handle = request.form.get("do", "").partition(":")
    if do == "end" and handle != _this_session():
        is_done = len(handle) == HANDLE and actions.end_one_session(person, handle, now, person)
        flash(_("The session has ended.") if is_done else _("That session had ended already."), "success")
    elif do == "end-others":
        accounts.end_other_sessions(person, session[TOKEN], now)
        flash(_("You are signed out on all other devices."), "success")
    elif do in {"end", "end-all"}:
        if do == "end-all":
            actions.end_every_session(person, now, person)
        logout_user()
        return redirect(url_for("catalogue.home"))
    else:
        abort(422)
    return redirect(url_for("accounts.devices"))


def _this_session() -> str:
    return hashed(session[TOKEN])[:HANDLE]
