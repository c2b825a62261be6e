"""Deleting an account, in one transaction: what goes is gone, what must stay names nobody any more."""

import secrets
from datetime import datetime

from sqlalchemy import delete, select, update

from app.accounts.administration.actions import close_for_leaving
from app.accounts.models import Person
from app.assessment.models import Allowance
from app.catalogue.models import CourseGrant
from app.learning.models import Enrolment
from app.platform import audit, mail
from app.platform.db import Base, db
from app.platform.languages import speaking
from app.platform.mail import OutboxMessage
from app.platform.settings import Settings
from app.reporting.leaving import letters
from app.reporting.leaving.erasing import delete_own, delete_with_all
from app.reporting.leaving.fates import GOES
from app.reporting.leaving.queries import accounts_of, leaving_of, places_kept
from app.teaching.models import Invitation


class OwnsCourses(Exception):  # noqa: N818 - an answer to the person, not a programmer's error
    """Their courses would belong to nobody."""


def leave(person: Person, settings: Settings, now: datetime) -> None:
    """Delete the account of this person, and write to them a last time.

    Raises OwnsCourses, and LastAdministrator of `accounts.administration`.
    """
    close_for_leaving(person.id, now)
    db.session.scalars(select(Enrolment.id).where(Enrolment.person_id == person.id).with_for_update()).all()
    told = leaving_of(person)
    if told.owns:
        raise OwnsCourses
    email, name, language = person.email, person.name, person.language
    for column in GOES:
        delete_own(column, person.id)
    _leave_courses(person.id, now)
    for account in accounts_of(person.id):
        _forget_letters(account.email, now)
        audit.erase_details(account.id, now, by=person.id)
        _name_nobody(account, now)
    audit.record("deleted account", f"person:{person.id}", now, person_id=person.id, certificates=told.certificates)
    with speaking(language):
        subject, text = letters.of_leaving(name, told, settings)
        mail.queue(email, subject, text, now)


def _leave_courses(person_id: int, now: datetime) -> None:
    """Places without a certificate go with all that was done there; others end."""
    kept = list(db.session.scalars(places_kept(person_id)))
    mine = Enrolment.person_id == person_id
    delete_with_all(Base.metadata.tables["enrolments"], mine & Enrolment.id.not_in(kept))
    if not kept:
        db.session.execute(delete(Allowance).where(Allowance.person_id == person_id))
    db.session.execute(update(Enrolment).where(mine, Enrolment.ended_at.is_(None)).values(ended_at=now))
    granted = (CourseGrant.person_id == person_id) & CourseGrant.ended_at.is_(None)
    db.session.execute(update(CourseGrant).where(granted).values(ended_at=now, ended_by_id=person_id))


def _forget_letters(email: str, now: datetime) -> None:
    """What was written to them, and to which address they were invited."""
    db.session.execute(delete(OutboxMessage).where(OutboxMessage.recipient == email))
    waiting = (Invitation.email == email) & Invitation.ended_at.is_(None)
    db.session.execute(update(Invitation).where(waiting).values(ended_at=now))
    db.session.execute(update(Invitation).where(Invitation.email == email).values(email=None))


def _name_nobody(account: Person, now: datetime) -> None:
    account.email, account.name = f"deleted-{account.id}@deleted.invalid", f"Deleted account {account.id}"
    account.active, account.deleted_at = False, now
    account.password = account.licence_name = account.time_zone = account.language = None
    account.confirmed_at = account.licences_asked_at = None
    account.wants_reminders = account.wants_due_reminders = False
    account.fs_uniquifier = secrets.token_hex(32)
    db.session.flush()
