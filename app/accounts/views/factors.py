"""Second steps in the account: what there is, adding, taking away, recovery codes."""

from collections.abc import Callable
from datetime import datetime

from flask import abort, current_app, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.factors import actions, ceremony, pattern, sealing
from app.accounts.factors.forms import NewAuthenticatorForm, NewPasskeyForm
from app.accounts.factors.queries import factors_of, is_needed_by, own_passkey
from app.accounts.identity import TOKEN
from app.accounts.models import Person
from app.accounts.rules import Permission
from app.accounts.views import blueprint
from app.platform import clock
from app.platform.errors import Refused
from app.platform.numbers import small_number
from app.platform.settings import Settings
from app.platform.site import current_site


@blueprint.get("/account/second-step")
@requires(Permission.LEARN)
def second_step() -> ResponseReturnValue:
    """What there is, and what can be done."""
    person = signed_in()
    return render_template(
        "accounts/second_step.html",
        factors=factors_of(person.id),
        is_possible=ceremony.is_possible(),
        is_held=person.is_held,
        has_password=bool(person.password),
        is_needed=is_needed_by(person, _settings()),
    )


@blueprint.post("/account/second-step")
@requires(Permission.LEARN, recently=True)
def change_second_step() -> ResponseReturnValue:
    """Take one away, or make new recovery codes; the button says which."""
    do, _colon, what = request.form.get("do", "").partition(":")
    if do not in CHANGES:
        abort(422)
    try:
        return CHANGES[do](_owner(), what, clock.now())
    except actions.LastOfStaff as reason:
        sentence = _("Whoever teaches or administers keeps one second step. Add another one first, then remove this.")
        raise Refused(sentence) from reason


@blueprint.get("/account/second-step/authenticator")
@requires(Permission.LEARN, recently=True)
def new_authenticator() -> ResponseReturnValue:
    """A new key, as a pattern and as text. Nothing is kept until a code proves that an app has it."""
    secret = sealing.new_secret()
    kept = sealing.sealed(secret, _owner().id, _settings().secret_key)
    return _authenticator_page(NewAuthenticatorForm(formdata=None, sealed=kept), secret)


@blueprint.post("/account/second-step/authenticator")
@requires(Permission.LEARN, recently=True)
def add_authenticator() -> ResponseReturnValue:
    """Keep the key that the page showed."""
    person, form = _owner(), NewAuthenticatorForm()
    secret = sealing.opened(str(form.sealed.data), person.id, _settings().secret_key)
    if secret is None:
        flash(_("That page was too old. Here is a new key; please scan it once more."), "info")
        return redirect(url_for("accounts.new_authenticator"))
    if not form.validate_on_submit():
        return _authenticator_page(form, secret), 422
    try:
        actions.add_authenticator(person, secret, str(form.code.data), _settings(), clock.now())
    except actions.WrongCode:
        form.code.errors = [_("This is not the code of now. See that your phone’s clock is right, and try the next.")]
        return _authenticator_page(form, secret), 422
    return _added(person, _("Your authenticator app is set up."))


@blueprint.get("/account/second-step/passkey")
@requires(Permission.LEARN, recently=True)
def new_passkey() -> ResponseReturnValue:
    """Ask the browser for one."""
    return _passkey_page(_owner(), NewPasskeyForm(formdata=None))


@blueprint.post("/account/second-step/passkey")
@requires(Permission.LEARN, recently=True)
def add_passkey() -> ResponseReturnValue:
    """Keep the one that it made."""
    person, form = _owner(), NewPasskeyForm()
    if not form.validate_on_submit():
        return _passkey_page(person, form), 422
    try:
        proven = ceremony.made(str(form.credential.data))
        if proven is None:
            form.form_errors.append(_("The passkey could not be checked. Nothing was kept; please try once more."))
            return _passkey_page(person, form), 422
        actions.add_passkey(person, proven, str(form.name.data), _settings(), clock.now())
    except tuple(REFUSALS) as reason:
        raise Refused(str(REFUSALS[type(reason)]())) from reason
    return _added(person, _("Your passkey is set up."))


def _owner() -> Person:
    """Whoever may change the second steps: where there is one, this session has passed it. Raises Refused."""
    person = signed_in()
    if g.proved_at is None and factors_of(person.id).count:
        raise Refused(_("Sign out, and in again with your second step; then change it here."), 403)
    return person


def _added(person: Person, words: str) -> ResponseReturnValue:
    """The session has now passed a second step. The first one brings recovery codes, which are shown once."""
    codes = actions.settle(person, session[TOKEN], _settings(), clock.now())
    flash(words, "success")
    return _codes_page(codes) if codes else redirect(url_for("accounts.second_step"))


def _remove_passkey(person: Person, number: str, now: datetime) -> ResponseReturnValue:
    found = own_passkey(person.id, small_number(number) or 0)
    actions.remove_passkey(person, found or abort(404), _settings(), now)
    flash(_("The passkey works here no more. You may delete it on your device too."), "success")
    return redirect(url_for("accounts.second_step"))


def _remove_authenticator(person: Person, _what: str, now: datetime) -> ResponseReturnValue:
    actions.remove_authenticator(person, _settings(), now)
    flash(_("The authenticator app works here no more. You may delete its entry on your phone."), "success")
    return redirect(url_for("accounts.second_step"))


def _make_codes(person: Person, _what: str, now: datetime) -> ResponseReturnValue:
    if not factors_of(person.id).count:
        raise Refused(_("Recovery codes come with a second step. Set one up first."))
    return _codes_page(actions.make_recovery_codes(person, _settings(), now))


CHANGES: dict[str, Callable[[Person, str, datetime], ResponseReturnValue]] = {
    "remove-passkey": _remove_passkey,
    "remove-authenticator": _remove_authenticator,
    "codes": _make_codes,
}
REFUSALS: dict[type[Exception], Callable[[], str]] = {
    actions.KnownPasskey: lambda: _("This device has its passkey here already. Nothing was changed."),
    actions.TooManyPasskeys: lambda: _("You have 20 passkeys here. Remove one first."),
}


def _authenticator_page(form: NewAuthenticatorForm, secret: bytes) -> str:
    return render_template(
        "accounts/new_authenticator.html",
        form=form,
        drawing=pattern.svg(secret, signed_in().email, current_site().name),
        key=pattern.as_text(secret),
        has_one=factors_of(signed_in().id).authenticator is not None,
    )


def _passkey_page(person: Person, form: NewPasskeyForm) -> str:
    known = list(factors_of(person.id).passkeys)
    question = ceremony.question_to_make(person, known) if ceremony.is_possible() else ""
    return render_template("accounts/new_passkey.html", form=form, question=question)


def _codes_page(codes: list[str]) -> str:
    return render_template("accounts/recovery_codes.html", codes=codes, person=signed_in(), now=clock.now())


def _settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found
