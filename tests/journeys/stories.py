"""What people did before a test begins, done through the app's own actions instead of the browser: it takes no time."""

from collections.abc import Collection, Sequence

from flask import Flask
from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts import queries as people
from app.assessment import actions as assessment
from app.assessment import queries as quizzes
from app.assessment.grading import KINDS
from app.assessment.models import Attempt
from app.catalogue import queries as catalogue
from app.catalogue.content.boards import Broker
from app.certificates import actions as certificates
from app.certificates import queries as standings
from app.certificates.models import Certificate, ReportLine
from app.certificates.rules import Due
from app.learning.actions import complete_unit
from app.learning.actions import enrol as enrol_person
from app.learning.queries import enrolment_of
from app.learning.rules import required_of
from app.platform import clock, ids
from app.platform.db import db
from app.platform.transactions import writing
from app.reporting.actions import make_batch
from tests.journeys.answering import RESPONSES
from tests.people import Someone, add


def enrol(app: Flask, someone: Someone, course: str) -> None:
    """Somebody started a course."""
    number = add(app, someone)
    with app.app_context(), writing():
        person, revision = people.person_by_id(number), catalogue.latest_revision(course)
        assert person is not None
        assert revision is not None
        enrol_person(person, revision, clock.now())


def read(app: Flask, someone: Someone, course: str, *lessons: str) -> None:
    """Somebody marked these lessons as read, or all of them."""
    number = add(app, someone)
    with app.app_context(), writing():
        enrolment = enrolment_of(number, course)
        assert enrolment is not None
        for unit in catalogue.outline_of(enrolment.revision_id):
            if unit.kind == "lesson" and (not lessons or unit.slug in lessons):
                complete_unit(enrolment.id, unit.unit_id, clock.now())


def take(
    app: Flask, someone: Someone, course: str, quiz: str, wrong: Collection[int] = (), answered: int = 99,
    *, submit: bool = True,
) -> str:  # fmt: skip
    """Somebody took a quiz: the first `answered` questions, those in `wrong` wrongly. Returns the attempt's address."""
    number = add(app, someone)
    with app.app_context(), writing():
        place = quizzes.quiz_at(number, course, quiz)
        assert place is not None
        attempt = assessment.start_attempt(place.enrolment, place.revision, clock.now())
        for answer in quizzes.paper_of(attempt.id)[:answered]:
            if answer.checked_at:
                continue  # somebody went on with an attempt in which it was made final
            kind = answer.question.kind
            response = RESPONSES[kind](KINDS[kind].load(answer.question.spec), right=answer.number not in wrong)
            assessment.save_answer(
                answer, attempt, assessment.Given(response), ids.public_id(), answer.sequence, clock.now()
            )
        if submit:
            db.session.expire_all()  # a save writes past the objects; the last one would be marked as it was before
            assessment.submit_attempt(attempt, clock.now())
        return f"/attempts/{attempt.public_id}"


def check(app: Flask, address: str) -> str:
    """Somebody answered a question of a practice quiz and had it checked. Returns its address."""
    with app.app_context(), writing():
        attempt = db.session.scalars(select(Attempt).where(Attempt.public_id == address.rpartition("/")[2])).one()
        answer = next(one for one in quizzes.paper_of(attempt.id) if one.question.kind == "single-choice")
        if answer.checked_at:
            return f"{address}/{answer.number}"
        response = RESPONSES["single-choice"](KINDS["single-choice"].load(answer.question.spec), right=False)
        given = assessment.Given(response)
        assessment.save_answer(answer, attempt, given, ids.public_id(), answer.sequence, clock.now())
        db.session.expire_all()
        assert assessment.check_answer(answer, response, attempt, clock.now())
        return f"{address}/{answer.number}"


def finish(app: Flask, someone: Someone, course: str, *but: str) -> None:
    """Somebody read every lesson, and passed every quiz that has to be, except those at the addresses in `but`."""
    read(app, someone, course)
    with app.app_context():
        revision = catalogue.latest_revision(course)
        assert revision is not None
        units = required_of(catalogue.outline_of(revision.id))
        quizzes_left = [unit.slug for unit in units if unit.kind == "quiz"]
    for slug in quizzes_left:
        if slug not in but:
            take(app, someone, course, slug)


def certify(
    app: Flask, someone: Someone, course: str, module: str = "", name: str = "", licences: Sequence[dict[str, str]] = ()
) -> tuple[str, str]:
    """Somebody claimed the certificate of a module, or of the course. Returns its code and its serial number."""
    number = add(app, someone)
    with app.app_context(), writing():
        enrolment = enrolment_of(number, course)
        assert enrolment is not None
        of_course, of_module = standings.standing_of_course, standings.standing_of_module
        standing = of_module(enrolment, module) if module else of_course(enrolment)
        assert standing is not None
        if standing.needs_evaluation:
            certificates.evaluate(standing, {"objectives": "5", "minutes": 55}, clock.now())
            standing = of_course(enrolment)
        settings = app.extensions["settings"]
        provider = (settings.provider_name, settings.provider_contact)
        snapshot = standings.snapshot_of(
            standing, name or someone.name, provider, settings.time_zone, licences=licences
        )
        issued = certificates.issue_certificate(standing, snapshot, "http://localhost/verify/", clock.now())
        return issued.code, issued.serial


def licensed(app: Flask, someone: Someone) -> str:
    """Somebody entered a license in their account; its address there."""
    number = add(app, someone)
    with app.app_context(), writing():
        person = people.person_by_id(number)
        assert person is not None
        found = list(people.licences_of(number))
        given = accounts.LicenceDetails("FL", "massage", "MA12345", None)
        licence = found[0] if found else accounts.add_licence(person, given, clock.now())
        return f"/account/licences/{licence.id}"


def reported(app: Flask, someone: Someone) -> str:
    """Somebody of the staff made a file for CE Broker of every certificate there is; the address of its batch."""
    number = add(app, someone)
    with app.app_context(), writing():
        rows = db.session.execute(db.select(Certificate.id, Certificate.serial)).all()
        told = set(db.session.scalars(db.select(ReportLine.certificate_id)))
        dues = [
            Due(one.id, one.serial, "Ana", "c-warm-hands", "1", clock.now().date(), "FL", "massage", "MA1", True)
            for one in rows
            if one.id not in told
        ]
        person = people.person_by_id(number)
        assert person is not None
        batch = make_batch(dues, Broker("1", {}, {"FL massage": "MA"}), person, clock.now())
        return f"/studio/reports/{batch.id if batch else 1}"


def link_for(app: Flask, someone: Someone) -> str:
    """The address of a fresh one-time sign-in link."""
    number = add(app, someone)
    with app.app_context(), writing():
        person = people.person_by_id(number)
        assert person is not None
        return f"/sign-in/link/{accounts.make_sign_in_link(person, clock.now())}"
