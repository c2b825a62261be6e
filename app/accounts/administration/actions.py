"""What an administrator does about people. `by` is None at the terminal, where whoever has the machine may do all."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from app.accounts.actions import add_person, end_sessions_of, forget_devices_of, make_sign_in_link
from app.accounts.administration.queries import administrators_locked, person_to_change
from app.accounts.factors import actions as factors
from app.accounts.models import Person, SignIn, SignInLink
from app.accounts.rules import Role
from app.platform import audit
from app.platform.db import db
from app.platform.settings import Settings

INVITATION_LIFE = timedelta(days=7)


class OwnAccount(Exception):  # noqa: N818 - an answer to the administrator, not a programmer's error
    """Nobody changes their own role, or closes their own account: a slip would shut them out."""


class LastAdministrator(Exception):  # noqa: N818
    """A school without an administrator could not be run."""


class NotAdministrator(Exception):  # noqa: N818
    """Whoever asks was one when the page was made, and is none any more."""


class Merged(Exception):  # noqa: N818
    """The account became part of another one; there is nothing left in it to open."""


class Deleted(Exception):  # noqa: N818
    """Its owner deleted the account; nobody could come in."""


class AddressTaken(Exception):  # noqa: N818
    """Somebody has this address already."""


def give_role(person_id: int, role: Role, now: datetime, by: Person | None) -> bool:
    """Make somebody a student, instructor or administrator; returns False when they are that already.

    Raises OwnAccount, LastAdministrator, NotAdministrator.
    """
    person = _about_to_change(person_id, by, stays=role is Role.ADMINISTRATOR)
    before, person.role = person.role, role.value
    if before == role.value:
        return False
    _note("gave role", person, now, by, before=before, role=role.value)
    return True


def disable(person_id: int, now: datetime, by: Person | None) -> bool:
    """Close an account: its sessions and links end, nobody signs in to it. Returns False when it was closed already.

    What its owner did stays as it is. Raises OwnAccount, LastAdministrator, NotAdministrator.
    """
    person = _about_to_change(person_id, by, stays=False)
    if not person.active:
        return False
    person.active = False
    _shut_out(person)
    _note("disabled account", person, now, by)
    return True


def enable(person_id: int, now: datetime, by: Person | None) -> bool:
    """Open a closed account again; its owner signs in as before.

    Raises OwnAccount, NotAdministrator, Merged, Deleted.
    """
    person = _about_to_change(person_id, by, stays=True)
    if person.deleted_at is not None:
        raise Deleted
    if person.merged_into_id is not None:
        raise Merged
    if person.active:
        return False
    person.active = True
    _note("enabled account", person, now, by)
    return True


def close_for_merging(person_id: int, kept_id: int, now: datetime, by: Person | None) -> None:
    """Close an account for good, since it becomes part of another: neither may be one's own.

    Raises OwnAccount, LastAdministrator, NotAdministrator.
    """
    if by is not None and by.id == kept_id:
        raise OwnAccount
    person = _about_to_change(person_id, by, stays=False)
    person.active, person.merged_into_id = False, kept_id
    _shut_out(person)


def reset_second_step(person_id: int, settings: Settings, now: datetime, by: Person | None) -> None:
    """For somebody who lost phone and recovery codes. Raises OwnAccount, NotAdministrator."""
    factors.reset(_about_to_change(person_id, by, stays=True), settings, now, by)


def close_for_leaving(person_id: int, now: datetime) -> None:
    """Close an account for good, since its owner deletes it. Raises LastAdministrator."""
    person = _about_to_change(person_id, None, stays=False)
    person.active, person.password, person.deleted_at = False, None, now
    _shut_out(person)


def end_one_session(person: Person, handle: str, now: datetime, by: Person | None) -> bool:
    """End the session of this person that a form calls `handle`; returns False when there is none (any more)."""
    mine = SignIn.person_id == person.id
    done = db.session.execute(delete(SignIn).where(mine, SignIn.token_hash.startswith(handle, autoescape=True)))
    if not done.rowcount:  # type: ignore[attr-defined]
        return False
    _note("ended a session", person, now, by)
    return True


def end_every_session(person: Person, now: datetime, by: Person | None) -> None:
    """Sign somebody out on all devices."""
    end_sessions_of(person)
    forget_devices_of(person)
    _note("ended every session", person, now, by)


def invite(email: str, name: str, role: Role, now: datetime, by: Person) -> tuple[Person, str]:
    """Add an account without a password; returns it and the token that signs its owner in once, within a week.

    Raises AddressTaken, NotAdministrator.
    """
    _refuse_former_administrator(by, administrators_locked())
    try:
        with db.session.begin_nested():
            person = add_person(email, name, role, now)
    except IntegrityError as error:
        raise AddressTaken from error
    _note("invited", person, now, by)
    return person, make_sign_in_link(person, now, INVITATION_LIFE)


def invite_again(person: Person, now: datetime, by: Person) -> str:
    """A new link for somebody who has chosen no password yet; the older ones stop working."""
    drop_links_of(person)
    _note("invited", person, now, by)
    return make_sign_in_link(person, now, INVITATION_LIFE)


def drop_links_of(person: Person) -> None:
    """One-time links that nobody used yet work no more."""
    db.session.execute(delete(SignInLink).where(SignInLink.person_id == person.id, SignInLink.used_at.is_(None)))


def _shut_out(person: Person) -> None:
    end_sessions_of(person)
    forget_devices_of(person)
    drop_links_of(person)


def _about_to_change(person_id: int, by: Person | None, *, stays: bool) -> Person:
    """Somebody's row, locked, after all that forbids a change. `stays`: they remain what they are, or become more."""
    if by is not None and by.id == person_id:
        raise OwnAccount
    administrators = administrators_locked()
    _refuse_former_administrator(by, administrators)
    if not stays and administrators == [person_id]:
        raise LastAdministrator
    return person_to_change(person_id)


def _refuse_former_administrator(by: Person | None, administrators: list[int]) -> None:
    if by is not None and by.id not in administrators:
        raise NotAdministrator


def _note(action: str, person: Person, now: datetime, by: Person | None, **details: Any) -> None:
    audit.record(action, f"person:{person.id}", now, person_id=by.id if by else None, **details)
