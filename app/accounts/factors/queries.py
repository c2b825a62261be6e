"""Which second steps somebody has."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func, select

from app.accounts.factors.models import Authenticator, Passkey, RecoveryCode
from app.accounts.models import Person
from app.accounts.rules import Role, needs_second_step
from app.platform.db import db
from app.platform.settings import Settings

FEW_CODES = 3
STAFF = [role.value for role in Role if needs_second_step(role)]
HAS_ONE = exists().where(Passkey.person_id == Person.id) | exists().where(Authenticator.person_id == Person.id)
LACKS_ONE = Person.active & Person.role.in_(STAFF) & ~HAS_ONE


@dataclass(frozen=True, slots=True)
class Factors:
    """All of somebody's. `codes`: how many recovery codes are left; alone they are no second step."""

    passkeys: Sequence[Passkey]
    authenticator: Authenticator | None
    codes: int

    @property
    def count(self) -> int:
        """How many second steps there are."""
        return len(self.passkeys) + (self.authenticator is not None)

    @property
    def has_few_codes(self) -> bool:
        """Whether it is time to make new ones."""
        return self.count > 0 and self.codes <= FEW_CODES


def factors_of(person_id: int) -> Factors:
    """Somebody's second steps, in the order they were added."""
    mine = select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.id)
    codes = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.person_id == person_id)
    app = select(Authenticator).where(Authenticator.person_id == person_id)
    return Factors(db.session.scalars(mine).all(), db.session.scalar(app), db.session.scalar(codes) or 0)


def has_second_step(person_id: int) -> bool:
    """Whether signing in takes one."""
    return db.session.scalar(select(Person.id).where(Person.id == person_id, HAS_ONE)) is not None


def is_needed_by(person: Person, settings: Settings) -> bool:
    """Whether this site asks somebody in their role for one."""
    return settings.staff_second_step and needs_second_step(person.own_role)


def passkey_with(credential_id: bytes) -> Passkey | None:
    """The passkey that calls itself so, locked: two sign-ins at once are compared with one counter."""
    return db.session.scalar(select(Passkey).where(Passkey.credential_id == credential_id).with_for_update())


def own_passkey(person_id: int, number: int) -> Passkey | None:
    """The passkey with this number, if it is this person's."""
    return db.session.scalar(select(Passkey).where(Passkey.id == number, Passkey.person_id == person_id))


def authenticator_locked(person_id: int) -> Authenticator | None:
    """Somebody's authenticator, locked: the same code sent twice at once works once."""
    found = select(Authenticator).where(Authenticator.person_id == person_id).with_for_update()
    return db.session.scalar(found.execution_options(populate_existing=True))


def staff_without_second_step() -> Sequence[Person]:
    """Who teaches or administers and has none yet, by address."""
    return db.session.scalars(select(Person).where(LACKS_ONE).order_by(Person.email)).all()


def authenticators_of_staff() -> Sequence[Authenticator]:
    """The authenticators of all who teach or administer."""
    found = select(Authenticator).join(Person, Person.id == Authenticator.person_id)
    return db.session.scalars(found.where(Person.active, Person.role.in_(STAFF))).all()
