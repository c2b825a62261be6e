"""The students of a course by their best score at one quiz: one statement, however many they are."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache

from sqlalchemy import and_, select, type_coerce
from sqlalchemy.types import String

from app.assessment.models import Attempt
from app.learning.models import Enrolment
from app.platform.db import db
from app.reporting.queries.choosing import Condition
from app.reporting.rules import Sat, Sort, best_of, by_score


def ranked(fitting: Sequence[Condition], unit_id: int, sort: Sort) -> list[int]:
    """The numbers of all enrolments that fit, in the order of their best score at a quiz."""
    sat: defaultdict[int, list[Sat]] = defaultdict(list)
    share = share_reader()
    rows = db.session.execute(
        select(Enrolment.id, type_coerce(Attempt.earned, String), Attempt.possible, Attempt.passed)
        .outerjoin(Attempt, and_(Attempt.enrolment_id == Enrolment.id, Attempt.unit_id == unit_id))
        .where(*fitting)
    )
    for enrolment, points, possible, passed in rows:
        sat[enrolment].append(Sat(share(points, possible), passed, passed is None))
    return by_score({enrolment: best_of(attempts) for enrolment, attempts in sat.items()}, sort)


def share_reader() -> Callable[[str | None, int | None], Fraction | None]:
    """Reads what an attempt earned as its share of what was possible; each different text once, as a class has few."""

    @lru_cache(10_000)
    def share(earned: str | None, possible: int | None) -> Fraction | None:
        return Fraction(earned) / possible if earned is not None and possible else None

    return share
