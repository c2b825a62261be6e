"""Files that seldom change: fetched once and kept, and never a wrong one kept."""

import itertools
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from tests.making import a_course
from tests.people import ANA
from tests.sitting import enrolled, started

pytestmark = pytest.mark.sqlite_only  # no database is asked
NOT_OURS = [
    "nowhere.css", "", ".", "fonts", "../__init__.py", "..%2f__init__.py", "..%5c__init__.py", "%2e%2e/__init__.py",
    "fonts/../../__init__.py", "/etc/passwd", "../../../../../../dev/zero",
]  # fmt: skip
DAYS = 24 * 3600
ASKED_AGAIN = ["/static/app.css", "/static/app.css?v=", "/static/app.css?v=0123456789ab", "/static/saving.js"]


def fetched(client: FlaskClient, address: str, **headers: str) -> TestResponse:
    return client.get(address, headers=headers, buffered=True)


def loaded_by(text: str) -> set[str]:
    """What a page makes the browser fetch."""
    page = html.document_fromstring(text)
    wanted = page.xpath("//link[@rel!='canonical']/@href | //script/@src | //img/@src | //@data-saving")
    return {str(address) for address in wanted if address.startswith("/static/")}


def test_everything_a_page_loads_is_there_and_kept_for_long(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    addresses = loaded_by(ana.get("/my").response.text) | loaded_by(started(ana).response.text)
    assert len(addresses) >= 6
    for address in addresses:
        answer = fetched(ana.client, address)
        assert answer.status_code == 200, address
        assert answer.cache_control.max_age >= 180 * DAYS, address
        assert answer.cache_control.public, address
        assert "Set-Cookie" not in answer.headers, address


def test_fonts_that_the_style_sheet_names_are_kept_for_long(client: FlaskClient):
    sheet = fetched(client, "/static/app.css").text
    fonts = set(re.findall(r"url\([\"']?([^\"')]+\.woff2)", sheet))
    assert fonts
    for font in fonts:
        answer = fetched(client, f"/static/{font}")
        assert (answer.status_code, answer.mimetype) == (200, "font/woff2")
        assert answer.cache_control.max_age >= 180 * DAYS


@pytest.mark.parametrize("address", ASKED_AGAIN)
def test_without_the_name_of_its_content_a_file_is_asked_for_again(client: FlaskClient, address: str):
    answer = fetched(client, address)
    assert answer.status_code == 200
    assert answer.cache_control.no_cache
    assert not answer.cache_control.max_age


def test_a_changed_file_has_a_new_address(app: Flask, tmp_path: Path):
    before = sheet_of(app)
    app.static_folder = str(tmp_path)
    for name in ("app.css", "favicon.svg", "page.js"):
        (tmp_path / name).write_text("/* changed */")
    assert sheet_of(app) != before
    assert fetched(app.test_client(), before).cache_control.no_cache, "the old address now gives the new content"


def sheet_of(app: Flask) -> str:
    (address,) = (one for one in loaded_by(app.test_client().get("/").text) if "app.css" in one)
    return address


def test_a_file_that_did_not_change_is_not_sent_again(client: FlaskClient):
    first = fetched(client, "/static/app.css")
    for headers in ({"If-None-Match": first.headers["ETag"]}, {"If-Modified-Since": first.headers["Last-Modified"]}):
        again = fetched(client, "/static/app.css", **headers)
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
    assert fetched(client, "/static/app.css", **{"If-None-Match": '"another"'}).status_code == 200


def test_nothing_else_on_the_disk_can_be_fetched(client: FlaskClient):
    for name, version in itertools.product(NOT_OURS, ("", "?v=0123456789ab")):
        answer = fetched(client, f"/static/{name}{version}")
        assert answer.status_code in {404, 308}, name
        assert not answer.cache_control.max_age, name
        assert fetched(client, answer.location or "/nowhere").status_code == 404, name
