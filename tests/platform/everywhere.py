"""A site on which everything has happened once, and an address for each of its routes.

    site = lived_in(app, tmp_path)
    for rule, address in site.addresses("GET"): …

Ana has passed, claimed a certificate and begun again; her lesson is still unread. A route with a
new kind of argument needs a line here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import Flask
from flask_security.recoverable import generate_reset_password_token
from sqlalchemy import select
from werkzeug.routing import Rule

from app.accounts.actions import LicenceDetails, add_licence, make_sign_in_link
from app.accounts.queries import person_by_email, person_by_id
from app.accounts.rules import Policy
from app.assessment.actions import start_attempt, submit_attempt
from app.assessment.queries import quiz_at, waiting
from app.certificates.actions import OutsideDetails, add_outside
from app.certificates.models import ReportLine
from app.platform import clock
from app.platform.db import Base, db
from app.platform.mail import OutboxMessage
from app.platform.site import keep_logo
from app.platform.transactions import writing
from tests.accounts.declaring import declared
from tests.browser import Browser
from tests.catalogue.words import with_words
from tests.certificates.claiming import claimed, earned, only_certificate
from tests.drafting import opened, sent_bank
from tests.essays import own_words
from tests.journeys.running import run
from tests.journeys.stories import enrol, reported, take
from tests.making import DRAWING, SLUG
from tests.people import ANA, BEN, CORA, PASSWORD, add
from tests.sitting import publish

ARGUMENT = re.compile(r"<(?:[^<>]*:)?(\w+)>")
UNITS = dict.fromkeys(("learning.lesson", "learning.mark_as_read", "learning.note_reading"), "begin")  # else the quiz
LICENCE = LicenceDetails("FL", "massage", "MA12345", None)
OUTSIDE = OutsideDetails("Ethics", "Another school", date(2025, 3, 1), "2", "Ethics", "Live")
OF_EVALUATION = {"authoring.evaluation_question", "authoring.save_evaluation_question"}  # all others mean the quiz's
BY_HAND = {"assessment.answer_to_mark", "assessment.mark_answer"}  # all others mean another attempt


@dataclass(frozen=True)
class Site:
    """What was made, by the names that routes give it."""

    app: Flask
    ana: Browser
    known: dict[str, str]
    tokens: dict[str, str]
    essay: dict[str, str]
    own: dict[str, str]  # the number of what is Ana's, by a word in the endpoint's name

    def address(self, rule: Rule, **other: str) -> str:
        """The rule's address with what was made in it."""
        known = {
            **self.known,
            "unit": UNITS.get(rule.endpoint, "strokes"),
            "token": self.tokens.get(rule.endpoint.partition(".")[0], ""),
            **({"question": "level"} if rule.endpoint in OF_EVALUATION else {}),
            **other,
            **(self.essay if rule.endpoint in BY_HAND else {}),
            **next(({"number": number} for part, number in self.own.items() if part in rule.endpoint), {}),
        }
        return ARGUMENT.sub(lambda found: known[found[1]], rule.rule)

    def addresses(self, method: str) -> Iterator[tuple[Rule, str]]:
        """Every route that takes the method; those of an attempt twice, for the open one and for the one handed in."""
        for rule in self.app.url_map.iter_rules():
            if method in (rule.methods or ()):
                yield rule, self.address(rule)
                if "attempt" in rule.arguments:
                    yield rule, self.address(rule, attempt=self.known["handed_in"])


def lived_in(app: Flask, folder: Path) -> Site:
    """Let everything happen once."""
    add(app, ANA, PASSWORD)
    ana = earned(app, folder, "quiz")
    claimed(ana)
    publish(app, folder, with_words())  # a later revision, with a glossary
    known = {"course": SLUG, "module": "strokes", "number": "1", "filename": "app.css", "form": "gift",
             "question": "q-single-choice-1"}  # fmt: skip
    known |= {"lesson": "begin", "source": "a-document"}
    opened(app)
    known["upload"] = sent_bank(app, SLUG, "strokes").rpartition("/")[2]
    known |= {"code": only_certificate(app).code, "key_id": app.extensions["press"].keyring.current.id}
    with app.test_request_context(), writing():
        person = person_by_email(ANA.email)
        place = quiz_at(person.id, SLUG, "strokes")
        first = start_attempt(place.enrolment, place.revision, clock.now())
        submit_attempt(first, clock.now())
        second = start_attempt(place.enrolment, place.revision, clock.now())
        known |= {"handed_in": first.public_id, "attempt": second.public_id, "person": str(person.id)}
        tokens = {"accounts": make_sign_in_link(person, clock.now()), "security": generate_reset_password_token(person)}
        own = {"licence": str(add_licence(person, LICENCE, clock.now()).id)}
        outside = add_outside(person, OUTSIDE, clock.now())
        db.session.flush()
        own["outside"] = str(outside.id)
        known["sha256"] = keep_logo(DRAWING, clock.now())
    known["policy"] = Policy.FEES.value
    declared(app, Policy.FEES)
    batch = reported(app, CORA).rpartition("/")[2]
    with app.app_context():
        line = db.session.scalars(select(ReportLine.id)).first()
        message = db.session.scalars(select(OutboxMessage.id)).first()
    known |= {"batch": batch, "line": str(line), "message": str(message)}
    ways, tokens["teaching"] = run(app, BEN)
    known |= {name: str(number) for name, number in ways.items()}
    return Site(app, ana, known, tokens, essay_of(app), own)


def essay_of(app: Flask) -> dict[str, str]:
    """An essay that waits for its mark: attempt and number."""
    course = own_words(app)
    enrol(app, ANA, course)
    take(app, ANA, course, "strokes")
    ben = add(app, BEN)
    with app.app_context():
        (found,) = waiting(person_by_id(ben), limit=1)
        return {"attempt": found.attempt, "number": str(found.number)}


def rows(app: Flask) -> dict[str, list[str]]:
    """Everything the database holds."""
    with app.app_context():
        return {
            table.name: sorted(map(repr, db.session.execute(select(table)).all()))
            for table in Base.metadata.sorted_tables
        }


def token_of(browser: Browser, address: str = "/sign-in") -> str:
    """The token against forgery in the first form of a page."""
    return str(browser.get(address).tree.xpath("//input[@name='csrf_token']/@value")[0])
