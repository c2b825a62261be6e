"""Flask as this product uses it: one commit a request, and links built from the configured address only."""

from flask import Flask, Request
from flask.typing import ResponseReturnValue
from werkzeug.routing import MapAdapter

from app.platform.settings import Settings
from app.platform.transactions import unit_of_work


class Application(Flask):
    """Flask with our dispatch."""

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

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Addresses in mails and certificates never come from the request's own Host header."""
        adapter = super().create_url_adapter(request)
        if adapter is not None:
            adapter.url_scheme = self._scheme
        return adapter
