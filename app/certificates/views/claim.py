"""Claiming a certificate: what is missing, or the short last step."""

from flask import abort, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts import actions as accounts
from app.accounts.access import requires, signed_in
from app.accounts.models import Licence
from app.accounts.queries import licences_of
from app.accounts.rules import Permission
from app.certificates import actions, queries
from app.certificates.forms import ClaimForm
from app.certificates.rules import Snapshot
from app.certificates.views import blueprint, boards, verify_url
from app.learning.queries import enrolment_of
from app.platform import clock
from app.platform.site import Site, current_site


@blueprint.get("/learn/<course>/certificate", defaults={"module": None})
@blueprint.get("/learn/<course>/certificate/<module>")
@requires(Permission.LEARN)
def claim(course: str, module: str | None) -> ResponseReturnValue:
    """What is missing, or the form."""
    standing = _standing(course, module)
    if found := queries.certificate_for(standing.enrolment.id, standing.scope):
        return redirect(url_for("certificates.show", code=found.code))
    return _claim_page(standing, _form())


@blueprint.post("/learn/<course>/certificate", defaults={"module": None})
@blueprint.post("/learn/<course>/certificate/<module>")
@requires(Permission.LEARN)
def issue(course: str, module: str | None) -> ResponseReturnValue:
    """Issue it, or say which step comes before."""
    standing, form = _standing(course, module), _form()
    if standing.missing or standing.needs_evaluation or _must_confirm():
        return _claim_page(standing, form), 409
    if not form.validate_on_submit():
        return _claim_page(standing, form), 422
    if not form.is_signed_as_shown(standing.attestation.version):
        return _claim_page(standing, form), 409
    name, now = str(form.name.data), clock.now()
    accounts.name_as_on_licence(signed_in(), name)
    certificate = actions.issue_certificate(
        standing, _snapshot(standing, name, form), verify_url(""), now, may_report=bool(form.may_report.data)
    )
    return redirect(url_for("certificates.show", code=certificate.code))


def printed_licence(licence: Licence) -> dict[str, str]:
    """A licence as a snapshot keeps it."""
    return {"state": licence.state, "kind": licence.kind, "number": licence.number, "text": licence.text}


def look_of(site: Site) -> queries.Look:
    """The provider's look, as a snapshot keeps it."""
    return queries.Look([site.colours.main, site.colours.accent] if site.colours else [], site.logo)


def _snapshot(standing: queries.Standing, name: str, form: ClaimForm) -> Snapshot:
    settings, site = current_app.extensions["settings"], current_site()
    chosen = [one for one in licences_of(signed_in().id) if one.id in (form.licences.data or [])]
    return queries.snapshot_of(
        standing, name, (site.provider, site.contact), settings.time_zone,
        licences=[printed_licence(one) for one in chosen], boards=boards(), look=look_of(site),
    )  # fmt: skip


def _form() -> ClaimForm:
    return ClaimForm(name=signed_in().printed_name).offer(licences_of(signed_in().id))


def _standing(course: str, module: str | None) -> queries.Standing:
    enrolment = enrolment_of(signed_in().id, course) or abort(404)
    if module is None:
        return queries.standing_of_course(enrolment)
    return queries.standing_of_module(enrolment, module) or abort(404)


def _claim_page(standing: queries.Standing, form: ClaimForm) -> str:
    form.statement.data = standing.attestation.version
    return render_template(
        "certificates/claim.html",
        standing=standing,
        form=form,
        attestation=standing.attestation,
        must_confirm=_must_confirm(),
    )


def _must_confirm() -> bool:
    """Whether the address must be confirmed first: only where mail can be sent, else nobody could."""
    return bool(current_app.extensions["settings"].smtp_url) and signed_in().confirmed_at is None
