"""Who does not run a course finds nothing of it, and a long list costs no more than a short one."""

from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.accounts.access import access_of
from app.accounts.rules import Permission, Role
from tests.browser import Browser
from tests.making import SLUG
from tests.people import ANA, Someone, add, signed_in
from tests.platform.everywhere import rows, token_of
from tests.sitting import enrolled
from tests.statements import counted
from tests.teaching.running import HOME, STUDIO, a_cohort, invites, new_code, put_into, run_by_ben

EVE = Someone("Eve Tanaka", "eve@example.org", Role.INSTRUCTOR)


def own_pages(app: Flask) -> list[Rule]:
    """Every address of the room that only whoever runs the course may open."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("teaching.") and access_of(app, rule.endpoint) is Permission.TEACH
    ]


def address_of(app: Flask, rule: Rule, **known: object) -> str:
    return app.url_map.bind("localhost").build(rule.endpoint, {name: known[name] for name in rule.arguments})


def test_another_instructor_finds_no_page_and_changes_nothing(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    new_code(app, ben)
    invites(app, ben, ANA.email)
    eve, cohort = Browser(signed_in(app, EVE)), a_cohort(app)
    token, before = token_of(eve, "/account"), rows(app)
    found = {}
    for rule in own_pages(app):
        address = address_of(app, rule, course=SLUG, cohort=cohort, entry_code=1, invitation=1)
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            found[method, address] = eve.client.open(address, method=method, data={"csrf_token": token}).status_code
    assert len(found) >= 20
    assert set(found.values()) == {404}
    assert rows(app) == before


def crowd(app: Flask, count: int, cohort: int, first: int = 0) -> None:
    for number in range(first, first + count):
        someone = Someone(f"Student {number:03}", f"s{number}@example.org")
        add(app, someone)
        enrolled(app, someone)
        put_into(app, someone, cohort)


@pytest.mark.sqlite_only
def test_no_page_asks_more_as_the_class_grows(app: Flask, tmp_path: Path):
    ben, cohort = run_by_ben(app, tmp_path), a_cohort(app)
    ana = enrolled(app, ANA)
    put_into(app, ANA, cohort)
    pages = ("admission", "invitations", "codes", "cohorts", f"cohorts/{cohort}", f"cohorts/{cohort}/members",
             "cohorts/0/members", "messages", "messages/new")  # fmt: skip

    def asked() -> dict[str, int]:
        found = {}
        for browser, address in [*((ben, f"{STUDIO}/{page}") for page in pages), (ana, HOME), (ana, "/my"), (ana, "/")]:
            with counted(app) as statements:
                browser.get(address)
            found[address] = len(statements)
        return found

    asked()
    few = asked()
    crowd(app, 30, cohort)
    for number in range(5):
        a_cohort(app, f"Cohort {number}")
        new_code(app, ben)
    invites(app, ben, *(f"i{number}@example.org" for number in range(60)))
    assert asked() == few
    assert max(few.values()) <= 7, few  # one of them asks whether the course is open to him


@pytest.mark.sqlite_only
def test_a_class_of_five_hundred_is_invited_in_a_handful_of_statements(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    text = "\n".join(f"i{number}@example.org" for number in range(500))
    with counted(app) as statements:
        page = ben.get(f"{STUDIO}/invitations").submit("Look at the list", addresses=text)
        page.submit("Invite 500 people").says("500 invitations are on their way.", "Page 1 of 10")
    assert len(statements) < 60
