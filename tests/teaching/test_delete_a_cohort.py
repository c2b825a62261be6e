"""A cohort goes: its due days end, its students stay; what is lost is said before, in numbers."""

import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.learning.models import Cohort, CohortMember, DueDate, Enrolment
from app.platform import clock, jobs
from app.platform.audit import AuditEvent
from app.teaching.models import EnrolmentCode, Invitation
from tests.accounts.letters import letters
from tests.browser import Browser, Page
from tests.catalogue.publishing import another_course
from tests.people import ANA, DEE, signed_in
from tests.sitting import enrolled, stored
from tests.teaching.running import HOME, STUDIO, a_cohort, invites, new_code, put_into, run_by_ben, types

THIRD = date(2027, 3, 3)
NOON = datetime(2027, 3, 1, 17, 0, tzinfo=UTC)
COHORTS = f"{STUDIO}/cohorts"


def asked(ben: Browser, number: int) -> Page:
    return ben.get(f"{COHORTS}/{number}").follow("Delete this cohort")


def test_what_is_lost_is_said_in_numbers_and_then_it_goes(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)
    ben, ana = run_by_ben(app, tmp_path), enrolled(app, ANA)
    spring = a_cohort(app, "Spring", due=THIRD, begin=THIRD)
    put_into(app, ANA, spring)
    code = new_code(app, ben, cohort=str(spring))
    invites(app, ben, "new@example.org", cohort=str(spring))
    page = ben.get(f"{STUDIO}/messages/new").submit("Look at it", cohort=str(spring), subject="Hello", text="At nine.")
    page.submit("Send to 1 student")
    ana.get(HOME).says("You are in “Spring”.", "Due 3 March")
    page = asked(ben, spring).says("2 due dates end", "2 codes and invitations lead into the course alone")
    page.says("1 student stays enrolled", "1 message that was sent to it stays")
    page.follow("Keep it").says("Due dates")
    page = page.submit("Delete the cohort").says("“Spring” is deleted.", "1 student is in no cohort", "No cohort yet")
    for table in (Cohort, CohortMember, DueDate):
        assert stored(app, select(table)) == []
    ana.get(HOME).says_not("Spring", "Due").says("How to begin")
    ben.get(f"{STUDIO}/messages").says("Spring").says_not("Everybody")
    types(Browser(signed_in(app, DEE)), code)
    assert len(stored(app, select(Enrolment))) == 2
    assert {one.cohort_id for one in [*stored(app, select(EnrolmentCode)), *stored(app, select(Invitation))]} == {None}
    jobs.run_due(app)
    assert [letter.subject for letter in letters(app, ANA.email)] == ["Hello"], "nobody is reminded any more"
    told = stored(app, select(AuditEvent).where(AuditEvent.action == "deleted cohort"))[0]
    assert (told.subject, told.details["name"], len(told.details["enrolments"])) == (f"cohort:{spring}", "Spring", 1)
    assert (told.details["due_on"], [*told.details["due"].values()]) == ("2027-03-03", ["2027-03-03"])
    ben.get(f"{COHORTS}/{spring}", 404)


def test_who_came_in_while_the_page_was_open_is_told_first(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    spring = a_cohort(app, "Spring")
    page = asked(ben, spring).says("0 students stay enrolled", "0 due dates end")
    enrolled(app, ANA)
    put_into(app, ANA, spring)
    page = page.submit("Delete the cohort", 409).says("Nothing was deleted", "1 student stays enrolled")
    assert len(stored(app, select(Cohort))) == 1
    page.submit("Delete the cohort").says("“Spring” is deleted.")


def test_who_signed_in_long_ago_is_asked_for_the_password_first(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    page = asked(ben, a_cohort(app, "Spring"))
    with ben.client.session_transaction() as session:
        session["fs_paa"] = time.time() - 24 * 3600
    page.submit("Delete the cohort").says("Nothing was changed yet: for this, enter your password once more")
    assert len(stored(app, select(Cohort))) == 1


def test_the_others_keep_theirs(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    another_course(app, tmp_path / "b", "oil", "Oil and lotion")
    spring, autumn = a_cohort(app, "Spring", begin=THIRD), a_cohort(app, "Autumn", begin=THIRD)
    for someone, cohort in ((ANA, spring), (DEE, autumn)):
        enrolled(app, someone)
        put_into(app, someone, cohort)
    ben.get(f"/studio/oil/cohorts/{spring}/delete", 404)
    asked(ben, spring).submit("Delete the cohort")
    assert [one.cohort_id for one in stored(app, select(CohortMember))] == [autumn]
    assert [one.cohort_id for one in stored(app, select(DueDate))] == [autumn]
