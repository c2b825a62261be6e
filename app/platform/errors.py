"""What a person sees when something goes wrong: plain words, what is safe, a way back. Never a traceback."""

import logging
from datetime import timedelta
from math import ceil
from time import time

from flask import Flask, current_app, g, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError

from app.platform import site
from app.platform.beginning import Begin, beginning
from app.platform.db import db
from app.platform.locks import WriteQueueFull
from app.platform.logs import reason_of
from app.platform.observing import request_id
from app.platform.security import limiter
from app.platform.transactions import SAFE_METHODS

log = logging.getLogger(__name__)
PAGES = frozenset({403, 404, 429, 500, 503})
SECRET_FIELDS = ("csrf_token", "password", "new_password", "password_confirm", "new_password_confirm")
RETRY_SECONDS = "5"
FIRST_ERROR, TOO_LARGE, FIRST_FAULT, TOO_MANY, UNAVAILABLE = 400, 413, 500, 429, 503
FULL_MINUTE = 60
AWAY = (DBAPIError, PoolTimeout, WriteQueueFull, OSError)


class Refused(Exception):  # noqa: N818 - a plain answer to the person, not a programmer's error
    """The rules do not allow this step. `message` says so in a sentence the person can act on."""

    def __init__(self, message: str, status: int = 409) -> None:
        """`status`: the HTTP status of the page."""
        super().__init__(message)
        self.message, self.status = message, status


class TooManyTries(Refused):
    """Tried too often: nothing was even looked at. The page says for how long, in words and in its header."""

    def __init__(self, message: str, wait: timedelta) -> None:
        """`wait`: until it may be tried again."""
        super().__init__(message, TOO_MANY)
        self.wait = wait


def init_app(app: Flask) -> None:
    """Give every error its page."""
    app.register_error_handler(Refused, refused)
    app.register_error_handler(CSRFError, forged)
    app.register_error_handler(HTTPException, http_error)
    for kind in AWAY:
        app.register_error_handler(kind, not_saved)
    app.register_error_handler(Exception, unexpected)


def refused(error: Refused) -> ResponseReturnValue:
    """A step that the rules do not allow."""
    if isinstance(error, TooManyTries):
        g.retry_after = error.wait
        return _page("errors/429.html", error.status, message=error.message)
    return _page("errors/refused.html", error.status, message=error.message)


def forged(_error: CSRFError) -> ResponseReturnValue:
    """The form's token is missing or from another session: most often one signed in again in another tab."""
    message = _("This form came from an older session. Nothing was changed. Open the page again and send it once more.")
    return _page("errors/refused.html", 400, message=message)


def http_error(error: HTTPException) -> ResponseReturnValue:
    """The ordinary refusals of HTTP."""
    if isinstance(error, SecurityError):  # a stranger's Host header: no page can be built, since no address can
        return "This address is not served here.\n", FIRST_ERROR, {"Content-Type": "text/plain; charset=utf-8"}
    if error.code is None or error.code < FIRST_ERROR:  # a redirect in disguise
        return error
    if error.code in PAGES:
        return _page(f"errors/{error.code}.html", error.code)
    answer = _page("errors/refused.html", error.code, message=_reason_of(error))
    if isinstance(error, MethodNotAllowed):
        answer[2]["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return answer


def _reason_of(error: HTTPException) -> str:
    """What `abort` was given to say, else a sentence of ours: Werkzeug's own are neither plain nor translated."""
    if ours := vars(error).get("description"):
        return str(ours)
    words: str = _(
        "What was sent does not fit this address, so nothing was changed. Open the page again, then try once more."
    )
    if error.code == TOO_LARGE:
        words = _("What you sent is too large, so nothing was changed. Make it smaller, then send it again.")
    return words


def not_saved(error: Exception) -> ResponseReturnValue:
    """The database could not be reached or could not write: nothing was saved, and what was typed is given back."""
    log.error("503 %s %s: %s", request.method, request.url_rule, reason_of(error))
    typed = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if request.method not in SAFE_METHODS and name not in SECRET_FIELDS
    ]
    return _page("errors/503.html", 503, typed=typed, is_write=request.method not in SAFE_METHODS)


def unexpected(_error: Exception) -> ResponseReturnValue:
    """A fault of ours: logged with the number that the page shows."""
    log.exception("500 %s %s, number %s", request.method, request.url_rule, request_id())
    return _page("errors/500.html", 500)


def _page(template: str, status: int, **context: object) -> tuple[str | dict[str, object], int, dict[str, str]]:
    db.session.rollback()
    beginning.set(Begin.AS_READER)  # the page only reads; it must not queue for the write lock that was not to be had
    if status >= FIRST_FAULT:
        session.pop("_flashes", None)  # “Your name was changed” is not true any more
    headers = {UNAVAILABLE: {"Retry-After": RETRY_SECONDS}, TOO_MANY: {"Retry-After": _wait()}}.get(status, {})
    if request.headers.get("X-Requested-With") == "fetch":
        return {"message": str(context.get("message", "")), "status": status}, status, headers
    try:
        page = _drawn(template, error_id=request_id(), **context)
    except Exception:
        log.exception("the error page itself failed")
        page = current_app.jinja_env.get_template("errors/bare.html").render(error_id=request_id())
    return page, status, headers


def _wait() -> str:
    """Seconds until the visitor may try again, at least one."""
    if "retry_after" in g:
        return str(max(1, ceil(g.retry_after.total_seconds())))
    limit = limiter.current_limit
    return str(max(1, ceil(limit.reset_at - time())) if limit else FULL_MINUTE)


def _drawn(template: str, **context: object) -> str:
    try:
        return render_template(template, **context)
    except AWAY:  # who is signed in cannot be known now, so the page is drawn as for a stranger
        g._login_user = AnonymousUserMixin()
        site.without_asking()
        return render_template(template, **context)
