"""The account page, the one-time sign-in link, the choice of light or dark."""

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_security.utils import login_user

from app.accounts import actions, queries
from app.accounts.access import public, requires, signed_in
from app.accounts.factors.entering import enter
from app.accounts.forms import NameForm, ZoneForm
from app.accounts.rules import Permission, Role, may
from app.accounts.views import blueprint
from app.platform import clock
from app.platform.forms import EmptyForm
from app.platform.pages import THEME_COOKIE, THEMES, own_path, redirect_remembering


@blueprint.app_context_processor
def _menu() -> dict[str, bool]:
    """By what the school made them: who still owes a second step finds it behind the same words."""
    role = current_user.own_role if current_user.is_authenticated else Role.STUDENT
    return {"may_teach": may(role, Permission.TEACH), "may_administer": may(role, Permission.ADMINISTER)}


@blueprint.get("/account")
@requires(Permission.LEARN)
def account() -> ResponseReturnValue:
    """Name, password, look."""
    return _page(NameForm(obj=signed_in()))


@blueprint.post("/account")
@requires(Permission.LEARN)
def rename() -> ResponseReturnValue:
    """Change the name."""
    form = NameForm()
    if not form.validate_on_submit():
        return _page(form), 422
    actions.rename(signed_in(), str(form.name.data))
    flash(_("Your name was changed. Certificates you already have keep the name they were issued with."), "success")
    return redirect(url_for("accounts.account"))


@blueprint.get("/account/time-zone")
@requires(Permission.LEARN)
def time_zone() -> ResponseReturnValue:
    """Where the person's days end, for due dates."""
    return render_template("accounts/time_zone.html", form=ZoneForm(data={"time_zone": signed_in().time_zone or ""}))


@blueprint.post("/account/time-zone")
@requires(Permission.LEARN)
def choose_time_zone() -> ResponseReturnValue:
    """Keep it."""
    form = ZoneForm()
    if not form.validate_on_submit():
        return render_template("accounts/time_zone.html", form=form), 422
    actions.live_in(signed_in(), str(form.time_zone.data))
    flash(_("Saved. Due dates end at midnight where you are."), "success")
    return redirect(own_path(request.args.get("next", "")) or url_for("accounts.account"))


@blueprint.post("/account/due-reminders")
@requires(Permission.LEARN)
def choose_due_reminders() -> ResponseReturnValue:
    """Remind of due dates, or leave it."""
    wanted = request.form.get("wanted")
    if wanted not in {"yes", "no"}:
        abort(422)
    actions.choose_due_reminders(signed_in(), wanted=wanted == "yes")
    flash(_("Reminders are on.") if wanted == "yes" else _("Reminders are off."), "success")
    return redirect(url_for("accounts.account", _anchor="due"))


@blueprint.get("/sign-in/link/<token>")
@public
def sign_in_link(token: str) -> ResponseReturnValue:
    """Ask before the link is spent: mail scanners follow links, people press buttons."""
    if queries.usable_link(token, clock.now()) is None:
        return render_template("accounts/link_spent.html"), 410
    return render_template("accounts/link.html", form=EmptyForm(), token=token)


@blueprint.post("/sign-in/link/<token>")
@public
def use_sign_in_link(token: str) -> ResponseReturnValue:
    """Spend the link and sign in."""
    link = queries.usable_link(token, clock.now())
    if link is None:
        return render_template("accounts/link_spent.html"), 410
    person = actions.use_sign_in_link(link, clock.now())
    if asked := enter(person, "link", url_for("accounts.account")):
        return asked
    login_user(person, authn_via=["link"])
    flash(_("You are signed in. Choose a password, so that you can come back."), "success")
    return redirect(url_for("accounts.account"))


@blueprint.post("/theme")
@public
def choose_theme() -> ResponseReturnValue:
    """Remember light, dark or the device's own choice."""
    chosen = request.form.get("theme", "")
    if chosen not in THEMES:
        abort(422)
    return redirect_remembering(
        own_path(request.form.get("next", "")) or url_for("catalogue.home"), THEME_COOKIE, chosen
    )


def _page(form: NameForm) -> str:
    site_reminds = current_app.extensions["settings"].due_reminders
    return render_template("accounts/account.html", form=form, person=signed_in(), site_reminds=site_reminds)
