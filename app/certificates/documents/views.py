"""The public side of the documents: the Open Badge, the keys and lists that prove it, and checking a PDF."""

from typing import Any, cast

from flask import Response, abort, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from app.accounts.access import public
from app.certificates.documents import badge, checking, jwt, queries, status
from app.certificates.documents.checking import Finding
from app.certificates.documents.forms import FileForm, too_large
from app.certificates.documents.press import Press, document_of
from app.certificates.queries import issued_with_code
from app.certificates.views import blueprint
from app.certificates.views.verify import LOOK_UPS
from app.platform import clock, errors
from app.platform.security import csrf, limiter
from app.platform.site import current_site

UPLOADS = "10 per minute; 100 per hour"
# Wallets and validators in a browser read these from another site; there is nothing in them that is not public.
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
PEM = "application/x-pem-file"


def _press() -> Press:
    found: Press = current_app.extensions["press"]
    return found


def _open(body: Any, mimetype: str, *, keep: int = 0) -> Response:
    """An answer for programs anywhere. `keep`: for how many seconds it may be kept."""
    text = body if isinstance(body, str) else current_app.json.dumps(body)
    return Response(text, mimetype=mimetype, headers={**OPEN, "Cache-Control": f"public, max-age={keep}"})


@blueprint.get("/certificates/<code>.json")
@public
@limiter.limit(LOOK_UPS)
def credential(code: str) -> ResponseReturnValue:
    """The Open Badge: signed text, or where JSON is asked for by name the same in an envelope (VC-JOSE-COSE, 3.1.3)."""
    issued = issued_with_code(code) or abort(404)
    token = document_of(issued.certificate, _press(), clock.now()).credential
    answer = _open(token, jwt.TYPE)
    if request.accept_mimetypes.best_match([jwt.TYPE, "application/json"]) == "application/json":
        answer = _open(badge.enveloped(token), "application/json")
    answer.vary.add("Accept")
    return answer


@blueprint.get("/issuer")
@public
def issuer() -> ResponseReturnValue:
    """Who issues, as an Open Badges profile."""
    site = current_site()
    found = badge.profile(_press().addresses, site.provider, site.contact)
    return _open({"@context": [badge.CONTEXT, badge.BADGES], **found}, "application/json", keep=status.KEEP_SECONDS)


@blueprint.get("/issuer/keys")
@public
def public_keys() -> ResponseReturnValue:
    """Every public key that ever signed, the newest first."""
    keys = [key.jwk for key in _press().keyring.public]
    return _open({"keys": keys}, "application/jwk-set+json", keep=status.KEEP_SECONDS)


@blueprint.get("/issuer/keys/<key_id>")
@public
def public_key(key_id: str) -> ResponseReturnValue:
    """One public key."""
    found = [key.jwk for key in _press().keyring.public if key.id == key_id] or abort(404)
    return _open(found[0], "application/jwk+json", keep=status.KEEP_SECONDS)


@blueprint.get("/issuer/certificates.pem")
@public
def signing_certificates() -> ResponseReturnValue:
    """The certificates (X.509) of every key, for a PDF reader to trust."""
    text = b"".join(key.pem for key in _press().keyring.public).decode()
    return _open(text, PEM, keep=status.KEEP_SECONDS)


@blueprint.get("/issuer/status/<int(max=99999):number>")
@public
@limiter.limit(LOOK_UPS)
def status_list(number: int) -> ResponseReturnValue:
    """Which certificates of one list were withdrawn, signed."""
    press, name = _press(), current_site().provider
    places = queries.withdrawn_places(number)
    found = status.credential(number, places, name, clock.now(), press.addresses)
    key = press.keyring.current
    return _open(jwt.signed(found, key, press.addresses.key(key.id)), jwt.TYPE, keep=status.KEEP_SECONDS)


@blueprint.context_processor
def forms() -> dict[str, object]:
    """The page for looking up a code offers the other way too."""
    return {"FileForm": FileForm}


@blueprint.get("/verify/file")
@public
def choose_file() -> ResponseReturnValue:
    """The form for a PDF."""
    return render_template("certificates/check_file.html", form=FileForm())


@blueprint.post("/verify/file")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
@limiter.limit(UPLOADS)
def check_file() -> ResponseReturnValue:
    """Whether a PDF is ours and unaltered. Nothing of it is kept."""
    form = FileForm()
    if not form.validate():
        return render_template("certificates/check_file.html", form=form), 422
    if same := queries.certificate_with_file(checking.fingerprint(form.content)):
        g.is_same_file = True  # the record's page says so above the record, and the record what it is worth today
        return cast(ResponseReturnValue, current_app.view_functions["certificates.verified"](code=same.code))
    found = checking.examined(form.content, [key.certificate for key in _press().keyring.public])
    if found.finding is Finding.NOT_A_PDF:
        form.file.errors = [_("This is not a PDF file. Choose the PDF that came with the certificate.")]
        return render_template("certificates/check_file.html", form=form), 422
    return render_template(
        "certificates/checked_file.html", finding=found.finding.name, original=_original(form, found)
    )


def _original(form: FileForm, found: checking.Found) -> str:
    """The code of the certificate that the file was before something was added to it; "" where nothing tells."""
    before = queries.certificate_with_file(checking.fingerprint(form.content[: found.whole])) if found.whole else None
    return before.code if before else ""


@blueprint.errorhandler(RequestEntityTooLarge)
def too_much(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """A file so large is not even read."""
    if request.endpoint != "certificates.check_file":
        return errors.http_error(error)
    form = FileForm(formdata=None)
    form.file.errors = [too_large()]
    return render_template("certificates/check_file.html", form=form), 413
