"""Finding people in a school of any size: a page at a time, in a constant number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from app.accounts.factors.queries import LACKS_ONE
from app.accounts.models import Person, SignIn
from app.accounts.queries import LONGEST_SESSION, is_called
from app.accounts.rules import Role, Standing
from app.platform.db import db
from app.platform.paging import Order, one_page

PAGE = 50
SORTS = {
    "newest": Order((Person.joined_at, Person.id), is_falling=True),
    "name": Order((Person.name, Person.id)),
    "email": Order((Person.email,)),
}
STANDINGS: dict[Standing, ColumnElement[bool]] = {
    Standing.ACTIVE: Person.active & Person.password.is_not(None),
    Standing.INVITED: Person.active & Person.password.is_(None),
    Standing.DISABLED: ~Person.active,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which people are looked for; everything empty is everybody. `unprotected`: staff without a second step."""

    search: str = ""
    role: Role | None = None
    standing: Standing | None = None
    sort: str = "newest"
    unprotected: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list. `seen_at`: when a session that still runs was last used.

    `is_unprotected`: is staff whom a password alone would let in, if the site asked for no more.
    """

    person: Person
    seen_at: datetime | None
    is_unprotected: bool


def count_people(wanted: Wanted) -> int:
    """How many there are."""
    return db.session.scalar(_narrowed(select(func.count()).select_from(Person), wanted)) or 0


def list_people(wanted: Wanted, page: int = 1, total: int | None = None) -> list[Listed]:
    """One page of them, the first is 1. `total`: how many there are (`count_people`), None: all on one page."""
    seen = select(func.max(SignIn.seen_at)).where(SignIn.person_id == Person.id).scalar_subquery()
    found, order = select(Person, seen, LACKS_ONE), SORTS[wanted.sort]
    if total is None:
        found = _narrowed(found, wanted)
    else:  # what is told of each is looked for on this page only
        here = one_page(_narrowed(select(Person.id), wanted), order, total, page, PAGE)
        found = found.where(Person.id.in_(select(here.subquery().c.id)))
    return [Listed(*row) for row in db.session.execute(found.order_by(*order.terms()))]


def _narrowed(found: Select[*tuple[Any, ...]], wanted: Wanted) -> Select[*tuple[Any, ...]]:
    if text := wanted.search.strip():
        found = found.where(is_called(text, Person.id))
    if wanted.role:
        found = found.where(Person.role == wanted.role.value)
    if wanted.standing:
        found = found.where(STANDINGS[wanted.standing])
    if wanted.unprotected:
        found = found.where(LACKS_ONE)
    return found


def sessions_of(person_id: int, now: datetime) -> Sequence[SignIn]:
    """The sessions of somebody that still run, last used first."""
    running = (SignIn.person_id == person_id) & (SignIn.started_at > now - LONGEST_SESSION)
    return db.session.scalars(select(SignIn).where(running).order_by(SignIn.seen_at.desc(), SignIn.token_hash)).all()


def administrators_locked() -> list[int]:
    """The numbers of all who can administer the school now. Nobody else changes who they are until the commit.

    Two administrators who take each other's role at once queue here: the second one finds the rows as the first left
    them. (On SQLite whoever writes is alone anyway.)
    """
    found = select(Person.id).where(Person.role == Role.ADMINISTRATOR.value, Person.active)
    return list(db.session.scalars(found.order_by(Person.id).with_for_update()))


def person_to_change(person_id: int) -> Person:
    """The person as they are now, locked; whatever was read before may be old."""
    return db.session.get_one(Person, person_id, with_for_update=True, populate_existing=True)
