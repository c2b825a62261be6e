"""The school's people, for administrators: the list, one person with what can be done, invitations."""

from collections.abc import Callable
from datetime import datetime

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.administration import actions, queries
from app.accounts.administration.forms import ROLES, STANDINGS, FindForm, InviteForm, RoleForm
from app.accounts.factors.queries import factors_of
from app.accounts.models import HANDLE, Person
from app.accounts.queries import person_by_email, person_by_id
from app.accounts.rules import Permission, Role, Standing
from app.accounts.views import blueprint
from app.platform import clock, mail
from app.platform.errors import Refused
from app.platform.site import current_site

FARTHEST_PAGE = 1_000_000  # a number that no database refuses
PERSON = "/admin/people/<int(max=2147483647):person>"


@blueprint.get("/admin")
@requires(Permission.ADMINISTER)
def people() -> ResponseReturnValue:
    """Everybody, or those who are looked for."""
    form = FindForm(request.args)
    wanted = form.wanted
    page = min(max(1, request.args.get("page", 1, int)), FARTHEST_PAGE)
    total = queries.count_people(wanted)
    pages = -(-total // queries.PAGE) or 1
    asked = {name: value for name, value in form.data.items() if value}
    if page > pages:  # an empty page would say that there is nobody
        return redirect(url_for("accounts.people", page=pages, **asked))
    return render_template(
        "accounts/people.html", find=form, listed=queries.list_people(wanted, page, total), total=total, page=page,
        pages=pages, asked=asked, roles=ROLES,
        standings=STANDINGS,
    )  # fmt: skip


@blueprint.get(PERSON)
@requires(Permission.ADMINISTER)
def person(person: int) -> ResponseReturnValue:
    """One person, and what can be done."""
    found = person_by_id(person) or abort(404)
    return render_template(
        "accounts/person.html", person=found, is_self=found.id == signed_in().id, roles=ROLES, standings=STANDINGS,
        form=RoleForm(formdata=None, role=found.role), sessions=queries.sessions_of(found.id, clock.now()),
        is_invited=found.standing is Standing.INVITED, factors=factors_of(found.id),
    )  # fmt: skip


@blueprint.post(PERSON)
@requires(Permission.ADMINISTER, recently=True)
def change_person(person: int) -> ResponseReturnValue:
    """Do something about a person; the button says what."""
    do, _colon, what = request.form.get("do", "").partition(":")
    if do not in CHANGES:
        abort(422)
    found = person_by_id(person) or abort(404)
    try:
        flash(CHANGES[do](found, what, clock.now()), "success")
    except tuple(REFUSALS) as reason:
        raise Refused(str(REFUSALS[type(reason)]())) from reason
    return redirect(url_for("accounts.person", person=found.id))


@blueprint.get("/admin/people/invite")
@requires(Permission.ADMINISTER)
def invite() -> ResponseReturnValue:
    """Ask who is to be invited."""
    return render_template("accounts/invite.html", form=InviteForm(formdata=None))


@blueprint.post("/admin/people/invite")
@requires(Permission.ADMINISTER, recently=True)
def send_invitation() -> ResponseReturnValue:
    """Add the account and write to its owner."""
    form, now = InviteForm(), clock.now()
    if not form.validate_on_submit():
        return render_template("accounts/invite.html", form=form), 422
    try:
        email, name = str(form.email.data), str(form.name.data)
        added, token = actions.invite(email, name, Role(form.role.data), now, signed_in())
    except actions.AddressTaken:
        form.email.errors = [_("Somebody has this address already.")]
        taken = person_by_email(email)
        return render_template("accounts/invite.html", form=form, taken=taken), 422
    except actions.NotAdministrator as reason:
        raise Refused(str(REFUSALS[type(reason)]())) from reason
    _write_to(added, token, now)
    flash(_("Invited: a message to %(email)s is on its way.", email=added.email), "success")
    return redirect(url_for("accounts.person", person=added.id))


def _write_to(person: Person, token: str, now: datetime) -> None:
    link = url_for("accounts.sign_in_link", token=token, _external=True)
    until = now + actions.INVITATION_LIFE
    text = render_template("accounts/email/invitation.txt", name=person.name, link=link, until=until)
    mail.queue(person.email, _("Your account at %(site)s", site=current_site().name), text, now)


# ------------------------------------------------------------------------------- what the buttons of a person's page do


def _give_role(person: Person, _what: str, now: datetime) -> str:
    form = RoleForm()
    if not form.validate():
        abort(422)
    actions.give_role(person.id, Role(form.role.data), now, signed_in())
    return str(_("%(name)s is now: %(role)s.", name=person.name, role=ROLES[Role(form.role.data)]))


def _disable(person: Person, _what: str, now: datetime) -> str:
    actions.disable(person.id, now, signed_in())
    return str(_("The account is closed, on every device. What its owner did is kept."))


def _enable(person: Person, _what: str, now: datetime) -> str:
    actions.enable(person.id, now, signed_in())
    return str(_("The account is open again. Its owner signs in as before."))


def _end_session(person: Person, handle: str, now: datetime) -> str:
    if len(handle) != HANDLE or not actions.end_one_session(person, handle, now, signed_in()):
        return str(_("That session had ended already."))
    return str(_("The session has ended."))


def _end_sessions(person: Person, _what: str, now: datetime) -> str:
    actions.end_every_session(person, now, signed_in())
    return str(_("Signed out on every device."))


def _reset_second_step(person: Person, _what: str, now: datetime) -> str:
    actions.reset_second_step(person.id, current_app.extensions["settings"], now, signed_in())
    return str(_("The second step is gone, and every device is signed out. We have written to %(x)s.", x=person.email))


def _invite_again(person: Person, _what: str, now: datetime) -> str:
    if person.standing is not Standing.INVITED:
        return str(_("This person has come in meanwhile. No message was sent."))
    _write_to(person, actions.invite_again(person, now, signed_in()), now)
    return str(_("A message to %(email)s is on its way.", email=person.email))


CHANGES: dict[str, Callable[[Person, str, datetime], str]] = {
    "role": _give_role,
    "disable": _disable,
    "enable": _enable,
    "end": _end_session,
    "end-all": _end_sessions,
    "reset-second-step": _reset_second_step,
    "invite": _invite_again,
}
REFUSALS: dict[type[Exception], Callable[[], str]] = {
    actions.OwnAccount: lambda: _("Your own role and account are changed by another administrator only."),
    actions.LastAdministrator: lambda: _("This is the last administrator. Make somebody else one first."),
    actions.Deleted: lambda: _("This account was deleted by its owner and stays closed."),
    actions.Merged: lambda: _("This account became part of another one and stays closed."),
    actions.NotAdministrator: lambda: _("You are no administrator any more. Nothing was changed."),
}
