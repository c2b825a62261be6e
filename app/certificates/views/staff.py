"""What staff see of certificates: finding, correcting, withdrawing."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.queries import licences_of
from app.accounts.rules import Permission
from app.catalogue.queries.usual import language_of_signed
from app.certificates import actions, queries
from app.certificates.actions import Correction
from app.certificates.forms import CorrectForm, RevokeForm
from app.certificates.queries import Issued
from app.certificates.views import blueprint, shown, verify_url
from app.certificates.views.claim import printed_licence
from app.platform import clock
from app.platform.errors import Refused

ONE = "/studio/certificates/<code>"
FARTHEST_PAGE = 1_000_000


@blueprint.get("/studio/certificates")
@requires(Permission.TEACH)
def all_certificates() -> ResponseReturnValue:
    """Every certificate, newest first, by page; or those that fit what was typed."""
    search = request.args.get("search", "")[:100]
    page = min(max(1, request.args.get("page", 1, int)), FARTHEST_PAGE)
    found = queries.certificates_like(signed_in(), search, page)
    return render_template(
        "certificates/all.html", lines=[shown(one) for one in found[: queries.PAGE]], search=search, page=page,
        has_more=len(found) > queries.PAGE,
    )  # fmt: skip


@blueprint.get(ONE)
@requires(Permission.TEACH)
def record(code: str) -> ResponseReturnValue:
    """One certificate with its history, and what can be done about it."""
    issued = _found(code)
    return _record_page(issued, RevokeForm())


@blueprint.get(f"{ONE}/correct")
@requires(Permission.TEACH)
def correct(code: str) -> ResponseReturnValue:
    """What the new issue should say."""
    issued = _correctable(code)
    snapshot = issued.snapshot
    form = CorrectForm(name=snapshot.name, licences=[one["text"] for one in snapshot.licences])
    return _correct_page(issued, form)


@blueprint.post(f"{ONE}/correct")
@requires(Permission.TEACH)
def issue_correction(code: str) -> ResponseReturnValue:
    """Issue it; sent twice, it is issued once."""
    issued, form = _found(code), CorrectForm()
    offered = _offered(issued)
    form.offer(offered)
    if not form.validate_on_submit():
        return _correct_page(issued, form), 422
    chosen = [offered[text] for text in form.licences.data or []]
    try:
        correction = Correction(str(form.name.data), chosen, str(form.reason.data))
        new = actions.correct_certificate(issued, correction, signed_in(), verify_url(""), clock.now())
    except actions.Withdrawn as reason:
        raise Refused(_("This certificate was withdrawn; it can only be earned anew.")) from reason
    flash(_("The corrected certificate was issued, and a message to its owner is on its way."), "success")
    return redirect(url_for("certificates.record", code=new.code))


@blueprint.post(f"{ONE}/revoke")
@requires(Permission.TEACH)
def revoke(code: str) -> ResponseReturnValue:
    """Withdraw it."""
    issued, form = _found(code), RevokeForm()
    if not form.validate_on_submit():
        return _record_page(issued, form), 422
    actions.revoke_certificate(issued, str(form.reason.data), signed_in(), verify_url(""), clock.now())
    flash(_("The certificate was withdrawn, and a message to its owner is on its way."), "success")
    return redirect(url_for("certificates.record", code=code))


def _found(code: str) -> Issued:
    return queries.certificate_for_staff(signed_in(), code) or abort(404)


def _correctable(code: str) -> Issued:
    issued = _found(code)
    if issued.withdrawn_at is not None:
        raise Refused(_("This certificate was withdrawn; it can only be earned anew."))
    if issued.replaced_by is not None:
        raise Refused(_("This certificate was corrected already. Correct the newer one."))
    return issued


def _offered(issued: Issued) -> dict[str, dict[str, str]]:
    """The licences it prints and those in its owner's account, by what is printed."""
    account = [printed_licence(one) for one in licences_of(issued.certificate.enrolment.person_id)]
    return {one["text"]: one for one in [*issued.snapshot.licences, *account]}


def _correct_page(issued: Issued, form: CorrectForm) -> str:
    form.offer(_offered(issued))
    return render_template("certificates/correct.html", **shown(issued), form=form)


def _record_page(issued: Issued, form: RevokeForm) -> str:
    return render_template(
        "certificates/record.html", **shown(issued), form=form, history=queries.log_of(issued.certificate.code),
        signed_in=language_of_signed(issued.certificate.attested_text, issued.snapshot.language),
    )  # fmt: skip
