"""A code that is told to a class: typed at /join or on the page of the course, it leads in as often as it says."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.learning.models import CohortMember, Enrolment
from app.platform import clock
from app.platform.db import db
from app.platform.security import limiter
from app.platform.transactions import writing
from app.teaching.models import EnrolmentCode, Entry
from tests.accounts.letters import later
from tests.browser import Browser
from tests.certificates.claiming import changed_settings
from tests.making import SLUG
from tests.people import ANA, CORA, DEE, PASSWORD, Someone, add, signed_in
from tests.sitting import enrolled, stored
from tests.teaching.running import HOME, PAGE, STUDIO, a_cohort, new_code, run_by_ben, types
from tests.together import together

ENROLMENTS = select(Enrolment)
USES = select(EnrolmentCode.uses)


def test_a_code_leads_into_the_course_however_it_is_written(app: Flask, tmp_path: Path):
    code = new_code(app, run_by_ben(app, tmp_path))
    page = types(Browser(signed_in(app, ANA)), f" {code.lower().replace('-', ' ')} ")
    assert (page.address, page.heading) == (HOME, "Warm hands")
    page.says("You are in “Warm hands”.")
    assert stored(app, USES) == [1]


def test_a_stranger_with_a_code_registers_and_comes_in_without_typing_it_again(
    app: Flask, tmp_path: Path, browser: Browser
):
    code = new_code(app, run_by_ben(app, tmp_path))
    page = browser.get(PAGE).submit("Join with this code", code=code)
    assert page.heading == "Warm hands"
    page = page.follow("Register and join").submit("Register", name=ANA.name, email=ANA.email, password=PASSWORD)
    assert page.address == "/join/invitation"
    assert page.submit("Join this course").address == HOME


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Enter the code that your instructor gave you."), ("ABCD-EFGH", "does not fit its check letter"),
     ("2222-2222", "There is no such code."), ("A" * 41, "Enter the code only.")],
)  # fmt: skip
def test_a_code_typed_wrong_is_a_plain_sentence(app: Flask, tmp_path: Path, typed: str, said: str):
    run_by_ben(app, tmp_path)
    page = types(Browser(signed_in(app, ANA)), typed, 422).says("There is a problem", said)
    assert page.find("//input[@id='code']").get("value") == typed
    assert stored(app, ENROLMENTS) == []


def test_a_code_works_until_the_end_of_its_last_day(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    ben = run_by_ben(app, tmp_path)
    day = (clock.now() + timedelta(days=2)).date()
    code = new_code(app, ben, last_day=day.isoformat())
    ben.get(f"{STUDIO}/codes").says(f"{day.day} ", "open")
    types(Browser(signed_in(app, ANA)), code)
    later(monkeypatch, days=4)
    types(Browser(signed_in(app, DEE)), code, 422).says("It has expired.")
    Browser(ben.client).get(f"{STUDIO}/codes").says("expired")


def test_an_ended_code_is_refused_and_who_came_by_it_stays(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    code = new_code(app, ben)
    ana = Browser(signed_in(app, ANA))
    types(ana, code)
    ben.get(f"{STUDIO}/codes").submit(f"End the code {code}").says("Nobody comes in by this code any more.", "ended")
    types(Browser(signed_in(app, DEE)), code, 422).says("It was ended")
    ana.get(HOME).says("0 of 1 lessons read")


def test_of_many_at_the_last_place_the_database_takes_one(app: Flask, tmp_path: Path):
    code = new_code(app, run_by_ben(app, tmp_path), most_uses="1")
    crowd = [Someone(f"Student {number}", f"s{number}@example.org") for number in range(6)]
    pages = [Browser(signed_in(app, one)).get("/join") for one in crowd]

    def press(page):
        token = page.find("//main//input[@name='csrf_token']").get("value")
        return lambda: page.browser.client.post("/join", data={"csrf_token": token, "code": code}).status_code

    statuses = together([press(page) for page in pages])
    assert sorted(statuses)[0] == 302
    assert all(status in {410, 422} for status in sorted(statuses)[1:]), statuses
    assert (len(stored(app, ENROLMENTS)), stored(app, USES)) == (1, [1])
    types(pages[0].browser, code, 200 if statuses[0] == 302 else 422)


def test_the_database_itself_counts_no_further(app: Flask, tmp_path: Path):
    new_code(app, run_by_ben(app, tmp_path), most_uses="2")
    with app.app_context(), pytest.raises(IntegrityError), writing():
        db.session.scalars(select(EnrolmentCode)).one().uses = 3


def test_one_person_in_two_windows_uses_one_place(app: Flask, tmp_path: Path):
    code = new_code(app, run_by_ben(app, tmp_path), most_uses="5")
    pages = [Browser(signed_in(app, ANA)).get("/join") for _ in range(4)]

    def press(page):
        token = page.find("//main//input[@name='csrf_token']").get("value")
        return lambda: page.browser.client.post("/join", data={"csrf_token": token, "code": code}).location

    assert set(together([press(page) for page in pages])) == {HOME}
    assert (len(stored(app, ENROLMENTS)), stored(app, USES), len(stored(app, select(Entry)))) == (1, [1], 1)


def test_who_is_in_already_uses_nothing_up(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    ana = enrolled(app, ANA)
    assert types(ana, new_code(app, ben, most_uses="1")).address == HOME
    assert stored(app, USES) == [0]


def test_a_code_may_lead_into_a_cohort_and_takes_along_who_was_in_none(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    spring = a_cohort(app, "Spring")
    code = new_code(app, ben, cohort=str(spring))
    types(enrolled(app, ANA), code)
    types(Browser(signed_in(app, DEE)), code).says("You are in “Spring”.")
    assert stored(app, select(CohortMember.cohort_id)) == [spring, spring]
    autumn = new_code(app, ben, cohort=str(a_cohort(app, "Autumn")))
    types(Browser(signed_in(app, ANA)), autumn).says("You are in “Spring”.")
    assert sorted(stored(app, USES)) == [0, 2], "one code to an enrolment"


def admits(ben: Browser, who: str) -> None:
    ben.get(f"{STUDIO}/admission").submit("Save", admission=who).says("Saved.")


def test_a_course_for_the_invited_has_no_start_and_takes_codes(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    ana, code = Browser(signed_in(app, ANA)), new_code(app, ben)
    open_before = ana.get(PAGE)
    admits(ben, "invited")
    open_before.submit("Start this course", 409).says("not open to everybody")
    page = ana.get(PAGE).says("taken with an invitation or a code").says_not("Start this course")
    assert page.submit("Join with this code", code=code).address == HOME
    ana.get("/courses").says("with an invitation or a code")


def test_a_closed_course_takes_nobody_and_keeps_who_is_in(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    code, dee = new_code(app, ben), enrolled(app, DEE)
    admits(ben, "closed")
    ana = Browser(signed_in(app, ANA))
    ana.get(PAGE).says("takes no new students at present").says_not("Start this course")
    types(ana, code, 410).says("takes no new students at present")
    assert dee.get(PAGE).follow("Continue").heading == "How to begin"
    assert stored(app, USES) == [0]


@pytest.mark.sqlite_only
def test_guessing_codes_is_as_slow_as_guessing_passwords(app: Flask, tmp_path: Path):
    code = new_code(app, run_by_ben(app, tmp_path))
    with changed_settings(app, tmp_path, rate_limits="yes") as site:
        limiter.reset()
        guesser = Browser(signed_in(site, ANA))
        token = guesser.get("/join").find("//main//input[@name='csrf_token']").get("value")
        data = {"csrf_token": token, "code": "2222-2223"}
        assert [guesser.client.post("/join", data=data).status_code for _ in range(61)] == [422] * 60 + [429]
        assert guesser.client.post("/join", data=data | {"code": code}).status_code == 429
        limiter.reset()


@pytest.mark.parametrize("field", ["most_uses", "last_day"])
def test_what_ben_types_wrong_is_said_and_still_there(app: Flask, tmp_path: Path, field: str):
    page = run_by_ben(app, tmp_path).get(f"{STUDIO}/codes").submit("Make the code", 422, fields={field: "soon"})
    page.says("There is a problem", "Enter a")
    assert page.find(f"//input[@name='{field}']").get("value") == "soon"
    assert stored(app, USES) == []


@pytest.mark.sqlite_only
def test_an_administrator_runs_every_course(app: Flask, tmp_path: Path):
    run_by_ben(app, tmp_path)
    add(app, CORA)
    Browser(signed_in(app, CORA)).get(f"/studio/{SLUG}/codes").says("No code yet")
