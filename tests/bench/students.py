"""The students of the benchmark, made through the app's own actions, with the cookies a real sign-in gives."""

from dataclasses import dataclass
from datetime import datetime

from flask import Flask, g, session
from flask_security.utils import login_user
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts.factors.entering import SECOND_STEP
from app.accounts.models import Person
from app.accounts.rules import Role
from app.assessment import actions as assessment
from app.assessment import queries as quizzes
from app.catalogue import queries as catalogue
from app.catalogue.models import Course
from app.certificates import actions as certificates
from app.certificates.queries import snapshot_of, standing_of_course
from app.learning.actions import complete_unit, enrol
from app.learning.models import Enrolment
from app.platform import clock
from app.platform.db import db
from app.platform.transactions import writing

AGENT = "fascia-bench"  # a session is bound to the browser's name, so the load client must send the same
CERTIFIED = 64  # more than a page of their list, so that a longer list is compared with as long a page


@dataclass(slots=True)
class Student:
    """Somebody signed in: the cookie, the token of their forms, what they have already."""

    cookie: str
    token: str
    attempt: str = ""
    question: int = 0
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where everything is: the addresses that the scenarios ask for."""

    course: str
    lessons: tuple[str, ...]
    quiz: str  # where whole cycles are run
    cookie_name: str
    administrator: Student


def make(app: Flask, count: int) -> tuple[Place, list[Student]]:
    """Enrol `count` students in the first course. Each has an attempt under way, the first 64 a certificate as well."""
    with app.app_context():
        with writing():
            made = _made(app, count, clock.now())
        db.engine.dispose()  # PostgreSQL copies no database that somebody is connected to
    return made


def _made(app: Flask, count: int, now: datetime) -> tuple[Place, list[Student]]:
    revision = catalogue.latest_revision(db.session.scalars(select(Course.slug).order_by(Course.id)).first() or "")
    if revision is None:
        raise LookupError("no course was imported")
    outline, slug = catalogue.outline_of(revision.id), revision.course.slug
    tests = [unit for unit in outline if unit.kind == "quiz"]
    students = []
    for number in range(count):
        person = accounts.add_person(f"bench-{number}@example.org", f"Ana Díaz {number}", Role.STUDENT, now)
        student = _signed_in(app, person)
        enrolment = enrol(person, revision, now)
        _begin(student, person, slug, tests[-1].slug, now)
        if number < CERTIFIED:
            for unit in outline:
                complete_unit(enrolment.id, unit.unit_id, now)
            student.certificate = _certified(enrolment, person, now)
        students.append(student)
    lessons = tuple(unit.slug for unit in outline if unit.kind == "lesson")
    boss = accounts.add_person("bench-office@example.org", "Cora Lindqvist", Role.ADMINISTRATOR, now)
    office = _signed_in(app, boss, SECOND_STEP)
    return Place(slug, lessons, tests[0].slug, app.config["SESSION_COOKIE_NAME"], office), students


def _signed_in(app: Flask, person: Person, *via: str) -> Student:
    """Somebody with the cookie of a sign-in, with all that Flask-Login and Flask-Security keep in it, and a token."""
    from_here = {"REMOTE_ADDR": "127.0.0.1", "HTTP_USER_AGENT": AGENT}
    with app.test_request_context(environ_overrides=from_here):
        login_user(person, authn_via=["password", *via])
        g.pop("csrf_token", None)  # of who came before, in the same app context
        token = generate_csrf()
        return Student(app.session_interface.get_signing_serializer(app).dumps(dict(session)), token)


def _begin(student: Student, person: Person, course: str, quiz: str, now: datetime) -> None:
    """Start an attempt, and choose the question that is answered again and again: any with one choice."""
    place = quizzes.quiz_at(person.id, course, quiz)
    if place is None:
        raise LookupError(f"no quiz at {quiz}")
    attempt = assessment.start_attempt(place.enrolment, place.revision, now)
    paper = quizzes.paper_of(attempt.id)
    student.attempt = attempt.public_id
    student.question = next(answer.number for answer in paper if answer.question.kind == "single-choice")


def _certified(enrolment: Enrolment, person: Person, now: datetime) -> str:
    certificates.evaluate(standing_of_course(enrolment), {}, now)
    standing = standing_of_course(enrolment)
    snapshot = snapshot_of(standing, person.name, ("The school", "office@example.org"), "America/New_York")
    return certificates.issue_certificate(standing, snapshot, "http://localhost/verify/", now).code
