"""Checking a certificate: for strangers, without an account, without hints."""

from datetime import timedelta

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.access import public
from app.certificates import actions, queries
from app.certificates.forms import VerifyForm
from app.certificates.rules import is_family_name
from app.certificates.views import blueprint, shown
from app.platform import clock, ids, limiting
from app.platform.security import csrf, limiter
from app.platform.tries import Counted, Limit

LOOK_UPS = "30 per minute; 300 per hour"  # coarse, for each process; guesses are counted in the database
# A thousand family names are those of two people in five; the long code cannot be guessed and is never held up.
NAMES = Limit("verify, serial number", 20, timedelta(hours=1))
NAMES_OF_A_NETWORK = Limit("verify, network", 60, timedelta(hours=1))


@blueprint.get("/verify")
@public
def verify() -> ResponseReturnValue:
    """The form for a stranger with a certificate in hand."""
    return render_template("certificates/verify.html", form=VerifyForm())


@blueprint.post("/verify")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
@limiter.limit(LOOK_UPS)
def look_up() -> ResponseReturnValue:
    """Find by code, or by serial number and family name."""
    form = VerifyForm()
    if not form.validate():
        return render_template("certificates/verify.html", form=form), 422
    typed = ids.tidy(str(form.code.data))
    if len(typed) == actions.SERIAL_LENGTH + 1:
        return _by_serial(form, typed)
    if not ids.is_well_formed(typed):
        return _mistyped(form), 422
    return redirect(url_for("certificates.verified", code=typed))


def _by_serial(form: VerifyForm, serial: str) -> ResponseReturnValue:
    wrong, now = [Counted(NAMES, serial), Counted(NAMES_OF_A_NETWORK, limiting.network())], clock.now()
    limiting.refuse_when_spent(wrong, now, _too_often)
    found = queries.certificate_by_serial(serial) if ids.is_well_formed(serial, actions.SERIAL_LENGTH) else None
    if found is None or not is_family_name(form.family_name.data or "", found.snapshot["name"]):
        limiting.count(wrong, now)
        return render_template("certificates/unknown.html"), 404
    return redirect(url_for("certificates.verified", code=found.code))


def _too_often(minutes: int) -> str:
    said: str = ngettext(
        "Too many wrong names for this number, or from your network. Wait %(num)s minute, or enter the long code.",
        "Too many wrong names for this number, or from your network. Wait %(num)s minutes, or enter the long code.",
        minutes,
    )
    return said


def _mistyped(form: VerifyForm) -> str:
    """Told from the check letter alone: nothing is looked up."""
    form.code.errors = [_("The code does not fit its check letter: please compare it with the paper once more.")]
    return render_template("certificates/verify.html", form=form)


@blueprint.get("/verify/<code>")
@public
@limiter.limit(LOOK_UPS)
def verified(code: str) -> ResponseReturnValue:
    """Every printed field, for comparing; one answer for every well-formed code that is not ours."""
    typed = ids.tidy(code)
    if not ids.is_well_formed(typed):
        return _mistyped(VerifyForm(data={"code": code[:60]})), 404
    found = queries.issued_with_code(typed)
    if found is None:
        return render_template("certificates/unknown.html"), 404
    return render_template("certificates/verified.html", **shown(found), checked_at=clock.now())
