"""Hanna teaches, too: without a grant nothing of Ben's course is there for her, at any address, in any form."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.accounts.access import access_of
from app.accounts.queries import person_by_email
from app.accounts.rules import Permission
from app.catalogue.actions import withdraw
from app.catalogue.rules import Right
from app.platform import clock
from app.platform.transactions import writing
from tests.browser import Browser
from tests.catalogue.publishing import another_course
from tests.drafting import opened
from tests.essays import OWN_WORDS
from tests.journeys.stories import enrol
from tests.making import SLUG
from tests.people import ANA, BEN, CORA, DEE, HANNA, add, granted, signed_in
from tests.platform.everywhere import Site, lived_in, rows, token_of

HERS = "calm-hands"
LISTS = ("/studio", "/studio/marking", "/studio/certificates", f"/studio/certificates?search={ANA.email}")
# Written by whoever may edit; everything else with a course in it is for those who teach.
MOVES = {"authoring.begin_draft"}  # opens a draft where there is none
HIS_ALONE = {"authoring.look_at_bank", "authoring.add_bank"}  # a file that somebody sent is only that person's


@pytest.fixture
def site(app: Flask, tmp_path: Path) -> Site:
    """Ben's course, in which everything has happened; Hanna has one of her own, with Dee in it."""
    another_course_of(app, tmp_path / "hers")
    return lived_in(app, tmp_path / "his")


def another_course_of(app: Flask, folder: Path) -> None:
    another_course(app, folder, HERS, "Calm hands", HANNA)
    opened(app, HERS, HANNA)
    enrol(app, DEE, HERS)


def teachers_addresses(site: Site, method: str) -> Iterator[tuple[Rule, str]]:
    """Every address for instructors that names a course, an attempt, a student, a certificate."""
    for rule, address in site.addresses(method):
        if rule.arguments and access_of(site.app, rule.endpoint) is Permission.TEACH:
            yield rule, address


def status(site: Site, method: str, client) -> dict[str, int]:
    """What each of these addresses answers."""
    found = {}
    for rule, address in teachers_addresses(site, method):
        # As a browser would: a form's token, and nothing else in it.
        data = {"csrf_token": token_of(Browser(client), "/studio/new")} if method == "POST" else None
        found[f"{rule.endpoint} {address}"] = client.open(address, method=method, data=data).status_code
    return found


def test_nothing_of_a_course_is_there_for_another_instructor(app: Flask, site: Site):
    hanna = signed_in(app, HANNA)
    pages = status(site, "GET", hanna)
    assert len(pages) > 35
    assert pages == dict.fromkeys(pages, 404)
    status(site, "POST", hanna)  # signing in leaves traces of its own
    before = rows(app)
    forms = status(site, "POST", hanna)
    assert forms == dict.fromkeys(forms, 404)
    assert rows(app) == before
    for address in LISTS:
        page = hanna.get(address)
        assert page.status_code == 200
        for secret in (ANA.name, ANA.email, "Warm hands", "Own words", site.known["code"]):
            assert secret not in page.text.replace('value="ana@example.org"', ""), f"{secret} at {address}"
    assert "Calm hands" in hanna.get("/studio").text


@pytest.mark.sqlite_only
def test_the_other_way_round_it_is_the_same_and_an_administrator_sees_all(app: Flask, site: Site):
    ben, cora = signed_in(app, BEN), signed_in(app, CORA)
    addresses = [address.replace(f"/{SLUG}", f"/{HERS}") for _rule, address in teachers_addresses(site, "GET")]
    hers = [address for address in addresses if HERS in address]
    assert len(hers) > 25
    assert {address: ben.get(address).status_code for address in hers} == dict.fromkeys(hers, 404)
    assert "Calm hands" not in ben.get("/studio").text
    everything = status(site, "GET", cora)
    closed = {name.partition(" ")[0] for name, code in everything.items() if code not in {200, 409}}
    assert closed == {"authoring.look_at_bank"} <= HIS_ALONE
    assert "Calm hands" in cora.get("/studio").text


def seen(site: Site, client) -> tuple[set[str], set[str]]:
    """The rooms of the addresses that are open to somebody, and of those that are not."""
    codes = status(site, "GET", client)
    rooms = {True: set[str](), False: set[str]()}
    for name, code in codes.items():
        if not name.startswith(
            ("reporting.instructors", *MOVES, *HIS_ALONE)
        ):  # whoever works on a course sees who else does
            rooms[code != 404].add(name.partition(".")[0])
    return rooms[True], rooms[False]


@pytest.mark.sqlite_only
def test_a_grant_opens_what_it_says_and_closes_with_its_end(app: Flask, site: Site):
    hanna, work = signed_in(app, HANNA), {"reporting", "assessment", "certificates", "teaching"}
    for course in (SLUG, OWN_WORDS):
        granted(app, course, HANNA, Right.TEACH)
    assert seen(site, hanna) == (work, {"authoring"})
    end(app)
    granted(app, SLUG, HANNA, Right.EDIT)
    assert seen(site, hanna) == ({"authoring"}, work)
    assert f"/studio/{SLUG}/roster" not in hanna.get(f"/studio/{SLUG}").text, "no link that leads nowhere"
    end(app)
    assert seen(site, hanna)[0] == set()


def end(app: Flask) -> None:
    """Cora withdraws what Hanna was granted."""
    add(app, CORA)
    with app.app_context(), writing():
        hanna, cora = person_by_email(HANNA.email), person_by_email(CORA.email)
        for key in (f"c-{SLUG}", f"c-{OWN_WORDS}"):
            withdraw(key, hanna, cora, clock.now())
