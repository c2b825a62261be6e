"""The door that asks for an acceptance: at signing in, never in the middle of something.

What is due is looked up once, when somebody signs in, and noted in the session: no page costs a question to the
database. Only pages to look at are held back, never something that is sent: an answer that was given is always saved.
"""

from flask import Flask, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security import user_authenticated, user_registered

from app.accounts import access
from app.accounts.models import Person
from app.accounts.policies import actions, queries
from app.accounts.policies.registering import versions_agreed_to
from app.platform import clock

DUE = "policies_due"
# Nobody is kept from leaving with what is theirs, or from finishing an attempt whose time runs.
LEFT_OPEN = ("/account", "/attempts/", "/certificates")


def init_app(app: Flask) -> None:
    """Ask from now on."""
    user_registered.connect(_keep_agreement, app)
    user_authenticated.connect(_note_what_is_due, app)
    app.before_request(check)


def check() -> ResponseReturnValue | None:
    """Before each request: lead somebody who has still to accept something to the page where they can."""
    if DUE not in session or request.method != "GET" or request.endpoint is None:
        return None
    if request.path.startswith(LEFT_OPEN) or access.access_of(current_app, request.endpoint) is None:
        return None
    return redirect(url_for("accounts.accept", next=request.full_path.rstrip("?")))


def nothing_is_due() -> None:
    """Let them pass from now on."""
    session.pop(DUE, None)


def _keep_agreement(_app: Flask, user: Person, **_rest: object) -> None:
    if agreed := versions_agreed_to():
        actions.accept(user.id, agreed, clock.now())


def _note_what_is_due(_app: Flask, user: Person, **_rest: object) -> None:
    nothing_is_due()
    if queries.to_accept(user.id):
        session[DUE] = True
