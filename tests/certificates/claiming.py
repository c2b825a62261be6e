"""Ana on her way to a certificate: what she has completed, and the claim."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app import create_app
from app.catalogue.models import Unit
from app.certificates.models import Certificate
from app.learning.actions import complete_unit
from app.learning.models import Enrolment
from app.platform.db import db
from app.platform.transactions import writing
from tests.browser import Browser, Page
from tests.making import a_course
from tests.people import ANA, Someone, add
from tests.settings import settings_for
from tests.sitting import enrolled, stored

MODULE = "/learn/warm-hands/certificate/strokes"
COURSE = "/learn/warm-hands/certificate"
NOON = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)


def complete(app: Flask, someone: Someone, *kinds: str, now: datetime = NOON) -> None:
    """Write that somebody has read the lesson, passed the quiz, or both."""
    number = add(app, someone)
    with app.app_context(), writing():
        enrolment = db.session.scalar(select(Enrolment.id).where(Enrolment.person_id == number))
        for unit in db.session.scalars(select(Unit).where(Unit.kind.in_(kinds))):
            complete_unit(enrolment, unit.id, now)


def earned(app: Flask, folder: Path, *kinds: str, now: datetime = NOON) -> Browser:
    """Ana's browser, when she has completed these kinds of units (default: all)."""
    a_course(app, folder)
    browser = enrolled(app, ANA)
    complete(app, ANA, *(kinds or ("lesson", "quiz")), now=now)
    return browser


def claimed(browser: Browser, address: str = MODULE, name: str = ANA.name) -> Page:
    """The certificate, claimed with this name, after the evaluation where it is asked for."""
    return to_claim(browser, address).submit("Issue my certificate", name=name, attest=True)


def to_claim(browser: Browser, address: str = COURSE) -> Page:
    """The last step of a claim: the evaluation is filled in."""
    page = browser.get(address)
    return evaluated(page) if "Evaluate the course" in page.text else page


def evaluated(page: Page, **answers: str) -> Page:
    """The claim, after the usual evaluation was filled in; keywords are other answers, by question."""
    agrees = dict.fromkeys(["objectives", "content", "useful", "clear", "fair", "site", "unbiased"], "5")
    given = agrees | {"level": "about right", "minutes": "50", "comment": ""} | answers
    form = page.follow("Evaluate the course")
    return form.submit("Send and go on to my certificate", fields={f"q-{key}": one for key, one in given.items()})


def with_licence(browser: Browser, number: str = "MA12345", state: str = "FL", **more: str) -> Browser:
    """Her browser, after she added a license to her account."""
    browser.get("/account/licences").submit("Add license", state=state, number=number, **more)
    return browser


def only_certificate(app: Flask) -> Certificate:
    """The one certificate there is."""
    (found,) = stored(app, select(Certificate))
    return found


@contextmanager
def changed_settings(app: Flask, folder: Path, **changes: str) -> Iterator[Flask]:
    """The same site after its settings were changed and it was started again."""
    url = app.extensions["settings"].database_url
    found = create_app(settings_for(folder / "again", url, **changes))
    found.testing = True
    try:
        yield found
    finally:
        with found.app_context():
            db.session.remove()
            db.engine.dispose()
