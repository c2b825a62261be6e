"""A course that Ben runs: his browser, codes and invitations made by his hand, cohorts with due days."""

import re
from datetime import date
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.accounts.queries import person_by_id
from app.catalogue.queries import outline_of
from app.learning.queries import enrolment_of
from app.platform import clock
from app.platform.transactions import writing
from app.teaching import actions
from app.teaching.models import EnrolmentCode
from app.teaching.queries import TaughtCourse, course_to_run
from tests.accounts.letters import letters, link_in
from tests.browser import Browser, Page
from tests.drafting import opened
from tests.making import SLUG, a_course
from tests.people import BEN, Someone, add, signed_in
from tests.sitting import stored

STUDIO, PAGE = f"/studio/{SLUG}", f"/courses/{SLUG}"
HOME = f"/learn/{SLUG}"
TITLE = "Warm hands"


def run_by_ben(app: Flask, folder: Path, **changes: str) -> Browser:
    """The small course, which Ben writes; his browser."""
    a_course(app, folder, **changes)
    opened(app)
    return Browser(signed_in(app, BEN))


def new_code(app: Flask, ben: Browser, **typed: str) -> str:
    """Make a code on Ben's page; returns it as it is told to a class."""
    ben.get(f"{STUDIO}/codes").submit("Make the code", **typed)
    code = stored(app, select(EnrolmentCode).order_by(EnrolmentCode.id.desc()))[0].code
    return f"{code[:4]}-{code[4:]}"


def types(browser: Browser, code: str, status: int = 200) -> Page:
    """Somebody types a code at /join."""
    return browser.get("/join").submit("Join", status, code=code)


def invites(app: Flask, ben: Browser, *emails: str, **typed: str) -> str:
    """Ben invites these addresses; returns the path of the link in the newest letter to the last."""
    page = ben.get(f"{STUDIO}/invitations").submit("Look at the list", addresses="\n".join(emails), **typed)
    count = len(emails)
    page.submit("Invite 1 person" if count == 1 else f"Invite {count} people")
    return link_in(letters(app, emails[-1].lower())[-1])


def invites_with_a_link(ben: Browser, **typed: str) -> str:
    """Ben makes a link for whoever has it; its path, as the page shows it once."""
    page = ben.get(f"{STUDIO}/invitations").submit("Make the link", fields=dict(typed))
    return re.search(r"http://localhost(/join/\S+)", page.text)[1]


def course_of(app: Flask) -> TaughtCourse:
    with app.app_context():
        found = course_to_run(SLUG)
        assert found is not None
        return found


def a_cohort(
    app: Flask, name: str = "Spring", due: date | None = None, *, is_reminded: bool = True, **units: date
) -> int:
    """A cohort of Ben's; `due` of the whole course, units by their address: `begin=…, strokes=…`. Its number."""
    ben = add(app, BEN)
    course = course_of(app)
    with app.app_context():
        numbers = {unit.slug: unit.unit_id for unit in outline_of(course.revision_id)}
    with app.app_context(), writing():
        days = {numbers[slug]: day for slug, day in units.items()}
        given = actions.CohortDetails(name, None, None, due, is_reminded, days)
        person = person_by_id(ben)
        assert person is not None
        return actions.make_cohort(course, given, person, clock.now()).id


def put_into(app: Flask, someone: Someone, cohort: int) -> None:
    """Move somebody who is enrolled into a cohort."""
    ben, number, course = add(app, BEN), add(app, someone), course_of(app)
    with app.app_context(), writing():
        enrolment, person = enrolment_of(number, SLUG), person_by_id(ben)
        assert enrolment is not None
        assert person is not None
        actions.move_members(course, [enrolment.id], cohort, person, clock.now())
