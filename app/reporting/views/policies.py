"""The provider's policies, as an administrator writes and publishes them."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.policies import actions, queries
from app.accounts.policies.words import ABOUT, TITLES, first_text
from app.accounts.rules import ADDED, Permission, Policy, policy_at
from app.platform import clock
from app.reporting.forms.policies import PolicyForm
from app.reporting.views import blueprint


@blueprint.get("/admin/policies")
@requires(Permission.ADMINISTER)
def policies() -> ResponseReturnValue:
    """Each with its version, who published it, and how many accepted it."""
    return render_template("reporting/policies.html", titles=TITLES, added=ADDED, overview=queries.overview())


@blueprint.get("/admin/policies/<policy>")
@requires(Permission.ADMINISTER)
def edit_policy(policy: str) -> ResponseReturnValue:
    """The text in force, or the one to begin with."""
    wanted = policy_at(policy) or abort(404)
    newest = queries.version_in_force(wanted)
    form = PolicyForm(formdata=None, data={
        "text": newest.text if newest else first_text(wanted),
        "is_asked": newest.is_asked if newest else wanted is Policy.TERMS,
        "begun_with": str(newest.number if newest else 0),
    })  # fmt: skip
    return _page(wanted, form)


@blueprint.post("/admin/policies/<policy>")
@requires(Permission.ADMINISTER)
def publish_policy(policy: str) -> ResponseReturnValue:
    """Show how it will look, or publish it."""
    wanted, form = policy_at(policy) or abort(404), PolicyForm()
    if "look" in request.form:
        return _page(wanted, form, looks=str(form.text.data or ""))
    if not form.validate():
        return _page(wanted, form), 422
    wording = actions.Wording(_lines(form), str(form.changes.data or ""), bool(form.is_asked.data))
    try:
        version = actions.publish(wanted, wording, form.number, signed_in(), clock.now())
    except actions.Overtaken:
        return _overtaken(wanted, form), 409
    flash(_("%(policy)s: version %(number)s is in force.", policy=TITLES[wanted], number=version.number), "success")
    return redirect(url_for("reporting.policies"))


def _overtaken(wanted: Policy, form: PolicyForm) -> str:
    """Theirs is shown beside this text; publishing once more puts this one after it."""
    newest = queries.version_in_force(wanted)
    number = newest.number if newest else 0
    form.begun_with.data = str(number)
    form.form_errors.append(
        _("Somebody published version %(number)s meanwhile; it stands below. Compare, then publish once more.",
          number=number)
    )  # fmt: skip
    return _page(wanted, form, theirs=newest)


def _lines(form: PolicyForm) -> str:
    """The text with the line ends that every system agrees on."""
    return "\n".join(str(form.text.data).splitlines()) + "\n"


def _page(wanted: Policy, form: PolicyForm, **more: object) -> str:
    return render_template(
        "reporting/policy.html", policy=wanted, title=TITLES[wanted], about=ABOUT[wanted], form=form,
        versions=queries.versions_of(wanted), **more,
    )  # fmt: skip
