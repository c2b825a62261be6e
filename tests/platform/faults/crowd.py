"""A crowd at one quiz: copies of one student in the middle of it, written by the database itself.

Ten thousand who each enrol, start and answer would take far longer than to hand in.
"""

from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement, Select, func, insert, select
from sqlalchemy.orm import aliased

from app.accounts.identity import TOKEN
from app.accounts.models import Person, SignIn
from app.accounts.queries import hashed
from app.accounts.rules import Role
from app.assessment.models import Answer, Attempt
from app.learning.models import Enrolment
from app.platform import clock
from app.platform.db import Model, db
from app.platform.transactions import writing
from tests.bench import students as bench
from tests.bench.scenarios import ANYTHING
from tests.bench.students import AGENT, Place, Student

ADDRESS = "http://127.0.0.1"
MARK = "crowd-"


def crowd(app: Flask, count: int) -> tuple[Place, list[Student]]:
    """So many students who sit at the first course's last quiz, each with the same answers."""
    place, (eve,) = bench.make(app, 1)
    _answer_all(app, place, eve)
    names = [f"{MARK}{number}" for number in range(1, count)]
    with app.app_context():
        with writing():
            _add_people(names)
            _sit_down(eve.attempt)
        db.engine.dispose()
    return place, [eve, *(_signed_in_as(app, eve, name) for name in names)]


def _answer_all(app: Flask, place: Place, eve: Student) -> None:
    """Each question that what we have to say fits, and that is nearly each."""
    browser = app.test_client()
    browser.set_cookie(place.cookie_name, eve.cookie, domain="127.0.0.1")
    headers = {"User-Agent": AGENT, "X-Requested-With": "fetch", "Accept": "application/json"}
    with app.app_context():
        sheet = select(Answer.number).join(Attempt).where(Attempt.public_id == eve.attempt)
        numbers = db.session.scalars(sheet).all()
    for number in numbers:
        fields = ANYTHING | {"csrf_token": eve.token, "operation": f"{MARK}{number}", "seq": "0"}
        path = f"/attempts/{eve.attempt}/{number}"
        browser.post(path, data=fields, base_url=ADDRESS, headers=headers)
    with app.app_context():
        assert db.session.scalar(select(func.count()).where(Answer.response.is_not(None))) > len(numbers) / 2


def _add_people(names: list[str]) -> None:
    now = clock.now()
    people = [
        {"email": f"{name}@example.org", "name": f"Student {name}", "role": Role.STUDENT.value, "active": True,
         "fs_uniquifier": name, "joined_at": now}
        for name in names
    ]  # fmt: skip
    db.session.execute(insert(Person), people)
    ids = db.session.scalars(select(Person.id).where(Person.fs_uniquifier.startswith(MARK)).order_by(Person.id))
    sessions = [
        {"token_hash": hashed(name), "person_id": person_id, "started_at": now, "seen_at": now}
        for name, person_id in zip(names, ids, strict=True)
    ]
    db.session.execute(insert(SignIn), sessions)


def _sit_down(like: str) -> None:
    """Each of them at the same paper as that attempt's, with the same answers."""
    the_attempt = Attempt.public_id == like
    their_place, their_attempt = aliased(Enrolment), aliased(Attempt)
    people = Person.fs_uniquifier.startswith(MARK)
    _copy(Enrolment, {"person_id": Person.id}, lambda found: (
        found.join(Attempt, Attempt.enrolment_id == Enrolment.id).join(Person, people).where(the_attempt)
    ))  # fmt: skip
    _copy(Attempt, {"enrolment_id": their_place.id, "public_id": Person.fs_uniquifier}, lambda found: (
        found.join(Person, people).join(their_place, their_place.person_id == Person.id).where(the_attempt)
    ))  # fmt: skip
    _copy(Answer, {"attempt_id": their_attempt.id}, lambda found: (
        found.join(Attempt).join(their_attempt, their_attempt.public_id.startswith(MARK)).where(the_attempt)
    ))  # fmt: skip


def _copy(model: type[Model], changed: dict[str, Any], of: Any) -> None:
    """Rows like those that are found, with some columns changed."""
    columns: dict[str, ColumnElement[Any]] = {
        column.name: changed.get(column.name, column) for column in model.metadata.tables[model.__tablename__].columns
        if column.name != "id"
    }  # fmt: skip
    found: Select[Any] = of(select(*columns.values()).select_from(model))
    db.session.execute(insert(model).from_select(list(columns), found))


def _signed_in_as(app: Flask, eve: Student, name: str) -> Student:
    """The same sign-in for somebody else: what the cookie carries is ours to sign."""
    signer = app.session_interface.get_signing_serializer(app)
    assert signer is not None
    carried = signer.loads(eve.cookie) | {"_user_id": name, TOKEN: name}
    return Student(signer.dumps(carried), eve.token, name, eve.question)
