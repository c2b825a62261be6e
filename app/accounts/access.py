"""Closed unless marked open: every view is `@public` or names what it `@requires`."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_security.utils import check_and_update_authn_fresh

from app.accounts.models import Person
from app.accounts.rules import Permission

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
# Flask-Security's own views carry no mark of ours; each is named here, and the test of the access table reads it.
SECURITY_VIEWS: dict[str, Permission | None] = {
    "security.login": None,
    "security.logout": None,
    "security.register": None,
    "security.forgot_password": None,
    "security.reset_password": None,
    "security.confirm_email": None,
    "security.send_confirmation": None,
    "security.change_password": Permission.LEARN,
    "security.verify": Permission.LEARN,
    "static": None,
}


def public(view: View) -> View:
    """Anybody may see this page."""
    view.access = None  # type: ignore[attr-defined]
    return view


def requires(permission: Permission, *, recently: bool = False) -> Callable[[View], View]:
    """Only a signed-in person with this permission may. `recently`: proved half an hour ago at most."""

    def mark(view: View) -> View:
        view.access, view.recently = permission, recently  # type: ignore[attr-defined]
        return view

    return mark


def signed_in() -> Person:
    """The person of this request; for views that require a permission."""
    person = current_user._get_current_object()
    if not isinstance(person, Person):
        abort(401)
    return person


def access_of(app: Flask, endpoint: str) -> Permission | None:
    """What an endpoint asks for; None for public. Raises KeyError for one that says nothing."""
    if endpoint in SECURITY_VIEWS:
        return SECURITY_VIEWS[endpoint]
    view = app.view_functions[endpoint]
    if not hasattr(view, "access"):
        raise KeyError(endpoint)
    found: Permission | None = view.access
    return found


def check() -> ResponseReturnValue | None:
    """Before each request: let it pass, ask to sign in, or refuse."""
    if request.endpoint is None:
        return None  # no such page: 404 needs no door
    try:
        needed = access_of(current_app, request.endpoint)
    except KeyError:
        abort(403)
    if needed is None:
        return None
    if not current_user.is_authenticated:
        return _ask_to_sign_in()
    if not current_user.may(needed):
        if current_user.may_after_second_step(needed):
            return _ask_for_second_step()
        abort(403)
    if getattr(current_app.view_functions[request.endpoint], "recently", False) and not _is_fresh():
        flash(_asking_once_more(), "info")
        return redirect(url_for("security.verify", next=_way_back()))
    return None


def _ask_for_second_step() -> ResponseReturnValue:
    """Staff without one are students until they have one."""
    if request.headers.get("X-Requested-With") == "fetch":
        return {"message": "a second step is missing"}, 403
    flash(_("For this page the school asks for a second step when you sign in. Set one up here."), "info")
    return redirect(url_for("accounts.second_step"))


def _asking_once_more() -> str:
    if request.method == "GET":
        return str(_("For this, enter your password once more."))
    return str(_("Nothing was changed yet: for this, enter your password once more, then press the button again."))


def _is_fresh() -> bool:
    """Whether the person proved who they are not long ago; doing such things keeps the proof fresh."""
    config = current_app.config
    fresh: bool = check_and_update_authn_fresh(
        config["SECURITY_FRESHNESS"], config["SECURITY_FRESHNESS_GRACE_PERIOD"], "session"
    )
    return fresh


def _ask_to_sign_in() -> ResponseReturnValue:
    if request.headers.get("X-Requested-With") == "fetch":
        return {"message": "signed out"}, 401
    return redirect(url_for("security.login", next=_way_back()))


def _way_back() -> str | None:
    """The page to open after signing in: this one, or for a form the page at the same address, if there is one."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    adapter = current_app.create_url_adapter(request)
    return request.path if adapter is not None and adapter.test(request.path, "GET") else None
