"""How long a session lives: until its owner, the school or thirty days end it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person, SignIn
from tests.accounts.letters import later
from tests.accounts.standing import change, disable
from tests.browser import Browser
from tests.people import ANA, BEN, signed_in
from tests.sitting import stored
from tests.statements import counted

SEEN = select(SignIn.seen_at)


def test_somebody_disabled_is_out_at_their_next_step(app: Flask):
    ana, ben = signed_in(app, ANA), Browser(signed_in(app, BEN))
    page = Browser(ana).get("/account")
    disable(app, ANA)
    assert page.submit("Save name", name="Still here").heading == "Sign in"
    assert stored(app, select(Person.name).where(Person.email == ANA.email)) == [ANA.name]
    answer = ana.get("/account")
    assert (answer.status_code, answer.location) == (302, "/sign-in?next=/account")
    ben.get("/account").says("Signed in as")


def test_somebody_let_in_again_goes_on_where_they_were(app: Flask):
    ana = Browser(signed_in(app, ANA))
    disable(app, ANA)
    change(app, ANA, active=True)
    ana.get("/account").says("Signed in as")


def test_a_role_taken_away_closes_the_studio_at_once(app: Flask):
    ben = Browser(signed_in(app, BEN))
    ben.get("/studio")
    change(app, BEN, role="student")
    ben.get("/studio", 403)
    ben.get("/account").says_not("Studio")


def test_when_somebody_was_last_seen_is_written_at_most_every_five_minutes(app: Flask, monkeypatch: pytest.MonkeyPatch):
    ana = signed_in(app, ANA)
    (first,) = stored(app, SEEN)
    later(monkeypatch, minutes=4, seconds=50)
    with counted(app) as found:
        ana.get("/my")
    assert stored(app, SEEN) == [first]
    assert not [statement for statement in found if not statement.startswith("SELECT")]
    later(monkeypatch, minutes=5, seconds=5)
    ana.get("/my")
    (second,) = stored(app, SEEN)
    assert second - first > timedelta(minutes=5)
    ana.get("/my")
    assert stored(app, SEEN) == [second]


def test_a_session_used_every_day_still_ends_after_thirty_days(app: Flask, monkeypatch: pytest.MonkeyPatch):
    ana = signed_in(app, ANA)
    for day in (10, 20, 29.9):
        later(monkeypatch, days=day)
        assert ana.get("/account").status_code == 200
    later(monkeypatch, days=30.1)
    assert ana.get("/account").status_code == 302
