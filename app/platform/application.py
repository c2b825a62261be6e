"""Flask as this product uses it: one commit a request, and links built from the configured address only."""

from collections.abc import MutableMapping
from typing import Any

from flask import Flask, Request
from flask.templating import Environment
from flask.typing import ResponseReturnValue
from werkzeug.routing import MapAdapter

from app.platform.pages import max_age
from app.platform.settings import Settings
from app.platform.transactions import unit_of_work


class SharedGlobals(Environment):
    """Jinja whose templates share one table of globals.

    Each has a table of its own otherwise, chained to the common one, and every import of a component compares the two:
    a twentieth of a lesson's time.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """`d`: globals for one template alone."""
        return super().make_globals(d) if d else self.globals


class Application(Flask):
    """Flask with our dispatch."""

    jinja_environment = SharedGlobals

    def __init__(self, name: str, settings: Settings) -> None:
        """`name`: the package; `settings`: kept in `extensions`, for those who need them later."""
        super().__init__(name)
        self.extensions["settings"] = settings
        self._scheme, _, netloc = settings.base_url.partition("://")
        self.config.update(SERVER_NAME=netloc.partition("/")[0], PREFERRED_URL_SCHEME=self._scheme)

    def dispatch_request(self) -> ResponseReturnValue:
        """Run the view, then commit: early enough that a failed commit still becomes an error page."""
        with unit_of_work():
            return super().dispatch_request()

    def get_send_file_max_age(self, filename: str | None) -> int | None:
        """How long a file may be kept by the browser; None: it asks each time."""
        return max_age(filename) if filename else None

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Addresses in mails and certificates never come from the request's own Host header."""
        adapter = super().create_url_adapter(request)
        if adapter is not None:
            adapter.url_scheme = self._scheme
        return adapter
