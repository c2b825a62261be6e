"""The second step of signing in: a code, or a passkey. A passkey alone is both steps at once."""

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from app.accounts.access import public
from app.accounts.factors import actions, ceremony
from app.accounts.factors.entering import Halfway, come_in, halfway, leave
from app.accounts.factors.forms import CodeForm, PasskeyForm, SignInByPasskeyForm
from app.accounts.factors.queries import factors_of
from app.accounts.guessing import limits
from app.accounts.models import Person
from app.accounts.queries import person_by_id
from app.accounts.views import blueprint
from app.platform import clock, limiting

DID_NOT_HOLD = lazy_gettext("The passkey could not be checked. Nothing was changed; please try once more.")


@blueprint.get("/sign-in/second-step")
@public
def ask_second_step() -> ResponseReturnValue:
    """Ask whoever has taken the first one."""
    here = halfway(clock.now())
    return _page(here, CodeForm(formdata=None)) if here else _begin_anew()


@blueprint.post("/sign-in/second-step")
@public
def prove_by_code() -> ResponseReturnValue:
    """The code of an authenticator app, or a recovery code."""
    here, form, now = halfway(clock.now()), CodeForm(), clock.now()
    if here is None:
        return _begin_anew()
    counted = limits.of_second_step(here.person.email)
    limiting.refuse_when_spent(counted, now, limits.words_of_second_step)
    if not form.validate_on_submit():
        return _page(here, form), 422
    if not actions.check_code(here.person, str(form.code.data), current_app.extensions["settings"], now):
        limiting.count(counted, now)
        if limiting.is_spent(counted, now):
            actions.warn_of_guesses(here.person, current_app.extensions["settings"], now)
        form.code.errors = [_("This is not the code of now, or it was used already. Wait for the next one.")]
        return _page(here, form), 422
    limiting.forget(limits.mistakes(counted))
    _warn_of_few_codes(here.person)
    return come_in(here.person, here.via, here.next_path)


@blueprint.post("/sign-in/second-step/passkey")
@public
def prove_by_passkey() -> ResponseReturnValue:
    """A passkey of the one who has taken the first step."""
    here, form = halfway(clock.now()), PasskeyForm()
    if here is None:
        return _begin_anew()
    if not form.validate_on_submit() or ceremony.owner_proved(str(form.credential.data)) != here.person.id:
        form.form_errors.append(str(DID_NOT_HOLD))
        return _page(here, form), 422
    return come_in(here.person, here.via, here.next_path)


@blueprint.post("/sign-in/passkey")
@public
def sign_in_by_passkey() -> ResponseReturnValue:
    """A passkey instead of the password: the device has asked who holds it, so it is both steps."""
    form = SignInByPasskeyForm()
    number = ceremony.owner_proved(str(form.credential.data)) if form.validate_on_submit() else None
    person = person_by_id(number) if number else None
    if person is None or not person.active:
        flash(str(DID_NOT_HOLD) if person is None else _("This account was closed by the school."), "error")
        return redirect(url_for("security.login", next=form.next.data or None))
    return come_in(person, "passkey", str(form.next.data or ""))


def _page(here: Halfway, form: CodeForm | PasskeyForm) -> str:
    found = factors_of(here.person.id)
    ask = found.passkeys and ceremony.is_possible()
    return render_template(
        "accounts/ask_second_step.html",
        form=form,
        code_form=form if isinstance(form, CodeForm) else CodeForm(formdata=None),
        question=ceremony.question_to_prove(list(found.passkeys)) if ask else "",
        has_app=found.authenticator is not None,
    )


def _begin_anew() -> ResponseReturnValue:
    """They waited for too long, or never took the first step."""
    leave()
    flash(_("Please sign in with your password first."), "info")
    return redirect(url_for("security.login"))


def _warn_of_few_codes(person: Person) -> None:
    found = factors_of(person.id)
    if found.has_few_codes:
        left = ngettext("You have %(num)s recovery code left.", "You have %(num)s recovery codes left.", found.codes)
        flash(" ".join([left, _("Make new ones under Account, Second step.")]), "warning")
