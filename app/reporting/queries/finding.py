"""The numbers of a roster's students, in order: a page of any class, or what fits in one part of a large one.

What an index knows is found among all students. How far somebody is, what they passed and how well has to be looked up
for each; so a page looks at a thousand students, by the day on which they enrolled, and leads to the next thousand.
"""

from collections.abc import Sequence
from datetime import tzinfo
from typing import NamedTuple

from sqlalchemy import Select, and_, func, select

from app.accounts.models import Person
from app.learning.models import Enrolment
from app.platform.db import db
from app.platform.paging import one_page
from app.reporting.queries import choosing
from app.reporting.queries.ranking import ranked
from app.reporting.rules import BY_NAME, BY_SCORE, LOOKED_UP, Sort, Wanted

PART = 1_000
LARGE = 10_000  # students


class Part(NamedTuple):
    """Which thousand students were looked at. `first`, `last`: their places, from 1, by the day of enrolling."""

    number: int
    first: int
    last: int
    is_last: bool

    @property
    def size(self) -> int:
        """How many they are."""
        return self.last - self.first + 1

    @property
    def is_all(self) -> bool:
        """Whether that is everybody."""
        return self.number == 1 and self.is_last

    @property
    def is_beyond(self) -> bool:
        """Whether there are not so many."""
        return self.number > 1 and self.size == 0


class Found(NamedTuple):
    """A page of enrolments. `numbers` selects them; `ranks` has them in order, None where `sort` says it.

    `total`: how many fit on all pages; `part`: among whom, None for all.
    """

    numbers: Select[int]
    ranks: Sequence[int] | None
    total: int
    part: Part | None = None


def a_page(course_id: int, wanted: Wanted, zone: tzinfo, unit_id: int | None, place: tuple[int, int, int]) -> Found:
    """A page of those who fit. `unit_id`: the quiz whose score decides; `place`: page, its size, part."""
    page, size, _part = place
    fitting, facts = list(choosing.conditions(course_id, wanted, zone)), list(choosing.facts(wanted))
    if facts or wanted.sort in LOOKED_UP:
        return _in_part(fitting, facts, wanted.sort, unit_id, place)
    total = db.session.scalar(select(func.count()).select_from(Enrolment).where(*fitting)) or 0
    numbers = _joined(fitting, wanted.sort, by_people=total >= LARGE and db.engine.dialect.name == "sqlite")
    return Found(one_page(numbers, choosing.order(wanted.sort), total, page, size), None, total)


def everybody(course_id: int, wanted: Wanted, zone: tzinfo, unit_id: int | None) -> list[int]:
    """The numbers of all who fit, in order."""
    fitting = [*choosing.conditions(course_id, wanted, zone), *choosing.facts(wanted)]
    return _ordered(fitting, wanted.sort, unit_id)


def _in_part(
    fitting: Sequence[choosing.Condition], facts: Sequence[choosing.Condition], sort: Sort, unit_id: int | None,
    place: tuple[int, int, int],
) -> Found:  # fmt: skip
    page, size, number = place
    first = (number - 1) * PART
    by_day = choosing.order(Sort.OLDEST if sort is Sort.OLDEST else Sort.NEWEST)
    here = select(Enrolment.id).where(*fitting).order_by(*by_day.terms()).offset(first)
    more = here.limit(PART + 1).subquery()
    count = db.session.scalar(select(func.count()).select_from(more)) or 0
    these = Enrolment.id.in_(select(here.limit(PART).subquery().c.id))
    fit = _ordered([these, *facts], sort, unit_id)
    part = Part(number, first + 1, first + min(count, PART), count <= PART)
    ranks = fit[(page - 1) * size : page * size]
    return Found(select(Enrolment.id).where(Enrolment.id.in_(ranks)), ranks, len(fit), part)


def _ordered(fitting: Sequence[choosing.Condition], sort: Sort, unit_id: int | None) -> list[int]:
    if sort in BY_SCORE and unit_id is not None:
        return ranked(fitting, unit_id, sort)
    return list(db.session.scalars(_joined(fitting, sort).order_by(*choosing.order(sort).terms())))


def _joined(fitting: Sequence[choosing.Condition], sort: Sort, *, by_people: bool = False) -> Select[int]:
    """The numbers of those who fit. People are only looked at where their names decide.

    `by_people`: where many people take the course, going through them by name finds a page at once. PostgreSQL sees
    that; SQLite would sort the whole class for each page, so it gets a join from the people that it cannot turn round.
    """
    if sort in BY_NAME and by_people:
        found = select(Enrolment.id).select_from(Person)
        found = found.outerjoin(Enrolment, and_(Enrolment.person_id == Person.id, *fitting))
        return found.where(func.coalesce(Enrolment.id, 0) > 0)  # `IS NOT NULL` would make it a plain join again
    found = select(Enrolment.id).where(*fitting)
    return found.join(Enrolment.person) if sort in BY_NAME else found
