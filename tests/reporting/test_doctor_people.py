"""The doctor tells who of the staff has no second step, and when authenticator apps can do nothing any more."""

from pathlib import Path

import pytest
from flask import Flask

from app.platform import clock
from app.reporting.doctor import Finding, State, people
from tests.accounts.standing import disable
from tests.certificates.claiming import changed_settings
from tests.people import ANA, BEN, CORA, HANNA, Someone, add
from tests.second_steps import code_of
from tests.settings import settings_for


def found(site: Flask) -> Finding:
    with site.app_context():
        return people.second_steps(site.extensions["settings"], clock.now())


def test_who_has_none_is_named_and_students_and_closed_accounts_are_not(app: Flask):
    add(app, ANA)
    code_of(app, CORA)
    add(app, HANNA)
    disable(app, HANNA)
    assert found(app) == Finding("second step", "staff without one: 0")
    add(app, BEN)
    told = found(app)
    assert (told.state, told.found) == (State.ADVICE, f"staff without one: 1 ({BEN.email})")
    assert "asked when they sign in" in told.cure
    for number in range(5):
        add(app, Someone("New", f"new{number}@example.org", BEN.role))
    assert found(app).found.startswith(f"staff without one: 6 ({BEN.email}, new0@example.org, new1@example.org, …)")


@pytest.mark.parametrize(("address", "state"), [
    ("http://localhost:8000", State.ADVICE), ("https://ce.school.example", State.WRONG),
])  # fmt: skip
def test_a_duty_that_was_lifted_is_said_loudly(app: Flask, tmp_path: Path, address: str, state: State):
    with changed_settings(app, tmp_path, staff_second_step="no", base_url=address) as site:
        told = found(site)
        assert (told.state, told.cure) == (
            state, "unset FASCIA_STAFF_SECOND_STEP: a stolen password opens everything"
        )  # fmt: skip
        assert "nobody is asked for one" in told.found


def test_another_secret_key_shuts_the_apps_out_and_the_doctor_says_how_to_go_on(app: Flask, tmp_path: Path):
    code_of(app, CORA)
    url = app.extensions["settings"].database_url
    other = settings_for(tmp_path / "other", url, secret_key="another secret, which is long enough for all")
    with app.app_context():
        told = people.second_steps(other, clock.now())
    assert told.state is State.WRONG
    assert "the keys of 1 authenticator apps" in told.found
    assert "flask people reset-second-step" in told.cure
