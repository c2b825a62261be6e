"""One server for all tests of a module, with courses to take; a test that brings an app of its own gets its own."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Response, expect

from tests.databases import SQLiteTemplate
from tests.journeys.sites import Site, import_shipped, served
from tests.making import a_course
from tests.people import Someone

expect.set_options(timeout=10_000)  # for machines that do other things too


@pytest.fixture(scope="module")
def site(sqlite_template: SQLiteTemplate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server with the shipped course and the small one of the tests, for all tests of a module."""
    folder = tmp_path_factory.mktemp("site")
    with served(folder, sqlite_template.copy_to(folder)) as found:
        import_shipped(found.app)
        a_course(found.app, folder / "courses")
        yield found


@pytest.fixture(scope="module")
def empty_site(sqlite_template: SQLiteTemplate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server on which nothing was published yet."""
    folder = tmp_path_factory.mktemp("empty")
    with served(folder, sqlite_template.copy_to(folder)) as found:
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


@pytest.fixture
def quiet(open_page: Callable[..., Page], complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens windows in which nothing may be asked of another server; a page's own 4xx or 5xx is not its fault."""
    strangers: list[str] = []

    def note(response: Response) -> None:
        if response.status >= 400 and response.request.is_navigation_request():
            refused.append(response.status)

    def open_one(**options: object) -> Page:
        page = open_page(reduced_motion="reduce", **options)  # colors that are still fading have no contrast yet
        page.on("response", note)
        page.on("request", lambda asked: strangers.append(asked.url) if not is_ours(asked.url) else None)
        return page

    refused: list[int] = []
    yield open_one
    expected = [complaint for complaint in complaints if any(f"status of {status}" in complaint for status in refused)]
    complaints[:] = [complaint for complaint in complaints if complaint not in expected]
    assert not strangers


def is_ours(address: str) -> bool:
    """Whether an address is this machine's, or part of the page itself."""
    return address.startswith(("http://localhost:", "data:", "blob:"))
