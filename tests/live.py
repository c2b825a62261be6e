"""The app behind a real port, and a real browser in front of it."""

import socket
import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from werkzeug.serving import make_server

from tests import chromium as binary
from tests.machine import missing


@pytest.fixture
def listener(request: pytest.FixtureRequest) -> Iterator[socket.socket | None]:
    """The port a test's server will answer at: taken before the app is built, which writes it into its links."""
    if "live_server" not in request.fixturenames:
        yield None
        return
    with socket.create_server(("127.0.0.1", 0)) as found:
        yield found


@pytest.fixture
def live_server(app: Flask, listener: socket.socket) -> Iterator[str]:
    """The app behind a real port; its address."""
    port = listener.getsockname()[1]
    server = make_server("127.0.0.1", port, app, threaded=True, fd=listener.fileno())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://localhost:{port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The real browser, one a process."""
    with sync_playwright() as playwright:
        try:
            found = playwright.chromium.launch(executable_path=binary.find(), args=list(binary.ARGUMENTS))
        except PlaywrightError as error:
            missing(f"Chromium: {str(error).splitlines()[0]}")
        yield found
        found.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained about. A test that provokes a refusal looks at it and clears it."""
    return []


@pytest.fixture
def open_page(chromium: Browser, live_server: str, complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens a page in a new window, with Playwright's context options: `open_page(java_script_enabled=False)`.

    Afterwards the test fails when a page complained: a script's error, a broken rule of the security policy, a 404.
    """
    contexts = []

    def open_one(**options: object) -> Page:
        context = chromium.new_context(**{"base_url": live_server, "locale": "en-US", **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture
def browser_page(open_page: Callable[..., Page]) -> Page:
    """A page in a real browser, with the server behind it; paths are enough: `browser_page.goto("/sign-in")`."""
    return open_page()
