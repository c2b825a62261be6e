"""What every request leaves: a number to quote, a line in the log, its count and duration.

Of the address only the route is kept, and of what stood in it only names of courses and numbers: a certificate's code
or a link's token would open what it names for whoever reads the log.
"""

import logging
import re
import secrets
from time import perf_counter

from flask import Flask, Response, g, request
from sqlalchemy import inspect

from app.platform.logs import FACTS
from app.platform.metrics import REQUESTS, SAVES, SECONDS, Metrics
from app.platform.settings import Settings

HEADER = "X-Request-Id"
SHAPE = re.compile(r"[A-Za-z0-9._-]{8,64}")
TOLD = ("course", "module", "unit", "lesson", "number", "person", "attempt")
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
QUIET = frozenset({"static", "catalogue.health", "reporting.metrics"})  # at the level `debug`
FIRST_ERROR, FIRST_FAULT = 400, 500
REFUSALS = frozenset({400, 401, 403, 429})  # somebody may be trying a door
log = logging.getLogger(__name__)


def init_app(app: Flask, settings: Settings) -> None:
    """First of all, so that its number is there for whatever follows, and its line is written last.

    `counted_saves`: the endpoints whose answer acknowledges that something a student wrote is kept.
    """
    app.extensions["metrics"] = Metrics(settings.data / "metrics")
    app.extensions.setdefault("counted_saves", set())
    trusts = settings.trusted_proxies > 0
    app.before_request(lambda: _begin(trusts=trusts))
    app.after_request(lambda response: _end(app, response))


def request_id() -> str:
    """The number of this request: the proxy's, or one of our own."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(8)
    return str(g.request_id)


def _begin(*, trusts: bool) -> None:
    g.began = perf_counter()
    given = request.headers.get(HEADER, "")
    if trusts and SHAPE.fullmatch(given):
        g.request_id = given
    request_id()


def _end(app: Flask, response: Response) -> Response:
    seconds = perf_counter() - g.get("began", perf_counter())
    method = request.method if request.method in METHODS else "other"
    route = request.url_rule.rule if request.url_rule else "none"
    metrics: Metrics = app.extensions["metrics"]
    metrics.count(REQUESTS, method, route, str(response.status_code))
    metrics.took(SECONDS, seconds, method, route)
    if request.endpoint in app.extensions["counted_saves"] and response.status_code < FIRST_ERROR:
        metrics.count(SAVES)
    response.headers[HEADER] = request_id()
    _say(response, method, route, seconds)
    return response


def _say(response: Response, method: str, route: str, seconds: float) -> None:
    level = logging.DEBUG if request.endpoint in QUIET else logging.INFO
    level = logging.WARNING if response.status_code in REFUSALS else level
    level = logging.ERROR if response.status_code >= FIRST_FAULT else level
    if not log.isEnabledFor(level):
        return
    facts = {
        "method": method, "route": route, "status": response.status_code, "ms": round(seconds * 1000, 1),
        "person": _person(), "of": _named(),
    }  # fmt: skip
    log.log(level, "request", extra={FACTS: {name: one for name, one in facts.items() if one not in (None, {})}})


def _person() -> int | None:
    """The number of who is signed in, without asking the database: it may have gone away in mid-request."""
    known = inspect(g.get("_login_user"), raiseerr=False)
    return known.identity[0] if known is not None and known.identity else None


def _named() -> dict[str, object]:
    return {name: value for name, value in (request.view_args or {}).items() if name in TOLD}
