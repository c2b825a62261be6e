"""Finding people and their sessions."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.models import Licence, LicenceReminder, Person, SignIn, SignInLink
from app.accounts.rules import Role
from app.platform import searching
from app.platform.db import db
from app.platform.site import NEWEST

LONGEST_SESSION = timedelta(days=30)
# Asked at every request, so it is built once: putting a statement together takes longer than running it.
SIGNED_IN = (
    select(Person, SignIn.seen_at, SignIn.proved_at, NEWEST)
    .join(SignIn, SignIn.person_id == Person.id)
    .where(SignIn.token_hash == bindparam("token_hash"), Person.fs_uniquifier == bindparam("uniquifier"))
    .where(Person.active, SignIn.started_at > bindparam("oldest"))
)


def hashed(token: str) -> str:
    """What the database keeps of a token, so that a stolen back-up holds nothing to sign in with."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whom a cookie stands for. `proved_at`: when this session passed a second step; `edition`: the site's."""

    person: Person
    seen_at: datetime
    proved_at: datetime | None
    edition: int


def person_signed_in(uniquifier: str, token: str, now: datetime) -> SignedIn | None:
    """Whom a cookie stands for, in one statement; None when its session was ended or is too old."""
    wanted = {"token_hash": hashed(token), "uniquifier": uniquifier, "oldest": now - LONGEST_SESSION}
    row = db.session.execute(SIGNED_IN, wanted).one_or_none()
    return None if row is None else SignedIn(*row)


def person_at_door(uniquifier: str) -> Person | None:
    """Who took the first step of signing in, unless their password was changed or their account closed since."""
    return db.session.scalar(select(Person).where(Person.fs_uniquifier == uniquifier, Person.active))


def person_by_email(email: str) -> Person | None:
    """The person with this address, however it is capitalised."""
    return db.session.scalar(select(Person).where(Person.email == email.strip().lower()))


def person_by_id(person_id: int) -> Person | None:
    """The person with this number."""
    return db.session.get(Person, person_id)


def is_called(text: str, number: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """The condition that name or address of the person with this number contain a text, in whatever capitals."""
    if searching.is_indexed(text):
        return number.in_(searching.rows_with(text, "people"))
    # Two letters are looked for in each row. SQLite, and PostgreSQL in the locale C, know capitals of ASCII only.
    forms = {text} if text.isascii() else {text, text.lower(), text.title(), text.upper()}
    names = [Person.name.icontains(form, autoescape=True) for form in forms]
    return number.in_(select(Person.id).where(or_(*names, Person.email.icontains(text, autoescape=True))))


def is_any_administrator() -> bool:
    """Whether the school has somebody who may do everything."""
    found = select(func.count()).select_from(Person).where(Person.role == Role.ADMINISTRATOR.value)
    return bool(db.session.scalar(found))


def is_administrator_waiting(email: str) -> bool:
    """Whether the administrator with this address has no password yet, and so no other way in than a link."""
    person = person_by_email(email)
    return person is not None and not person.password and person.role == Role.ADMINISTRATOR.value


def has_usable_link(email: str, now: datetime) -> bool:
    """Whether the person with this address was given a one-time link that still lets them in."""
    open_now = SignInLink.used_at.is_(None) & (SignInLink.expires_at > now)
    found = select(SignInLink.person_id).join(Person, Person.id == SignInLink.person_id)
    return db.session.scalar(found.where(Person.email == email.lower(), open_now).limit(1)) is not None


def usable_link(token: str, now: datetime) -> SignInLink | None:
    """The one-time link, if nobody used it, it is not too old, and its person was not disabled."""
    link = db.session.get(SignInLink, hashed(token), with_for_update=True)
    if link is None or link.used_at is not None or link.expires_at <= now:
        return None
    return link if db.session.get_one(Person, link.person_id).active else None


def licences_of(person_id: int) -> Sequence[Licence]:
    """A person's licences, in the order they were added."""
    return db.session.scalars(select(Licence).where(Licence.person_id == person_id).order_by(Licence.id)).all()


def own_licence(person_id: int, licence_id: int) -> Licence | None:
    """The licence with this number, if it is this person's."""
    return db.session.scalar(select(Licence).where(Licence.id == licence_id, Licence.person_id == person_id))


def licence_to_remind_of(today: date, leads: Sequence[int]) -> Licence | None:
    """The licence that expires next of those whose owners wait for a reminder (`rules.lead_for`), held for writing.

    Several workers may ask: each gets another one.
    """
    windows = []
    for after, lead in pairwise([-1, *sorted(set(leads))]):
        since, until = today + timedelta(days=after), today + timedelta(days=lead)
        told = exists().where(
            LicenceReminder.licence_id == Licence.id,
            LicenceReminder.expires_on == Licence.expires_on,
            LicenceReminder.lead == lead,
        )
        windows.append(and_(Licence.expires_on > since, Licence.expires_on <= until, not_(told)))
    return db.session.scalar(
        select(Licence)
        .join(Person, Person.id == Licence.person_id)
        .where(Person.active, Person.wants_reminders, or_(*windows))
        .order_by(Licence.expires_on, Licence.id)
        .limit(1)
        .with_for_update(of=Licence, skip_locked=True)
    )
