"""Headers on every answer, the cookie policy, coarse rate limits, protection against forged requests."""

import secrets

from flask import Flask, Response, abort, g, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app.platform.settings import Settings

csrf = CSRFProtect()
limiter = Limiter(get_remote_address, storage_uri="memory://", strategy="moving-window")

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer Flask-WTF refuses every form over https
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
SAME_FOR_ALL = frozenset({"static", "reporting.logo"})  # addresses that name their content: nothing in it is anybody's
LARGEST_REQUEST = 2 * 1024 * 1024


def init_app(app: Flask, settings: Settings) -> None:
    """Set cookies, limits and headers."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TRUSTED_HOSTS=settings.trusted_hosts,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        SESSION_COOKIE_NAME="__Host-fascia" if settings.is_https else "fascia",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,  # a session ends thirty days after signing in, in its row too
        WTF_CSRF_TIME_LIMIT=None,  # a quiz may stand open for days; the token dies with the session
        RATELIMIT_ENABLED=settings.rate_limits,
        RATELIMIT_HEADERS_ENABLED=False,
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    csrf.init_app(app)
    limiter.init_app(app)
    app.before_request(refuse_nul)
    app.jinja_env.globals["csp_nonce"] = csp_nonce
    app.after_request(lambda response: _with_headers(response, settings))


def refuse_nul() -> None:
    """No page of ours sends NUL, and PostgreSQL takes no text with one: without this it would look like an outage."""
    if "\0" in request.path:
        abort(404)
    if any("\0" in value for value in request.values.values()):
        abort(400)


def csp_nonce() -> str:
    """This answer's nonce for `<style nonce>`."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def _with_headers(response: Response, settings: Settings) -> Response:
    headers = response.headers
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", POLICY.format(nonce=csp_nonce()))
    if settings.is_https:
        headers.setdefault("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
    if request.endpoint not in SAME_FOR_ALL and ("_user_id" in session or request.method != "GET"):
        # Never on a shared computer's disk; "private" lets nothing in between keep it either.
        headers["Cache-Control"] = "no-store, private"
    return response
