"""Adding, using and taking away second steps. The owner is told by mail of each that is added or taken away."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from app.accounts.actions import end_other_sessions, end_sessions_of, forget_devices_of
from app.accounts.factors import letters, queries, sealing
from app.accounts.factors.models import Authenticator, Passkey, RecoveryCode, SpentChallenge
from app.accounts.models import Person, SignIn
from app.accounts.queries import hashed
from app.accounts.rules.totp import matching_step
from app.platform import audit, mail
from app.platform.db import db
from app.platform.languages import speaking
from app.platform.settings import Settings

MOST_PASSKEYS = 20
CHALLENGE_KEPT = timedelta(days=1)  # far longer than a challenge is good for


class LastOfStaff(Exception):  # noqa: N818 - an answer to the person, not a programmer's error
    """Whoever teaches or administers keeps one second step."""


class WrongCode(Exception):  # noqa: N818
    """Not the code of now, or one that was used."""


class KnownPasskey(Exception):  # noqa: N818
    """This very passkey is somebody's already."""


class TooManyPasskeys(Exception):  # noqa: N818
    """Nobody has so many devices."""


@dataclass(frozen=True, slots=True)
class Proven:
    """A new passkey, as the browser proved that it has it."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def add_passkey(person: Person, proven: Proven, name: str, settings: Settings, now: datetime) -> Passkey:
    """Keep a passkey. Raises KnownPasskey, TooManyPasskeys."""
    _lock(person)
    if len(queries.factors_of(person.id).passkeys) >= MOST_PASSKEYS:
        raise TooManyPasskeys
    passkey = Passkey(
        credential_id=proven.credential_id, person_id=person.id, public_key=proven.public_key,
        sign_count=proven.sign_count, name=name, added_at=now,
    )  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(passkey)
    except IntegrityError as error:
        raise KnownPasskey from error
    _tell(person, letters.Change.PASSKEY_ADDED, settings, now, person, name)
    return passkey


def add_authenticator(person: Person, secret: bytes, typed: str, settings: Settings, now: datetime) -> None:
    """Keep the secret of an authenticator app that shows the right code; it takes the place of an older one.

    Raises WrongCode.
    """
    _lock(person)
    step = matching_step(secret, typed, now, used=0)
    if step is None:
        raise WrongCode
    db.session.execute(delete(Authenticator).where(Authenticator.person_id == person.id))
    kept = sealing.sealed(secret, person.id, settings.secret_key)
    db.session.add(Authenticator(person_id=person.id, sealed=kept, used_step=step, added_at=now))
    db.session.flush()
    _tell(person, letters.Change.AUTHENTICATOR_ADDED, settings, now, person)


def settle(person: Person, token: str, settings: Settings, now: datetime) -> list[str]:
    """After a second step was added in the session with this token, which has passed it with that.

    The first one signs out every other device, since no other session has passed it. Returns new recovery codes where
    there are none, else nothing.
    """
    db.session.execute(update(SignIn).where(SignIn.token_hash == hashed(token)).values(proved_at=now))
    if queries.factors_of(person.id).count == 1:
        end_other_sessions(person, token, now)
    return [] if queries.factors_of(person.id).codes else make_recovery_codes(person, settings, now)


def make_recovery_codes(person: Person, settings: Settings, now: datetime) -> list[str]:
    """Ten new codes, to be shown once; the older ones work no more."""
    codes = sealing.new_recovery_codes()
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    hashes = [sealing.hashed_code(code, person.id, settings.secret_key) for code in codes]
    db.session.add_all(RecoveryCode(code_hash=one, person_id=person.id) for one in hashes)
    _tell(person, letters.Change.CODES_MADE, settings, now, person)
    return codes


def check_code(person: Person, typed: str, settings: Settings, now: datetime) -> bool:
    """Whether this is the authenticator's code, or a recovery code; whichever it is works no second time."""
    return _is_authenticators(person, typed, settings, now) or _is_recovery_code(person, typed, settings, now)


def _is_authenticators(person: Person, typed: str, settings: Settings, now: datetime) -> bool:
    found = queries.authenticator_locked(person.id)
    secret = found and sealing.opened(found.sealed, person.id, settings.secret_key)
    if not found or not secret:
        return False
    step = matching_step(secret, typed, now, found.used_step)
    if step is None:
        return False
    found.used_step = step
    return True


def _is_recovery_code(person: Person, typed: str, settings: Settings, now: datetime) -> bool:
    """Deleting is the check: of two that send one code at once, one finds it."""
    mark = sealing.hashed_code(typed, person.id, settings.secret_key)
    mine = (RecoveryCode.code_hash == mark) & (RecoveryCode.person_id == person.id)
    if not db.session.execute(delete(RecoveryCode).where(mine)).rowcount:  # type: ignore[attr-defined]
        return False
    left = queries.factors_of(person.id).codes
    _tell(person, letters.Change.CODE_USED, settings, now, person, str(left))
    return True


def warn_of_guesses(person: Person, settings: Settings, now: datetime) -> None:
    """Somebody who knows the password has tried as many codes as may be tried: the owner should know."""
    _tell(person, letters.Change.GUESSED, settings, now, None)


def note_used(passkey: Passkey, sign_count: int, now: datetime) -> None:
    """The passkey has proved its owner; `sign_count`: its own count, by which a copy gives itself away."""
    passkey.sign_count, passkey.used_at = sign_count, now


def spend(challenge: bytes, now: datetime) -> bool:
    """Whether this challenge is answered for the first time. Two answers at once: the key of the table decides."""
    try:
        with db.session.begin_nested():
            db.session.add(SpentChallenge(challenge_hash=hashed(challenge.hex()), spent_at=now))
    except IntegrityError:
        return False
    return True


def sweep(now: datetime) -> bool:
    """Take away the notes of challenges that are too old to be answered. A job of the worker; all goes at once."""
    db.session.execute(delete(SpentChallenge).where(SpentChallenge.spent_at <= now - CHALLENGE_KEPT))
    return False


def remove_passkey(person: Person, passkey: Passkey, settings: Settings, now: datetime) -> None:
    """Take it away. Raises LastOfStaff."""
    _refuse_the_last(person, settings)
    db.session.delete(passkey)
    db.session.flush()
    _tell(person, letters.Change.PASSKEY_REMOVED, settings, now, person, passkey.name)
    _forget_when_none_is_left(person)


def remove_authenticator(person: Person, settings: Settings, now: datetime) -> None:
    """Take it away. Raises LastOfStaff."""
    _refuse_the_last(person, settings)
    db.session.execute(delete(Authenticator).where(Authenticator.person_id == person.id))
    _tell(person, letters.Change.AUTHENTICATOR_REMOVED, settings, now, person)
    _forget_when_none_is_left(person)


def reset(person: Person, settings: Settings, now: datetime, by: Person | None) -> None:
    """For somebody who lost phone and codes: all are gone, every device is signed out; staff set up a new one.

    `by`: None at the terminal.
    """
    _forget_all(person)
    end_sessions_of(person)
    forget_devices_of(person)
    _tell(person, letters.Change.RESET, settings, now, by)


def _lock(person: Person) -> None:
    """Nobody else changes this person's second steps until the commit, so that "the first" and "the last" are true."""
    db.session.get_one(Person, person.id, with_for_update=True)


def _refuse_the_last(person: Person, settings: Settings) -> None:
    _lock(person)
    if queries.is_needed_by(person, settings) and queries.factors_of(person.id).count <= 1:
        raise LastOfStaff


def _forget_when_none_is_left(person: Person) -> None:
    if not queries.factors_of(person.id).count:
        _forget_all(person)


def _forget_all(person: Person) -> None:
    """Nothing is left that a session could have passed."""
    for table in (Passkey, Authenticator, RecoveryCode):
        db.session.execute(delete(table).where(table.person_id == person.id))
    db.session.execute(update(SignIn).where(SignIn.person_id == person.id).values(proved_at=None))


def _tell(
    person: Person, change: letters.Change, settings: Settings, now: datetime, by: Person | None, what: str = ""
) -> None:
    audit.record(change.value, f"person:{person.id}", now, person_id=by.id if by else None, **_details(what))
    with speaking(person.language):
        subject, text = letters.of_change(person.name, change, what, now, settings)
        mail.queue(person.email, subject, text, now)


def _details(what: str) -> dict[str, Any]:
    return {"what": what} if what else {}
