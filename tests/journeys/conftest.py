"""One server for all tests of a module, with courses to take; a test that brings an app of its own gets its own."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page
from werkzeug.serving import make_server

from app import create_app
from app.authoring.importer import import_course
from app.platform import clock
from app.platform.db import db
from app.platform.transactions import writing
from tests.databases import SQLiteTemplate
from tests.making import a_course
from tests.people import Someone, signed_in
from tests.settings import settings_for

COURSES = Path(__file__).parents[2] / "courses"
SHIPPED = "low-back-pain-and-spasm"
PROVIDER = {"provider_name": "Harbor School of Massage", "provider_contact": "ce@harbor.example"}


def import_shipped(app: Flask) -> None:
    """Publish the course that comes with the program."""
    with app.app_context(), writing():
        import_course(COURSES / SHIPPED, None, clock.now())


@dataclass(frozen=True)
class Site:
    """A running server: its app and its address."""

    app: Flask
    address: str

    def sign_in(self, window: BrowserContext, someone: Someone) -> None:
        """Give a browser window the session of somebody who signed in."""
        name = self.app.config["SESSION_COOKIE_NAME"]
        cookie = signed_in(self.app, someone).get_cookie(name)
        assert cookie is not None
        window.add_cookies([{"name": name, "value": cookie.value, "url": self.address}])


@contextmanager
def served(folder: Path, template: SQLiteTemplate) -> Iterator[Site]:
    """A server of its own, with empty tables."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://localhost:{listener.getsockname()[1]}"
        app = create_app(settings_for(folder, template.copy_to(folder), base_url=address, **PROVIDER))
        server = make_server("127.0.0.1", 0, app, threaded=True, fd=listener.fileno())
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield Site(app, address)
        server.shutdown()
        thread.join()
        server.server_close()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def site(sqlite_template: SQLiteTemplate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server with the shipped course and the small one of the tests, for all tests of a module."""
    folder = tmp_path_factory.mktemp("site")
    with served(folder, sqlite_template) as found:
        import_shipped(found.app)
        a_course(found.app, folder / "courses")
        yield found


@pytest.fixture(scope="module")
def empty_site(sqlite_template: SQLiteTemplate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server on which nothing was published yet."""
    with served(tmp_path_factory.mktemp("empty"), sqlite_template) as found:
        yield found


@pytest.fixture
def live_server(request: pytest.FixtureRequest) -> str:
    """The address behind `open_page`: of the module's site, unless the test has an app of its own."""
    if "app" in request.fixturenames:
        return request.getfixturevalue("live_server")  # the one in tests/live.py, which this one stands before
    return request.getfixturevalue("site").address


@pytest.fixture
def open_as(site: Site, open_page: Callable[..., Page]) -> Callable[..., Page]:
    """Opens a new window in which somebody (None: nobody) is signed in: `open_as(ANA, viewport={…})`."""

    def open_one(someone: Someone | None, **options: object) -> Page:
        page = open_page(**options)
        if someone:
            site.sign_in(page.context, someone)
        return page

    return open_one
