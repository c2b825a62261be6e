"""Fixtures: an app on an empty database (on SQLite, then on PostgreSQL) and its clients. Servers: see live.py."""

import gc
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from app.platform.db import db
from tests import network, postgres, sharing
from tests.browser import Browser
from tests.machine import DEEP
from tests.settings import settings_for

pytest_plugins = ["tests.databases", "tests.live"]
DONE = pytest.StashKey[int]()  # how many tests
TEMPLATES = sharing.CompiledPages()  # each test has an app of its own; compiling its pages anew took most of its time
sharing.share()
hypothesis.settings.register_profile("quick", deadline=None, derandomize=True, max_examples=20)
hypothesis.settings.register_profile("deep", deadline=None, max_examples=2000)
hypothesis.settings.load_profile("deep" if DEEP else "quick")


def pytest_configure(config: pytest.Config) -> None:
    """With several processes the first one starts PostgreSQL for all; alone, the first test that needs it does."""
    if not hasattr(config, "workerinput") and config.getoption("numprocesses", None):
        config.stash[postgres.SERVER] = postgres.Server()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:
    """Tell each further process where PostgreSQL is."""
    node.workerinput["postgres"] = node.config.stash[postgres.SERVER].said()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop PostgreSQL."""
    if server := config.stash.get(postgres.SERVER, None):
        server.stop()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test with a database runs on both, unless it is marked."""
    if "database" in metafunc.fixturenames:
        both = ("sqlite", "postgresql")
        alone = [name for name in both if metafunc.definition.get_closest_marker(f"{name}_only")]
        metafunc.parametrize("database", alone or both)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long proofs to `dev.py test --deep`."""
    long = [] if DEEP else [item for item in items if item.get_closest_marker("deep")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: to look through it again and again took a quarter of the run."""
    gc.collect()
    gc.freeze()
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Each test’s app goes with all that points at itself in it, a few dozen at a time; the rest is for good."""
    item.session.stash[DONE] = item.session.stash.get(DONE, 0) + 1
    if item.session.stash[DONE] % 40 == 0:
        gc.collect()
        gc.freeze()


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    attempts = network.watch(monkeypatch)
    yield
    assert not attempts, f"the test reached for the network: {attempts}"


class WholeAnswers(FlaskClient):
    """Reads each answer to its end, as browsers do: a file that is half sent keeps its request open in this thread."""

    def open(self, *given: Any, buffered: bool = True, **more: Any) -> TestResponse:
        """Ask for something."""
        return super().open(*given, buffered=buffered, **more)


@pytest.fixture
def app(tmp_path: Path, database_url: str, listener: socket.socket | None) -> Iterator[Flask]:
    """The real app, with empty tables and cheap passwords."""
    base_url = f"http://localhost:{listener.getsockname()[1]}" if listener else "http://localhost"
    app = create_app(settings_for(tmp_path / "instance", database_url, base_url=base_url))
    app.testing, app.test_client_class = True, WholeAnswers
    app.jinja_env.bytecode_cache = TEMPLATES
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Flask's own client, for requests no browser would send."""
    return app.test_client()


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A stranger's browser that checks every page it gets."""
    return Browser(app.test_client())
