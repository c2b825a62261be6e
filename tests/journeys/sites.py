"""A running server with courses to take, cheap enough to have one for each module of tests."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import BrowserContext
from werkzeug.serving import make_server

from app import create_app
from app.platform.db import db
from tests.making import publish_folder
from tests.people import Someone, signed_in
from tests.settings import settings_for

COURSES = Path(__file__).parents[2] / "courses"
SHIPPED = "low-back-pain-and-spasm"
PROVIDER = {"provider_name": "Harbor School of Massage", "provider_contact": "ce@harbor.example"}


@dataclass(frozen=True)
class Site:
    """A running server: its app, the address people open, and the port it really has."""

    app: Flask
    address: str
    port: int

    def sign_in(self, window: BrowserContext, someone: Someone) -> None:
        """Give a browser window the session of somebody who signed in."""
        name = self.app.config["SESSION_COOKIE_NAME"]
        cookie = signed_in(self.app, someone).get_cookie(name, domain=urlsplit(self.address).hostname or "")
        assert cookie is not None
        window.add_cookies([{"name": name, "value": cookie.value, "url": self.address}])


@contextmanager
def served(folder: Path, database_url: str = "", base_url: str = "") -> Iterator[Site]:
    """The app on a migrated database (default: SQLite in `folder`), behind a port. `base_url`: default, that port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        address = base_url or f"http://localhost:{port}"
        app = create_app(settings_for(folder, database_url, base_url=address, **PROVIDER))
        server = make_server("127.0.0.1", 0, app, threaded=True, fd=listener.fileno())
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield Site(app, address, port)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def import_shipped(app: Flask) -> None:
    """Publish the course that comes with the program."""
    publish_folder(app, COURSES / SHIPPED)
