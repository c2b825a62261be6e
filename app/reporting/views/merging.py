"""Joining two accounts of one person: which, what would happen, done."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.administration.actions import LastAdministrator, NotAdministrator, OwnAccount
from app.accounts.models import Person
from app.accounts.queries import person_by_email, person_by_id
from app.accounts.rules import Permission
from app.platform import clock
from app.platform.errors import Refused
from app.reporting.forms.merging import MergeForm
from app.reporting.merging import actions, words
from app.reporting.merging.queries import plan_of
from app.reporting.views import blueprint

MERGE = "/admin/people/<int(max=2147483647):person>/merge"


@blueprint.get(MERGE)
@requires(Permission.ADMINISTER)
def merge(person: int) -> ResponseReturnValue:
    """Ask for the account that is kept; once it is known, show what would happen."""
    merged = person_by_id(person) or abort(404)
    if "into" not in request.args:
        return _page(merged, MergeForm(formdata=None))
    form = MergeForm(request.args)
    kept = person_by_email(str(form.into.data or "")) if form.validate() else None
    if kept is None and not form.errors:
        form.into.errors = [_("Nobody has this address.")]
    return _page(merged, form, kept), 422 if form.errors else 200


@blueprint.post(MERGE)
@requires(Permission.ADMINISTER, recently=True)
def do_merge(person: int) -> ResponseReturnValue:
    """Do what the preview said, if it still says so."""
    merged = person_by_id(person) or abort(404)
    kept = person_by_email(request.form.get("into", "")) or abort(422)
    try:
        actions.merge(merged, kept, request.form.get("plan", ""), clock.now(), signed_in())
    except actions.CannotMerge as refused:
        raise Refused(" ".join(words.reason(one) for one in refused.obstacles)) from refused
    except actions.PlanChanged as refused:
        raise Refused(_("Something happened in these accounts since you looked. Look once more.")) from refused
    except (OwnAccount, NotAdministrator) as refused:
        raise Refused(_("Your own account is joined with another one by another administrator only.")) from refused
    except LastAdministrator as refused:
        raise Refused(_("This is the last administrator. Make somebody else one first.")) from refused
    flash(_("The two accounts are one now. A message to %(email)s is on its way.", email=kept.email), "success")
    return redirect(url_for("accounts.person", person=kept.id))


def _page(merged: Person, form: MergeForm, kept: Person | None = None) -> str:
    plan = plan_of(merged, kept) if kept else None
    return render_template(
        "reporting/merge.html", merged=merged, form=form, plan=plan, counted=words.COUNTED,
        consequences=words.consequences(plan) if plan else [],
        reasons=[words.reason(one) for one in plan.obstacles] if plan else [],
    )  # fmt: skip
