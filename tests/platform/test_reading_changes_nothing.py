"""Whoever only looks changes nothing: what a link does, a scanner, a preview or a stranger's picture would do too."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.access import access_of
from app.accounts.rules import Permission
from app.platform import clock
from tests.people import ANA, BEN, CORA, signed_in
from tests.platform.everywhere import Site, lived_in, rows
from tests.statements import counted

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "WITH", "CREATE", "ALTER", "DROP")


def written(site: Site, client: FlaskClient, *, method: str = "GET") -> tuple[dict[str, int], list[str]]:
    """Open everything; returns the status of each address and the statements that write."""
    with counted(site.app) as statements:
        found = {
            address: client.open(address, method=method, buffered=True).status_code
            for _, address in site.addresses("GET")
        }
    return found, [one for one in statements if one.upper().lstrip().startswith(WRITES)]


def asking_for(site: Site, *permissions: Permission) -> set[str]:
    return {address for rule, address in site.addresses("GET") if access_of(site.app, rule.endpoint) in permissions}


def test_a_student_who_opens_every_page_changes_no_row(app: Flask, tmp_path: Path):
    site = lived_in(app, tmp_path)
    before = rows(app)
    statuses, statements = written(site, site.ana.client)
    assert {address for address, status in statuses.items() if status == 403} == asking_for(
        site, Permission.TEACH, Permission.ADMINISTER
    )
    assert set(statuses.values()) == {200, 302, 403}, "every page was really opened"
    assert statements == []
    assert rows(app) == before


def test_an_instructor_who_opens_every_page_changes_no_row(app: Flask, tmp_path: Path):
    site = lived_in(app, tmp_path)
    ben = signed_in(app, BEN)
    before = rows(app)
    statuses, statements = written(site, ben)
    assert {statuses[address] for address in asking_for(site, Permission.TEACH)} == {200}
    assert statements == []
    assert rows(app) == before


def test_an_administrator_who_opens_every_page_changes_no_row(app: Flask, tmp_path: Path):
    site = lived_in(app, tmp_path)
    cora = signed_in(app, CORA)
    before = rows(app)
    statuses, statements = written(site, cora)
    assert {statuses[address] for address in asking_for(site, Permission.ADMINISTER)} == {200}
    assert statements == []
    assert rows(app) == before


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_stranger_changes_no_row(app: Flask, tmp_path: Path, method: str):
    site = lived_in(app, tmp_path)
    before = rows(app)
    statuses, statements = written(site, app.test_client(), method=method)
    assert max(statuses.values()) < 400
    assert statements == []
    assert rows(app) == before


def test_when_somebody_was_last_here_is_noted_every_five_minutes_at_most(app: Flask, monkeypatch: pytest.MonkeyPatch):
    ana, start = signed_in(app, ANA), clock.now()
    noted = []
    for seconds in (10, 290, 310, 320, 600, 620, 625):
        monkeypatch.setattr(clock, "now", lambda after=seconds: start + timedelta(seconds=after))
        before = rows(app)
        with counted(app) as statements:
            assert ana.get("/my").status_code == 200
        if any(one.startswith("UPDATE") for one in statements):
            noted.append(seconds)
        assert [table for table, found in rows(app).items() if found != before[table]] in ([], ["sign_ins"])
    assert noted == [310, 620]
