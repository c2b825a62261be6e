"""The people of our tests, each with a story.

Ana is a student with a license to renew, on her phone. Ben is an instructor: the courses of our tests are his. Hanna is
another, who must never see his students without a grant. Cora is the administrator of the school. Dee is another
student, who must never see Ana's work. The board is a stranger with a certificate in hand.
"""

import time
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient

from app.accounts import actions, queries
from app.accounts.identity import TOKEN
from app.accounts.rules import Role
from app.catalogue import actions as catalogue
from app.catalogue.queries import key_at, owner_of
from app.catalogue.rules import Right
from app.platform import clock
from app.platform.transactions import writing

PASSWORD = "warm hands, slow strokes"


@dataclass(frozen=True)
class Someone:
    """A person to be added: who they are, before the database knows them."""

    name: str
    email: str
    role: Role = Role.STUDENT


ANA = Someone("Ana Díaz-Łukasiewicz", "ana@example.org")
BEN = Someone("Ben Okafor", "ben@example.org", Role.INSTRUCTOR)
CORA = Someone("Cora Lindqvist", "cora@example.org", Role.ADMINISTRATOR)
DEE = Someone("Dee Novák", "dee@example.org")
HANNA = Someone("Hanna Berg", "hanna@example.org", Role.INSTRUCTOR)


def add(app: Flask, someone: Someone, password: str | None = None) -> int:
    """Give somebody an account, unless they have one; returns its number."""
    with app.app_context(), writing():
        found = queries.person_by_email(someone.email)
        person = found or actions.add_person(someone.email, someone.name, someone.role, clock.now(), password)
        return person.id


def signed_in(app: Flask, someone: Someone, *, is_proved: bool = True) -> FlaskClient:
    """A browser in which somebody is signed in, without the wait for a password to be hashed.

    `is_proved`: with a second step behind them, as staff have.
    """
    number = add(app, someone)
    client = app.test_client()
    with app.app_context(), writing():
        person = queries.person_by_id(number)
        assert person is not None
        # Whoever has a second step passed it; staff without one could do nothing but set one up.
        proved_at = clock.now() if is_proved else None
        token, uniquifier = actions.start_session(person, clock.now(), proved_at=proved_at), person.fs_uniquifier
    with client.session_transaction() as session:
        session.update({"_user_id": uniquifier, "_fresh": True, TOKEN: token, "fs_paa": time.time()})
    return client


def given(app: Flask, course: str, someone: Someone = BEN) -> str:
    """Give somebody a published course that belongs to nobody; returns its address."""
    number = add(app, someone)
    with app.app_context(), writing():
        person, key = queries.person_by_id(number), key_at(course)
        assert person is not None
        assert key is not None
        if owner_of(key) is None:
            catalogue.hand_over(key, person, None, clock.now())
    return course


def granted(app: Flask, course: str, someone: Someone, *rights: Right) -> None:
    """Let somebody work on a published course."""
    number = add(app, someone)
    with app.app_context(), writing():
        person, key = queries.person_by_id(number), key_at(course)
        assert person is not None
        assert key is not None
        catalogue.grant(key, person, rights, None, clock.now())
