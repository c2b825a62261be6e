"""Closed unless marked open: every address is public or names its permission, as a person reviewed in access.toml."""

import tomllib
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.accounts.access import access_of
from tests.people import ANA, signed_in

REVIEWED = Path(__file__).with_name("access.toml")
pytestmark = pytest.mark.sqlite_only


def access_table(app: Flask) -> dict[str, list[str]]:
    """What each endpoint asks for, by permission; `says_nothing` for one that has no mark."""
    found: dict[str, list[str]] = {}
    for endpoint in sorted({rule.endpoint for rule in app.url_map.iter_rules()}):
        found.setdefault(_asked_by(app, endpoint), []).append(endpoint)
    return found


def _asked_by(app: Flask, endpoint: str) -> str:
    try:
        needed = access_of(app, endpoint)
    except KeyError:
        return "says_nothing"
    return needed.name.lower() if needed else "public"


def test_every_endpoint_says_who_may_use_it(app: Flask):
    assert not access_table(app).get("says_nothing")


def test_who_may_see_what_is_as_reviewed(app: Flask):
    assert access_table(app) == tomllib.loads(REVIEWED.read_text(encoding="utf-8")), "look at it, then edit access.toml"


def closed_pages(app: Flask, *permissions: str) -> list[str]:
    """An address for each closed page that can be opened, with made-up names in it."""
    wanted = {endpoint for permission in permissions for endpoint in access_table(app).get(permission, [])}
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint in wanted and "GET" in (rule.methods or ())]
    with app.test_request_context():
        return [address_of(app, rule) for rule in rules]


def address_of(app: Flask, rule: Rule) -> str:
    """An address that the rule matches: 1 fits numbers and names alike."""
    return app.url_map.bind("localhost").build(rule.endpoint, dict.fromkeys(rule.arguments, 1))


def test_a_stranger_is_asked_to_sign_in_before_anything_else(app: Flask):
    pages = closed_pages(app, "learn", "teach", "administer")
    assert pages
    for page in pages:
        answer = app.test_client().get(page)
        assert (answer.status_code, answer.location.partition("?")[0]) == (302, "/sign-in"), page


def test_a_student_is_refused_what_instructors_and_administrators_may(app: Flask):
    pages = closed_pages(app, "teach", "administer")
    assert pages
    client = signed_in(app, ANA)
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 403)
