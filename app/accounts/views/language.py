"""The choice of a language."""

from urllib.parse import urlsplit

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts.access import public
from app.accounts.views import blueprint
from app.platform.languages import LANGUAGE_COOKIE, LANGUAGES
from app.platform.pages import own_path, redirect_remembering


@blueprint.get("/language")
@public
def language() -> ResponseReturnValue:
    """Offer the languages; who came from another page of ours goes back there."""
    came_from = urlsplit(request.referrer or "")
    back = own_path(came_from.path) if came_from.netloc == request.host else ""
    return render_template("accounts/language.html", back=back)


@blueprint.post("/language")
@public
def choose_language() -> ResponseReturnValue:
    """Remember the choice: in the account, and for this browser."""
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        abort(422)
    if current_user.is_authenticated:
        current_user.language = chosen
    return redirect_remembering(
        own_path(request.form.get("next", "")) or url_for("catalogue.home"), LANGUAGE_COOKIE, chosen
    )
