"""What happens to people and their sessions."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_security.utils import hash_password
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from app.accounts import letters
from app.accounts.models import KnownDevice, Licence, LicenceReminder, Person, SignIn, SignInLink
from app.accounts.queries import LONGEST_SESSION, hashed, licences_of
from app.accounts.rules import Role, lead_for, normalised
from app.platform import audit, mail
from app.platform.db import db
from app.platform.languages import speaking

LINK_LIFE = timedelta(hours=24)
LINK_KEPT = timedelta(days=30)  # a link that ran out, for whoever asks what became of it
DEVICE_KEPT = timedelta(days=400)  # the longest that browsers keep a cookie
MOST_LICENCES = 20


class SameLicence(Exception):  # noqa: N818 - an answer to the person, not a programmer's error
    """The person has this licence already."""


class TooManyLicences(Exception):  # noqa: N818
    """Nobody has so many."""


@dataclass(frozen=True, slots=True)
class LicenceDetails:
    """What is typed of a licence; `number` exactly so."""

    state: str
    kind: str
    number: str
    expires_on: date | None


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


def start_session(
    person: Person, now: datetime, device: str = "", network: str = "", proved_at: datetime | None = None
) -> str:
    """Write the row of a new session; returns the token its cookie carries. `device`, `network`: in words.

    `proved_at`: when a second step was passed, if one was.
    """
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignIn(
            token_hash=hashed(token), person_id=person.id, started_at=now, seen_at=now,
            device=device or None, network=network or None, proved_at=proved_at,
        )
    )  # fmt: skip
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


def end_other_sessions(person: Person, token: str, now: datetime) -> None:
    """End every session of a person but the one with this token; no device is known any more."""
    others = (SignIn.person_id == person.id) & (SignIn.token_hash != hashed(token))
    db.session.execute(delete(SignIn).where(others))
    forget_devices_of(person)
    audit.record("ended other sessions", f"person:{person.id}", now, person_id=person.id)


def forget_devices_of(person: Person) -> None:
    """No browser is known any more: somebody else may have had the password."""
    db.session.execute(delete(KnownDevice).where(KnownDevice.person_id == person.id))


def sweep(now: datetime) -> bool:
    """Take away sessions, links and devices that are too old to be of use.

    A job of the worker; all goes at once, so there is never more to do.
    """
    for old in (
        delete(SignIn).where(SignIn.started_at <= now - LONGEST_SESSION),
        delete(SignInLink).where(SignInLink.expires_at <= now - LINK_KEPT),
        delete(KnownDevice).where(KnownDevice.seen_at <= now - DEVICE_KEPT),
    ):
        db.session.execute(old)
    return False


def make_sign_in_link(person: Person, now: datetime, life: timedelta = LINK_LIFE) -> str:
    """A token that signs the person in once within `life`."""
    token = secrets.token_urlsafe(32)
    db.session.add(SignInLink(token_hash=hashed(token), person_id=person.id, expires_at=now + life))
    return token


def use_sign_in_link(link: SignInLink, now: datetime) -> Person:
    """Spend the link; returns whom it signs in."""
    link.used_at = now
    return db.session.get_one(Person, link.person_id)


def rename(person: Person, name: str) -> None:
    """Change the name shown to the person; certificates keep the name they were issued with."""
    person.name = name


def live_in(person: Person, zone: str) -> None:
    """Keep where the person's days end; "" for where the school is."""
    person.time_zone = zone or None


def add_licence(person: Person, given: LicenceDetails, now: datetime) -> Licence:
    """Add a licence; whoever has one need not be asked any more. Raises SameLicence, TooManyLicences."""
    if len(licences_of(person.id)) >= MOST_LICENCES:
        raise TooManyLicences
    licence = Licence(person_id=person.id, added_at=now)
    _fill(licence, given)
    note_asked(person, now)
    audit.record("added licence", f"person:{person.id}", now, person_id=person.id, licence=licence.text)
    return licence


def change_licence(licence: Licence, given: LicenceDetails, now: datetime) -> None:
    """Change a licence; certificates keep what they were issued with. Raises SameLicence."""
    before = licence.text
    _fill(licence, given)
    person = licence.person_id
    audit.record("changed licence", f"person:{person}", now, person_id=person, before=before, licence=licence.text)


def remove_licence(licence: Licence, now: datetime) -> None:
    """Take a licence out of the account; certificates keep what they were issued with."""
    person = licence.person_id
    audit.record("removed licence", f"person:{person}", now, person_id=person, licence=licence.text)
    db.session.delete(licence)


def note_asked(person: Person, now: datetime) -> None:
    """Keep that the person was asked for licences: once is enough."""
    person.licences_asked_at = person.licences_asked_at or now


def choose_reminders(person: Person, *, wanted: bool) -> None:
    """Remind of licences that expire, or leave it."""
    person.wants_reminders = wanted


def choose_due_reminders(person: Person, *, wanted: bool) -> None:
    """Remind of due dates, or leave it, whatever the cohort says."""
    person.wants_due_reminders = wanted


def remind(licence: Licence, today: date, leads: Sequence[int], base_url: str, now: datetime) -> None:
    """Queue the reminder that is due, and keep that it was. Raises ValueError when none is."""
    lead = lead_for(licence.expires_on, today, leads) if licence.expires_on else None
    if lead is None or licence.expires_on is None:
        raise ValueError("no reminder is due")
    person = db.session.get_one(Person, licence.person_id)
    db.session.add(LicenceReminder(licence_id=licence.id, expires_on=licence.expires_on, lead=lead, queued_at=now))
    with speaking(person.language):
        subject, text = letters.of_expiry(person.printed_name, licence, (licence.expires_on - today).days, base_url)
        mail.queue(person.email, subject, text, now)


def name_as_on_licence(person: Person, name: str) -> None:
    """Keep the name for the next certificate."""
    person.licence_name = name


def _fill(licence: Licence, given: LicenceDetails) -> None:
    try:
        with db.session.begin_nested():
            licence.state, licence.kind, licence.expires_on = given.state, given.kind, given.expires_on
            licence.number, licence.normalised = given.number, normalised(given.number)
            db.session.add(licence)
    except IntegrityError as error:
        raise SameLicence from error
