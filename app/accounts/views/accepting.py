"""The policies that somebody has still to accept, and those that they did."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.forms import AcceptForm
from app.accounts.policies import actions, gate, queries
from app.accounts.rules import Permission
from app.accounts.views import blueprint
from app.platform import clock
from app.platform.pages import own_path


@blueprint.get("/account/policies")
@requires(Permission.LEARN)
def accept() -> ResponseReturnValue:
    """What is asked for now, if anything, and what was accepted before."""
    form = AcceptForm()
    form.ask_for(queries.to_accept(signed_in().id))
    if not form.asked:
        gate.nothing_is_due()  # it was done on another device
        if way_on := own_path(request.args.get("next", "")):
            return redirect(way_on)
    return _page(form)


@blueprint.post("/account/policies")
@requires(Permission.LEARN)
def keep_acceptance() -> ResponseReturnValue:
    """Keep that they were accepted, and go on where the person wanted to go."""
    form = AcceptForm()
    form.ask_for(queries.to_accept(signed_in().id))
    if not (form.validate() and form.agrees()):
        return _page(form), 422
    if form.asked:
        actions.accept(signed_in().id, form.asked, clock.now())
        flash(_("Thank you. What you accepted is kept here, with the day."), "success")
    gate.nothing_is_due()
    return redirect(own_path(request.args.get("next", "")) or url_for("accounts.accept"))


def _page(form: AcceptForm) -> str:
    return render_template("accounts/accept.html", form=form, accepted=queries.accepted_by(signed_in().id))
