"""Claiming, showing, printing and verifying certificates."""

from flask import Blueprint, Response, abort, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import public, requires, signed_in
from app.accounts.rules import Permission
from app.certificates import actions, pdf, qr, queries
from app.certificates.forms import ClaimForm, VerifyForm
from app.certificates.models import Certificate
from app.certificates.rules import ATTESTATION, Snapshot, is_family_name
from app.learning.queries import enrolment_of
from app.platform import clock, ids
from app.platform.security import csrf, limiter

blueprint = Blueprint("certificates", __name__, template_folder="templates")
LOOK_UPS = "30 per minute; 300 per hour"


@blueprint.get("/learn/<course>/certificate", defaults={"module": None})
@blueprint.get("/learn/<course>/certificate/<module>")
@requires(Permission.LEARN)
def claim(course: str, module: str | None) -> ResponseReturnValue:
    """What is missing, or the form."""
    standing = _standing(course, module)
    if found := queries.certificate_for(standing.enrolment.id, standing.scope):
        return redirect(url_for("certificates.show", code=found.code))
    return _claim_page(standing, ClaimForm(name=signed_in().name))


@blueprint.post("/learn/<course>/certificate", defaults={"module": None})
@blueprint.post("/learn/<course>/certificate/<module>")
@requires(Permission.LEARN)
def issue(course: str, module: str | None) -> ResponseReturnValue:
    """Issue it."""
    standing, form = _standing(course, module), ClaimForm()
    if standing.missing or _must_confirm():
        return _claim_page(standing, form), 409
    if not form.validate_on_submit():
        return _claim_page(standing, form), 422
    settings = current_app.extensions["settings"]
    provider = (settings.provider_name, settings.provider_contact)
    snapshot = queries.snapshot_of(standing, str(form.name.data), provider, settings.time_zone)
    certificate = actions.issue_certificate(standing, snapshot, verify_url(""), clock.now())
    return redirect(url_for("certificates.show", code=certificate.code))


def _standing(course: str, module: str | None) -> queries.Standing:
    enrolment = enrolment_of(signed_in().id, course) or abort(404)
    if module is None:
        return queries.standing_of_course(enrolment)
    return queries.standing_of_module(enrolment, module) or abort(404)


def _claim_page(standing: queries.Standing, form: ClaimForm) -> str:
    return render_template(
        "certificates/claim.html",
        standing=standing,
        form=form,
        attestation=ATTESTATION,
        must_confirm=_must_confirm(),
    )


def _must_confirm() -> bool:
    """Whether the address must be confirmed first: only where mail can be sent, else nobody could."""
    return bool(current_app.extensions["settings"].smtp_url) and signed_in().confirmed_at is None


@blueprint.get("/certificates")
@requires(Permission.LEARN)
def mine() -> ResponseReturnValue:
    """My certificates."""
    found = [_shown(certificate) for certificate in queries.certificates_of(signed_in().id)]
    return render_template("certificates/mine.html", certificates=found)


@blueprint.get("/certificates/<code>")
@requires(Permission.LEARN)
def show(code: str) -> ResponseReturnValue:
    """The certificate as a page that prints on one sheet."""
    certificate = queries.own_certificate(signed_in().id, code) or abort(404)
    return render_template("certificates/certificate.html", **_shown(certificate), qr=qr.svg(verify_url(code)))


@blueprint.get("/certificates/<code>.pdf")
@requires(Permission.LEARN)
def show_pdf(code: str) -> ResponseReturnValue:
    """The certificate as a tagged PDF."""
    certificate = queries.own_certificate(signed_in().id, code) or abort(404)
    paper = current_app.extensions["settings"].paper
    snapshot = Snapshot.load(certificate.snapshot)
    data = pdf.render(snapshot, certificate.code, certificate.serial, verify_url(code), paper)
    name = f"certificate-{certificate.serial}.pdf"
    return Response(data, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


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
        form.code.errors = [_("The code does not fit its check letter: please compare it with the paper once more.")]
        return render_template("certificates/verify.html", form=form), 422
    return redirect(url_for("certificates.verified", code=typed))


def _by_serial(form: VerifyForm, serial: str) -> ResponseReturnValue:
    found = queries.certificate_by_serial(serial) if ids.is_well_formed(serial, actions.SERIAL_LENGTH) else None
    if found is None or not is_family_name(form.family_name.data or "", found.snapshot["name"]):
        return render_template("certificates/unknown.html"), 404
    return redirect(url_for("certificates.verified", code=found.code))


@blueprint.get("/verify/<code>")
@public
@limiter.limit(LOOK_UPS)
def verified(code: str) -> ResponseReturnValue:
    """Every printed field, for comparing; one answer for every code that is not ours."""
    found = queries.certificate_by_code(ids.tidy(code))
    if found is None:
        return render_template("certificates/unknown.html"), 404
    return render_template("certificates/verified.html", **_shown(found), checked_at=clock.now())


def verify_url(code: str) -> str:
    """The address anybody can check the certificate at."""
    return url_for("certificates.verify", _external=True) + "/" + code


def _shown(certificate: Certificate) -> dict[str, object]:
    return {
        "certificate": certificate,
        "snapshot": Snapshot.load(certificate.snapshot),
        "grouped_code": ids.grouped(certificate.code),
        "verify_url": verify_url(certificate.code),
    }
