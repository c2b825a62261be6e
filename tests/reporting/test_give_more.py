"""Giving a student more than the rules allow: time, another attempt, minutes, an attempt opened again."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.accounts.models import Person
from app.accounts.queries import person_by_id
from app.assessment.models import Attempt
from app.platform.audit import AuditEvent
from app.platform.db import db
from app.platform.transactions import writing
from app.reporting import queries
from tests.browser import Browser
from tests.faults import no_commit
from tests.hours import NOON, Hours
from tests.making import SLUG
from tests.people import ANA, BEN, CORA, DEE, add, signed_in
from tests.platform.everywhere import rows, token_of
from tests.reporting.giving import WHY, a_quiz, allowances, failed, given, letters, place_of, seen_by
from tests.sitting import START, enrolled, started, stored
from tests.together import together


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    return Hours(monkeypatch)


def test_one_more_attempt_can_be_taken_at_once_and_the_student_is_told_why(app: Flask, tmp_path: Path):
    ana = a_quiz(app, tmp_path, attempts=1)
    failed(started(ana))
    page = given(seen_by(app).says("0 left"), "Give one more attempt", "attempt")
    page.says("Given, and a message to the student is on its way.", "1 left", "One more attempt", WHY, "Ben Okafor")
    ana.get(START).says("1 left", "One more attempt", WHY).submit("Try again").says("1 of 3")
    (letter,) = letters(app)
    assert (letter.recipient, letter.subject) == (ANA.email, "Strokes quiz: One more attempt")
    for part in (ANA.name, WHY, f"http://localhost{START}"):
        assert part in letter.text


def test_longer_time_holds_at_every_quiz_also_for_the_attempt_under_way(app: Flask, tmp_path: Path, hours: Hours):
    page = started(a_quiz(app, tmp_path, minutes=30))
    hours.go_by(minutes=29)
    given(seen_by(app, CORA), "Save the agreement", "time", factor="3/2").says("45 minutes, extended from 30 minutes")
    page.browser.get(page.address).says("Time left 16:00")
    assert seen_by(app).find("//option[@selected]").get("value") == "3/2"
    given(seen_by(app), "Save the agreement", "time", factor="none").says("No limit, extended from 30 minutes")
    assert "Time left" not in page.browser.get(page.address).text
    assert [one.subject for one in letters(app)] == [
        "Strokes quiz: Time for every quiz: 1.5 ×", "Strokes quiz: Time for every quiz: no time limit"
    ]  # fmt: skip


def test_more_minutes_are_added_to_the_attempt_under_way(app: Flask, tmp_path: Path, hours: Hours):
    page = started(a_quiz(app, tmp_path, minutes=30))
    hours.go_by(minutes=25)
    given(seen_by(app), "Give more minutes", "minutes", minutes="10").says("10 minutes more for an attempt", WHY)
    page.browser.get(page.address).says("Time left 15:00")
    assert "Your time runs. It is up on 21 November 2026, 07:40 EST." in letters(app)[0].text


def test_an_attempt_that_was_handed_in_goes_on(app: Flask, tmp_path: Path, hours: Hours):
    ana = a_quiz(app, tmp_path, minutes=30)
    failed(started(ana))
    hours.go_by(hours=2)
    page = given(seen_by(app).says("Open attempt 1 again"), "Open again", "reopen", minutes="20")
    page.says("Under way", "by 21 November 2026, 09:20 EST at the latest", "An attempt was opened again")
    ana.get(START).follow("Go on").says("Time left 20:00")
    assert "It is up on 21 November 2026, 09:20 EST." in letters(app)[0].text


def test_without_a_limit_nobody_is_asked_for_minutes(app: Flask, tmp_path: Path):
    ana = a_quiz(app, tmp_path)
    first = started(ana)
    seen_by(app).says_not("More minutes")
    failed(first)
    page = seen_by(app)
    assert not page.tree.xpath("//input[contains(@name, 'minutes')]")
    given(page, "Open again", "reopen").says("Under way", "no time limit")
    ana.get(START).follow("Go on").says("1 of 3")


def test_somebody_without_a_limit_needs_no_minutes_either(app: Flask, tmp_path: Path):
    ana = a_quiz(app, tmp_path, minutes=30)
    failed(started(ana))
    given(seen_by(app), "Save the agreement", "time", factor="none")
    given(seen_by(app), "Open again", "reopen").says("Under way", "no time limit")
    assert "Time left" not in ana.get(START).follow("Go on").text


def test_only_what_can_be_given_is_offered(app: Flask, tmp_path: Path, hours: Hours):
    ana = a_quiz(app, tmp_path, minutes=30)
    buttons = []
    for step in (None, lambda: started(ana), lambda: failed(ana.get(START).follow("Go on"))):
        page = step() if step else None
        buttons.append([one.text_content() for one in seen_by(app).tree.xpath("//main//form//button")])
    assert buttons == [
        ["Save the agreement"], ["Give more minutes", "Save the agreement"], ["Open again", "Save the agreement"]
    ], page  # fmt: skip


FAULTS = [
    ("Save the agreement", "time", {"reason": ""}, "Enter a reason of 3 to 500 characters."),
    ("Save the agreement", "time", {"reason": " ok "}, "Enter a reason of 3 to 500 characters."),
    ("Save the agreement", "time", {"reason": "\u202e\u200b\u200b\u200b"}, "Enter a reason of 3 to 500 characters."),
    ("Save the agreement", "time", {"reason": "x" * 501}, "Enter a reason of 3 to 500 characters."),
    ("Give one more attempt", "attempt", {"reason": ""}, "Enter a reason of 3 to 500 characters."),
    *(
        ("Give more minutes", "minutes", {"minutes": minutes}, "Enter whole minutes, from 1 to 600.")
        for minutes in ("", "0", "601", "-5", "ten", "1.5", "9" * 5000)
    ),
]


@pytest.mark.parametrize(("button", "what", "values", "message"), FAULTS)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_given(
    app: Flask, tmp_path: Path, button: str, what: str, values: dict[str, str], message: str
):
    started(a_quiz(app, tmp_path, minutes=30, attempts=2))
    page = seen_by(app)
    before = rows(app)
    page = given(page, button, what, 422, **values)
    page.says("There is a problem", f"Error: {message}")
    name = "minutes" if "minutes" in values else "reason"
    assert page.find("//div[@role='alert']//a").get("href") == f"#{what}-{name}"
    assert page.find("//details[@open]//button").text_content() == button
    assert rows(app) == before


def test_a_form_sent_twice_gives_once(app: Flask, tmp_path: Path, hours: Hours):
    ana = a_quiz(app, tmp_path, attempts=1, minutes=30)
    failed(started(ana))
    page = seen_by(app)
    for button, what, values in (
        ("Give one more attempt", "attempt", {}),
        ("Save the agreement", "time", {"factor": "2"}),
        ("Open again", "reopen", {"minutes": "20"}),
    ):
        given(page, button, what, **values)
        hours.go_by(seconds=10)
        given(page, button, what, **values).says("Given, and a message")
    assert allowances(app) == [("attempt", "1", WHY), ("time", "2", WHY), ("reopened", "20", WHY)]
    assert len(letters(app)) == 3
    running = seen_by(app)
    given(running, "Give more minutes", "minutes", minutes="10")
    given(running, "Give more minutes", "minutes", minutes="10")
    given(running, "Give more minutes", "minutes", minutes="5")
    given(running, "Give more minutes", "minutes", minutes="5", reason="And again")
    hours.go_by(seconds=61)
    given(running, "Give more minutes", "minutes", minutes="10")
    assert [value for _, value, _ in allowances(app)[3:]] == ["10", "5", "5", "10"]


def test_four_impatient_clicks_give_one_attempt(app: Flask, tmp_path: Path):
    failed(started(a_quiz(app, tmp_path, attempts=1)))
    clients = [signed_in(app, BEN) for _ in range(4)]
    tokens = [token_of(Browser(one), place_of(app)) for one in clients]
    sent = [{"give": "attempt", "attempt-reason": WHY, "csrf_token": token} for token in tokens]
    together(
        [lambda one=one, data=data: one.post(place_of(app), data=data) for one, data in zip(clients, sent, strict=True)]
    )
    assert allowances(app) == [("attempt", "1", WHY)]
    assert len(letters(app)) == 1


def test_what_changed_in_between_is_said_and_nothing_is_given(app: Flask, tmp_path: Path, hours: Hours):
    ana = a_quiz(app, tmp_path, minutes=30)
    first = started(ana)
    before = seen_by(app)
    result = failed(first)
    given(before, "Give more minutes", "minutes", 409, minutes="10").says("This attempt has no time to add to")
    before = seen_by(app)
    second = result.follow("Try again").submit("Try again")
    given(before, "Open again", "reopen", 409, minutes="20").says("Only a student’s newest attempt can be opened again")
    failed(second)
    given(before, "Open again", "reopen", 409, minutes="20").says("Only a student’s newest attempt can be opened again")
    assert (allowances(app), letters(app)) == ([], [])


def test_what_was_passed_cannot_be_opened_again(app: Flask, tmp_path: Path):
    ana = a_quiz(app, tmp_path)
    failed(started(ana))
    before = seen_by(app)
    with app.app_context(), writing():
        attempt = db.session.scalars(select(Attempt)).one()
        attempt.passed = True
    given(before, "Open again", "reopen", 409).says("Only a student’s newest attempt")
    assert "Open again" not in seen_by(app).text
    assert allowances(app) == []


def test_where_anybody_may_try_as_often_as_they_like_there_is_no_attempt_to_give(app: Flask, tmp_path: Path):
    a_quiz(app, tmp_path)
    ben = Browser(signed_in(app, BEN))
    sent = {"give": "attempt", "attempt-reason": WHY, "csrf_token": token_of(ben, place_of(app))}
    ben.post(place_of(app), sent, 409).says("This quiz may be taken as often as one likes")
    ben.post(place_of(app), sent | {"give": "everything"}, 422)
    assert allowances(app) == []


def test_another_students_attempt_is_not_changed_from_this_students_page(app: Flask, tmp_path: Path):
    ana = a_quiz(app, tmp_path, minutes=30)
    started(ana)
    started(enrolled(app, DEE))
    hers, ben = stored(app, select(Attempt).order_by(Attempt.id))[1].public_id, Browser(signed_in(app, BEN))
    sent = {
        "give": "minutes",
        "minutes-reason": WHY,
        "minutes-minutes": "10",
        "csrf_token": token_of(ben, place_of(app)),
    }
    for attempt in (hers, "nosuch", "", "x" * 5000):
        ben.post(place_of(app), sent | {"minutes-attempt": attempt}, 404)
    assert allowances(app) == []


def test_students_and_strangers_give_nothing(app: Flask, tmp_path: Path):
    ana = a_quiz(app, tmp_path, attempts=1)
    failed(started(ana))
    sent = {"give": "attempt", "attempt-reason": WHY, "csrf_token": token_of(ana, START)}
    ana.get(place_of(app), 403)
    ana.post(place_of(app), sent, 403)
    assert app.test_client().post(place_of(app), data=sent).status_code in (302, 400)
    Browser(signed_in(app, BEN)).post(place_of(app), {"give": "attempt", "attempt-reason": WHY}, 400)
    assert allowances(app) == []


def test_when_nothing_can_be_kept_nothing_is_given_and_nobody_is_told(app: Flask, tmp_path: Path):
    failed(started(a_quiz(app, tmp_path, attempts=1)))
    page = seen_by(app)
    with no_commit(app):
        kept = given(page, "Give one more attempt", "attempt", 503)
    assert kept.find("//input[@name='attempt-reason']").get("value") == WHY
    assert (allowances(app), letters(app)) == ([], [])


def test_who_gave_what_to_whom_is_on_record(app: Flask, tmp_path: Path):
    a_quiz(app, tmp_path)
    given(seen_by(app, CORA), "Save the agreement", "time", factor="2")
    (event,) = stored(app, select(AuditEvent).where(AuditEvent.action == "allowed"))
    assert (event.person_id, event.subject) == (add(app, CORA), f"person:{add(app, ANA)}")
    assert event.details == {"kind": "time", "value": "2", "reason": WHY}


def test_a_reason_is_kept_as_one_line_of_text_and_never_as_markup(app: Flask, tmp_path: Path):
    ana = a_quiz(app, tmp_path)
    said = "<b>Letter</b> of\r\n  3 November\x00 \u202e*seen*"
    given(seen_by(app), "Save the agreement", "time", factor="2", reason=said.replace("\x00", ""))
    ana.get(START).says("<b>Letter</b> of 3 November *seen*")
    seen_by(app).says("<b>Letter</b> of 3 November *seen*")
    assert allowances(app) == [("time", "2", "<b>Letter</b> of 3 November *seen*")]


def test_who_is_not_enrolled_has_no_such_page(app: Flask, tmp_path: Path):
    a_quiz(app, tmp_path)
    ben = Browser(signed_in(app, BEN))
    ana, dee = add(app, ANA), add(app, DEE)
    for address in (
        place_of(app, DEE), f"/studio/{SLUG}/students/{dee}", f"/studio/{SLUG}/students/999999",
        f"/studio/{SLUG}/students/{ana}/quiz/begin", f"/studio/{SLUG}/students/{ana}/quiz/nosuch",
        f"/studio/nosuch/students/{ana}/quiz/strokes", f"/studio/{SLUG}/students/99999999999999999999",
        f"/studio/{SLUG}/students/-1", "/studio/attempts/nosuch",
    ):  # fmt: skip
        ben.get(address, 404)


def test_the_deadline_is_the_only_thing_that_more_minutes_change(app: Flask, tmp_path: Path, hours: Hours):
    started(a_quiz(app, tmp_path, minutes=30))
    page, before = seen_by(app), rows(app)
    given(page, "Give more minutes", "minutes", minutes="600")
    changed = {table for table, found in rows(app).items() if found != before[table]}
    assert changed == {"allowances", "attempts", "audit_events", "outbox_messages"}
    assert stored(app, select(Attempt.deadline_at)) == [NOON + timedelta(minutes=630)]
    assert stored(app, select(Person.email).where(Person.id == add(app, BEN))) == [BEN.email]


@pytest.mark.postgresql_only
def test_what_another_process_changed_before_the_lock_is_seen(app: Flask, tmp_path: Path):
    """SQLite lets nobody write meanwhile."""
    started(a_quiz(app, tmp_path, minutes=30))
    attempts, ben = Attempt.__table__, add(app, BEN)
    with app.app_context(), writing():
        read = db.session.scalars(select(Attempt)).one()
        with db.engine.begin() as another:
            another.execute(update(attempts).values(deadline_at=NOON))
        assert read.deadline_at != NOON
        locked = queries.attempt_for_staff(person_by_id(ben), read.public_id, to_change=True)
        assert locked.deadline_at == NOON
