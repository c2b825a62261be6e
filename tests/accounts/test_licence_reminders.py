"""Ana's license expires in the spring: she is told twice in good time, once each, and can ask not to be."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from app.accounts import actions, queries
from app.accounts.models import Licence, LicenceReminder, Person
from app.accounts.rules import JURISDICTIONS, KINDS, lead_for
from app.accounts.rules.renewals import renewals
from app.platform import clock, jobs
from app.platform.db import db
from app.platform.environment import SettingsError
from app.platform.mail import OutboxMessage
from app.platform.transactions import writing
from tests.browser import Browser
from tests.certificates.claiming import changed_settings
from tests.hours import Hours
from tests.people import ANA, DEE, Someone, add, signed_in
from tests.settings import settings_for
from tests.sitting import stored
from tests.together import together

TODAY = date(2026, 11, 21)
LICENCES = "/account/licences"
LETTERS = select(OutboxMessage).order_by(OutboxMessage.id)


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hours]:
    return Hours(monkeypatch)


def licensed(app: Flask, someone: Someone, *, days: int | None, number: str = "MA12345", state: str = "FL") -> None:
    """Somebody entered a license that expires in so many days."""
    expires = None if days is None else TODAY + timedelta(days=days)
    number_of = add(app, someone)
    with app.app_context(), writing():
        person = queries.person_by_id(number_of)
        actions.add_licence(person, actions.LicenceDetails(state, "massage", number, expires), clock.now())


def letters(app: Flask) -> list[tuple[str, str]]:
    """To whom, and about what."""
    return [(one.recipient, one.subject) for one in stored(app, LETTERS)]


def test_she_is_told_at_ninety_and_at_thirty_days_once_each(app: Flask, hours: Hours):
    licensed(app, ANA, days=100)
    jobs.run_due(app)
    assert letters(app) == []
    for _ in range(12):
        hours.go_by(days=10)
        jobs.run_due(app)
    assert letters(app) == [(ANA.email, "Your license expires on 1 March 2027")] * 2
    first, second = stored(app, LETTERS)
    assert "expires on 1 March 2027, in 90 days." in first.text
    assert "in 30 days." in second.text
    assert "Florida, Massage therapy: MA12345" in first.text
    assert "31 August of odd years" in first.text
    assert "Your board decides what counts" in first.text
    assert f"http://localhost{LICENCES}" in first.text
    told = {(one.lead, one.expires_on) for one in stored(app, select(LicenceReminder))}
    assert told == {(90, date(2027, 3, 1)), (30, date(2027, 3, 1))}


def test_she_is_told_in_the_language_that_she_chose(app: Flask, hours: Hours):
    licensed(app, ANA, days=10)
    with app.app_context(), writing():
        db.session.execute(update(Person).values(language="es"))
    jobs.run_due(app)
    assert letters(app) == [(ANA.email, "Tu licencia vence el 1 de diciembre de 2026")]
    assert "Tu junta decide qué cuenta: pregunta allí." in stored(app, LETTERS)[0].text


def test_a_licence_entered_late_brings_one_letter_and_one_that_has_expired_none(app: Flask, hours: Hours):
    licensed(app, ANA, days=10)
    licensed(app, ANA, days=-1, number="MA 2")
    licensed(app, ANA, days=None, number="MA 3")
    jobs.run_due(app)
    assert len(letters(app)) == 1
    assert "in 10 days." in stored(app, LETTERS)[0].text


def test_a_new_date_is_reminded_of_anew(app: Flask, hours: Hours):
    licensed(app, ANA, days=20)
    jobs.run_due(app)
    page = Browser(signed_in(app, ANA)).get(LICENCES).follow("Change Florida, Massage therapy: MA12345")
    page.submit("Save license", expires_on=(TODAY + timedelta(days=60)).isoformat())
    hours.go_by(hours=2)
    jobs.run_due(app)
    assert [subject for _to, subject in letters(app)] == [
        "Your license expires on 11 December 2026", "Your license expires on 20 January 2027",
    ]  # fmt: skip


def test_whoever_turned_them_off_or_has_left_gets_none(app: Flask, hours: Hours):
    licensed(app, ANA, days=20)
    licensed(app, DEE, days=20)
    page = Browser(signed_in(app, ANA)).get(LICENCES).says("We write to you", "90 and 30 days ahead")
    page = page.submit("Turn reminders off").says("Reminders are off.")
    with app.app_context(), writing():
        db.session.execute(update(Person).where(Person.email == DEE.email).values(active=False))
    jobs.run_due(app)
    assert letters(app) == []
    page.submit("Turn reminders on").says("Reminders are on.")
    hours.go_by(hours=2)
    jobs.run_due(app)
    assert letters(app) == [(ANA.email, "Your license expires on 11 December 2026")]


def test_what_is_neither_on_nor_off_changes_nothing(app: Flask):
    licensed(app, ANA, days=20)
    ana = Browser(signed_in(app, ANA))
    token = ana.get(LICENCES).tree.xpath("//input[@name='csrf_token']/@value")[0]
    ana.post(f"{LICENCES}/reminders", {"csrf_token": token, "wanted": "perhaps"}, 422)
    assert stored(app, select(Person.wants_reminders).where(Person.email == ANA.email)) == [True]


def test_two_workers_at_once_remind_once(app: Flask, hours: Hours):
    for number in range(6):
        licensed(app, ANA, days=20, number=f"MA {number}")

    def round_of_work() -> None:
        jobs.run_due(app)

    together([round_of_work] * 3)
    hours.go_by(hours=2)
    jobs.run_due(app)
    assert len(letters(app)) == len(stored(app, select(LicenceReminder))) == 6


def test_a_licence_that_is_removed_takes_its_reminders_along(app: Flask, hours: Hours):
    licensed(app, ANA, days=20)
    jobs.run_due(app)
    page = Browser(signed_in(app, ANA)).get(LICENCES).follow("Change Florida, Massage therapy: MA12345")
    page.submit("Remove this license")
    assert stored(app, select(Licence)) == stored(app, select(LicenceReminder)) == []


@pytest.mark.sqlite_only
def test_a_school_can_choose_the_days_or_send_none(app: Flask, tmp_path: Path, hours: Hours):
    licensed(app, ANA, days=20)
    with changed_settings(app, tmp_path, licence_reminders="no") as site:
        jobs.run_due(site)
        Browser(signed_in(site, ANA)).get(LICENCES).says("This site sends no reminders").says_not("Turn reminders off")
    assert letters(app) == []
    assert settings_for(tmp_path, licence_reminders="7, 90,30").licence_reminders == (7, 30, 90)
    for wrong in ("0", "90,", "soon", "1,2,3,4,5,6", "1000", "-3", "3.5"):
        with pytest.raises(SettingsError, match="FASCIA_LICENCE_REMINDERS"):
            settings_for(tmp_path, licence_reminders=wrong)


def test_what_boards_ask_is_said_with_its_source_and_what_is_unknown_is_said_too(app: Flask):
    licensed(app, ANA, days=200)
    licensed(app, ANA, days=None, number="LMT 7", state="OH")
    page = Browser(signed_in(app, ANA)).get(LICENCES)
    page.says("31 August of odd years", "Read on 21 November 2026 (text of September 2024): regulations.justia.com")
    page.says("We know no rule for this license. Ask your board.")


@pytest.mark.sqlite_only
def test_every_rule_is_about_a_licence_that_can_be_entered_and_says_where_it_was_read():
    for (state, kind), rule in renewals().items():
        assert (state in JURISDICTIONS, kind in KINDS) == (True, True), rule
        assert rule.source.startswith("https://"), rule
        assert rule.read >= date(2026, 11, 21), rule
        assert rule.asks.endswith("."), rule


@given(st.integers(-10, 400), st.lists(st.integers(1, 365), max_size=5))
def test_the_reminder_due_is_the_smallest_lead_that_is_reached(left: int, leads: list[int]):
    found = lead_for(TODAY + timedelta(days=left), TODAY, leads)
    reached = [lead for lead in leads if 0 <= left <= lead]
    assert found == (min(reached) if reached else None)
