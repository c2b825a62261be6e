"""Licences in the account, and the name on them."""

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import actions, queries
from app.accounts.access import requires, signed_in
from app.accounts.actions import LicenceDetails
from app.accounts.forms import LicenceForm, LicenceNameForm
from app.accounts.models import Licence
from app.accounts.rules import Permission, unusual
from app.accounts.views import blueprint
from app.platform import clock
from app.platform.pages import local, own_path

WANTED = {"yes": True, "no": False}
LICENCE = "/account/licences/<int(max=2147483647):number>"


@blueprint.get("/account/licences")
@requires(Permission.LEARN)
def licences() -> ResponseReturnValue:
    """The licences, a form for one more, the name on them."""
    return _page(LicenceForm(formdata=None), LicenceNameForm(licence_name=signed_in().printed_name))


@blueprint.post("/account/licences")
@requires(Permission.LEARN)
def add_licence() -> ResponseReturnValue:
    """Add one."""
    form = LicenceForm()
    if form.validate_on_submit():
        try:
            licence = actions.add_licence(signed_in(), _given(form), clock.now())
        except actions.SameLicence:
            form.number.errors = [_("You have added this license already.")]
        except actions.TooManyLicences:
            form.number.errors = [_("You have 20 licenses here. Remove one first.")]
        else:
            return _saved(licence, _("Your license was added."))
    return _page(form, LicenceNameForm(formdata=None, licence_name=signed_in().printed_name)), 422


@blueprint.post("/account/licence-name")
@requires(Permission.LEARN)
def name_as_on_licence() -> ResponseReturnValue:
    """Keep the name."""
    form = LicenceNameForm()
    if not form.validate_on_submit():
        return _page(LicenceForm(formdata=None), form), 422
    actions.name_as_on_licence(signed_in(), str(form.licence_name.data))
    flash(_("Saved. Certificates you already have keep the name they were issued with."), "success")
    return redirect(_here())


@blueprint.post("/account/licences/none")
@requires(Permission.LEARN)
def no_licence() -> ResponseReturnValue:
    """None yet: do not ask again."""
    actions.note_asked(signed_in(), clock.now())
    flash(_("All right. You can add a license under Account whenever you have one."), "info")
    return redirect(_back() or url_for("accounts.licences"))


@blueprint.post("/account/licences/reminders")
@requires(Permission.LEARN)
def choose_reminders() -> ResponseReturnValue:
    """Reminders on or off; anything else changes nothing."""
    wanted = request.form.get("wanted")
    if wanted not in WANTED:
        abort(422)
    actions.choose_reminders(signed_in(), wanted=WANTED[wanted])
    flash(_("Reminders are on.") if WANTED[wanted] else _("Reminders are off."), "success")
    return redirect(_here())


@blueprint.get(LICENCE)
@requires(Permission.LEARN)
def licence(number: int) -> ResponseReturnValue:
    """One licence, to change."""
    found = queries.own_licence(signed_in().id, number) or abort(404)
    return render_template("accounts/licence.html", form=LicenceForm(obj=found), licence=found)


@blueprint.post(LICENCE)
@requires(Permission.LEARN)
def change_licence(number: int) -> ResponseReturnValue:
    """Change it."""
    found = queries.own_licence(signed_in().id, number) or abort(404)
    form = LicenceForm()
    if form.validate_on_submit():
        try:
            actions.change_licence(found, _given(form), clock.now())
        except actions.SameLicence:
            form.number.errors = [_("You have added this license already.")]
        else:
            return _saved(found, _("Your license was changed."))
    return render_template("accounts/licence.html", form=form, licence=found), 422


@blueprint.post(f"{LICENCE}/remove")
@requires(Permission.LEARN)
def remove_licence(number: int) -> ResponseReturnValue:
    """Take it out of the account."""
    actions.remove_licence(queries.own_licence(signed_in().id, number) or abort(404), clock.now())
    flash(_("Removed. Certificates you already have keep the license they were issued with."), "success")
    return redirect(url_for("accounts.licences"))


def _given(form: LicenceForm) -> LicenceDetails:
    return LicenceDetails(form.state.data, form.kind.data, str(form.number.data), form.expires_on.data)


def _saved(licence: Licence, words: str) -> ResponseReturnValue:
    flash(words, "success")
    if example := unusual(licence.state, licence.kind, licence.number):
        flash(_("Please compare it once more: numbers of this kind usually look like %(x)s.", x=example), "info")
    return redirect(_back() or url_for("accounts.licences"))


def _back() -> str:
    """Where the person came from to enter a licence, such as a quiz; "" for nowhere."""
    return own_path(request.args.get("next", ""))


def _here() -> str:
    return url_for("accounts.licences", next=_back() or None)


def _page(form: LicenceForm, name_form: LicenceNameForm) -> str:
    return render_template(
        "accounts/licences.html",
        form=form if form.errors or not name_form.errors else name_form,
        add_form=form,
        name_form=name_form,
        licences=queries.licences_of(signed_in().id),
        today=local(clock.now()).date(),
        back=_back(),
        asked=signed_in().licences_asked_at,
        reminders=_(" and ").join(map(str, current_app.extensions["settings"].licence_reminders[::-1])),
        wants_reminders=signed_in().wants_reminders,
    )
