"""What happens to people and their sessions."""

import secrets
from datetime import datetime, timedelta

from flask_security.utils import hash_password
from sqlalchemy import delete, update

from app.accounts.models import Person, SignIn, SignInLink
from app.accounts.queries import hashed
from app.accounts.rules import Role
from app.platform import audit
from app.platform.db import db

LINK_LIFE = timedelta(hours=24)


def add_person(email: str, name: str, role: Role, now: datetime, password: str | None = None) -> Person:
    """Add an account by hand, confirmed; without a password a sign-in link lets its owner choose one.

    Raises sqlalchemy.exc.IntegrityError when the address is taken.
    """
    person = Person(
        email=email.strip().lower(),
        name=name.strip(),
        role=role.value,
        password=hash_password(password) if password else None,
        active=True,
        fs_uniquifier=secrets.token_hex(32),
        confirmed_at=now,
        joined_at=now,
    )
    db.session.add(person)
    db.session.flush()
    audit.record("added person", f"person:{person.id}", now, role=role.value)
    return person


def start_session(person: Person, now: datetime) -> str:
    """Write the row of a new session; returns the token its cookie carries."""
    token = secrets.token_urlsafe(32)
    db.session.add(SignIn(token_hash=hashed(token), person_id=person.id, started_at=now, seen_at=now))
    audit.record("signed in", f"person:{person.id}", now, person_id=person.id)
    return token


def note_seen(token: str, now: datetime) -> None:
    """Keep when the session was last used; nothing when it was ended this moment in another tab."""
    db.session.execute(update(SignIn).where(SignIn.token_hash == hashed(token)).values(seen_at=now))


def end_session(token: str) -> None:
    """End one session: a copy of its cookie is refused from now on."""
    db.session.execute(delete(SignIn).where(SignIn.token_hash == hashed(token)))


def end_sessions_of(person: Person) -> None:
    """End every session of a person."""
    db.session.execute(delete(SignIn).where(SignIn.person_id == person.id))


def make_sign_in_link(person: Person, now: datetime) -> str:
    """A token that signs the person in once within a day."""
    token = secrets.token_urlsafe(32)
    db.session.add(SignInLink(token_hash=hashed(token), person_id=person.id, expires_at=now + LINK_LIFE))
    return token


def use_sign_in_link(link: SignInLink, now: datetime) -> Person:
    """Spend the link; returns whom it signs in."""
    link.used_at = now
    return db.session.get_one(Person, link.person_id)


def rename(person: Person, name: str) -> None:
    """Change the name shown to the person; certificates keep the name they were issued with."""
    person.name = name
