"""The numbers of the server, for a Prometheus that the administrator runs; for anybody else there is no such page."""

import hmac
from ipaddress import ip_address

from flask import Response, abort, current_app, request
from flask.typing import ResponseReturnValue

from app.accounts.access import public
from app.platform import clock, mail
from app.platform.metrics import CONTENT_TYPE, Metrics
from app.platform.settings import Settings
from app.reporting.views import blueprint

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")


@blueprint.get("/metrics")
@public
def metrics() -> ResponseReturnValue:
    """Counts and durations of all processes of this machine, and what waits to be sent."""
    settings: Settings = current_app.extensions["settings"]
    if not _may_read(settings.metrics):
        abort(404)
    found: Metrics = current_app.extensions["metrics"]
    waiting, now = mail.waiting(), clock.now()
    oldest = (now - waiting.oldest).total_seconds() if waiting.oldest else 0.0
    gauges = {
        "fascia_outbox_waiting": ("Messages that have not left.", float(waiting.count)),
        "fascia_outbox_oldest_seconds": ("Since when the oldest of them waits.", oldest),
    }
    return Response(found.text(gauges), headers={"Content-Type": CONTENT_TYPE, "Cache-Control": "no-store"})


def _may_read(setting: str) -> bool:
    """Whether whoever asks knows the token, or asks from this machine and not through a proxy on it."""
    if setting == "loopback":
        is_here = ip_address(request.remote_addr or "0.0.0.0").is_loopback  # noqa: S104 - no address listened at
        return is_here and not any(name in request.headers for name in FORWARDED)
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return setting != "no" and hmac.compare_digest(given.encode(), setting.encode())
