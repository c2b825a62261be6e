"""Where this site is, its settings say; never the request, which anybody can write."""

import itertools
from pathlib import Path

import pytest
from flask import Flask

from app.platform import jobs
from app.platform.security import limiter
from tests.browser import Browser
from tests.certificates.claiming import changed_settings
from tests.people import ANA, PASSWORD, add

pytestmark = pytest.mark.sqlite_only  # nothing is asked of the database
FORWARDED = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/evil"}
STRANGERS = [
    "evil.example", "evil.example:80", "localhost.evil.example", "evil.example.localhost", "localhost@evil.example",
    "evil.example/localhost", "localhost evil.example", "127.0.0.1.evil.example", "[::2]",
]  # fmt: skip


def test_a_host_that_is_not_ours_is_refused_in_a_sentence(app: Flask):
    for host, address in itertools.product(STRANGERS, ("/", "/health", "/nowhere")):
        refused = app.test_client().get(address, headers={"Host": host})
        assert (refused.status_code, refused.mimetype) == (400, "text/plain"), host
        assert refused.text == "This address is not served here.\n", host


def test_our_own_names_are_served(app: Flask):
    for host in ("localhost", "localhost:8000", "127.0.0.1", "127.0.0.1:8000"):
        assert app.test_client().get("/", headers={"Host": host}).status_code == 200, host


def test_in_production_this_machines_own_names_are_strangers(app: Flask, tmp_path: Path):
    settings = {"host": "0.0.0.0", "base_url": "https://ce.school.example"}  # noqa: S104
    with changed_settings(app, tmp_path, **settings) as site:
        statuses = {host: site.test_client().get("/", headers={"Host": host}).status_code for host in LOCAL}
    assert statuses == LOCAL


LOCAL = {"ce.school.example": 200, "localhost": 400, "127.0.0.1": 400}


def letter_after_asking(site: Flask, **headers: str) -> str:
    """The message that Ana gets when somebody asks for a new password for her, with these headers."""
    browser = Browser(site.test_client())
    page = browser.get("/reset-password", headers=headers)
    data = {"email": ANA.email, "csrf_token": page.find("//main//input[@name='csrf_token']").get("value")}
    assert browser.client.post("/reset-password", data=data, headers=headers).status_code == 200
    jobs.run_due(site)
    (letter,) = (site.extensions["settings"].data / "outbox").glob("*.eml")
    return letter.read_text()


@pytest.mark.parametrize("headers", [{"Host": "127.0.0.1:4444"}, FORWARDED, {"Forwarded": "host=evil.example"}])
def test_the_link_in_a_message_leads_here_whatever_the_request_says(app: Flask, headers: dict[str, str]):
    add(app, ANA, PASSWORD)
    letter = letter_after_asking(app, **headers)
    assert "http://localhost/reset-password/" in letter
    assert not [word for word in ("127.0.0.1", "evil", "https://") if word in letter]


def test_a_trusted_proxy_cannot_lead_elsewhere_either(app: Flask, tmp_path: Path):
    with changed_settings(app, tmp_path, trusted_proxies="1") as site:
        assert site.test_client().get("/", headers=FORWARDED).status_code == 400
        assert site.test_client().get("/", headers={"X-Forwarded-Host": "localhost"}).status_code == 200


@pytest.mark.parametrize(("proxies", "last"), [("0", 429), ("1", 422)])
def test_whose_address_counts_for_the_limits_is_believed_of_a_trusted_proxy_only(
    app: Flask, tmp_path: Path, proxies: str, last: int
):
    with changed_settings(app, tmp_path, rate_limits="yes", trusted_proxies=proxies) as site:
        limiter.reset()
        client = site.test_client()
        asked = [client.post("/verify", headers={"X-Forwarded-For": f"192.0.2.{number}"}) for number in range(31)]
        limiter.reset()
    assert asked[-1].status_code == last


def test_a_visitor_cannot_choose_his_address_in_front_of_a_proxy(app: Flask, tmp_path: Path):
    with changed_settings(app, tmp_path, rate_limits="yes", trusted_proxies="1") as site:
        limiter.reset()
        client = site.test_client()
        seen = [{"X-Forwarded-For": f"192.0.2.{number}, 198.51.100.7"} for number in range(31)]
        asked = [client.post("/verify", headers=headers).status_code for headers in seen]
        limiter.reset()
    assert asked == [422] * 30 + [429]
