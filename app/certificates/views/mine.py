"""A student's own certificates: the list, one of them, its file, also by mail."""

from urllib.parse import urlencode

from flask import Response, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_limiter.util import get_remote_address
from flask_login import current_user
from markupsafe import Markup

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.certificates import actions, qr, queries
from app.certificates.documents import press
from app.certificates.models import Certificate
from app.certificates.rules import Snapshot
from app.certificates.views import blueprint, shown, verify_url
from app.platform import clock
from app.platform.colours import OURS, paper_style_of
from app.platform.errors import Refused
from app.platform.forms import EmptyForm
from app.platform.languages import speaking
from app.platform.security import limiter
from app.platform.site import current_site

LETTERS = "6 per hour"
PAPER = "en"  # what a certificate says beside the course's own words, for ever
LINKEDIN = "https://www.linkedin.com/profile/add?"


@blueprint.get("/certificates/<code>")
@requires(Permission.LEARN)
def show(code: str) -> ResponseReturnValue:
    """The certificate as a page that prints on one sheet: its words are those of the PDF, around it the reader's."""
    issued = queries.own_issued(signed_in().id, code) or abort(404)
    try:
        pattern = press.document_of(issued.certificate, current_app.extensions["press"], clock.now()).sealed_url
    except press.NotPrinted:
        pattern = ""
    told = shown(issued)
    with speaking(PAPER):
        sheet = render_template("certificates/_sheet.html", **told, qr=qr.svg(pattern or verify_url(code)))
    return render_template(
        "certificates/certificate.html", **told, sheet=Markup(sheet), has_pdf=bool(pattern),  # noqa: S704 - ours
        form=EmptyForm(), linkedin=linkedin_url(issued.certificate), paper_style=_paper_style(issued.snapshot),
    )  # fmt: skip


@blueprint.get("/certificates/<code>.pdf")
@requires(Permission.LEARN)
def show_pdf(code: str) -> ResponseReturnValue:
    """The certificate as a tagged and signed PDF, always the same file."""
    certificate = queries.own_certificate(signed_in().id, code) or abort(404)
    data = press.file_of(certificate, current_app.extensions["press"], clock.now())
    name = f"certificate-{certificate.serial}.pdf"
    return Response(data, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


def _paper_style(snapshot: Snapshot) -> str:
    """The colors of its day, where they may differ from the page's."""
    if not snapshot.colours and current_site().colours is None:
        return ""
    main, accent = snapshot.colours or (OURS.main, OURS.accent)
    return paper_style_of(main, accent)


def _sender() -> str:
    """Whose letters are counted: a school's computers often have one address."""
    return str(current_user.get_id() or get_remote_address())


@blueprint.post("/certificates/<code>/send")
@requires(Permission.LEARN)
@limiter.limit(LETTERS, key_func=_sender)
def send(code: str) -> ResponseReturnValue:
    """Send its owner the PDF, unless it counts no more."""
    issued = queries.own_issued(signed_in().id, code) or abort(404)
    if issued.withdrawn_at is not None or issued.replaced_by is not None:
        raise Refused(_("This certificate does not count any more, so it is not sent. Its page says why."))
    certificate = issued.certificate
    own = url_for("certificates.show", code=code, _external=True)
    actions.send_certificate(certificate, signed_in(), verify_url(""), own, clock.now())
    flash(_("Your certificate is on its way to %(address)s.", address=signed_in().email), "success")
    return redirect(url_for("certificates.show", code=code))


def linkedin_url(certificate: Certificate) -> str:
    """LinkedIn's own form for adding a certificate to a profile, filled in; nothing is sent before it is pressed."""
    snapshot = Snapshot.load(certificate.snapshot)
    fields = {
        "startTask": "CERTIFICATION_NAME", "name": snapshot.subject, "organizationName": snapshot.provider,
        "issueYear": snapshot.day.year, "issueMonth": snapshot.day.month,
        "certUrl": verify_url(certificate.code), "certId": certificate.serial,
    }  # fmt: skip
    return LINKEDIN + urlencode(fields)
