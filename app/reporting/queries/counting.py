"""What is counted of a quiz for its analysis. Where many sat it that is kept for a while: it takes seconds."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from threading import Lock

from sqlalchemy import String, case, cast, func, null, select

from app.assessment.grading.parts import OPTION_KINDS
from app.assessment.models import Answer, Attempt, Question
from app.platform.db import db
from app.reporting.queries.responses import Row, counted, rows_by

FOR = timedelta(minutes=10)
MANY = 2_000  # people; where fewer sat a quiz, it is counted anew for each look
MOST = 16  # quizzes that are kept
LONGEST = 20_000  # rows of one that is kept; typed answers may all differ


@dataclass(frozen=True, slots=True)
class Count:
    """All that was ever asked in a quiz, as it was `at` a moment, with so many corrections of its keys.

    `totals`: (form, earned, possible) → people who sat it.
    """

    at: datetime
    corrections: int
    totals: Mapping[tuple[int, Fraction, int], int]
    rows: Sequence[Row]

    @property
    def is_kept(self) -> bool:
        """Whether so many sat the quiz that this is shown for a while."""
        return sum(self.totals.values()) >= MANY and len(self.rows) <= LONGEST

    def is_still_good(self, corrections: int, now: datetime) -> bool:
        """Whether it may be shown: not too old, and no key was corrected since."""
        return self.corrections == corrections and self.at <= now < self.at + FOR


class Counts:
    """The counts that this process keeps, by the unit of the quiz."""

    def __init__(self) -> None:
        """None yet."""
        self._lock, self._kept = Lock(), OrderedDict[int, Count]()

    def of(self, unit_id: int, corrections: int, now: datetime) -> Count:
        """The count of a quiz, kept or made now."""
        with self._lock:
            kept = self._kept.get(unit_id)
        if kept and kept.is_still_good(corrections, now):
            return kept
        made = Count(now, corrections, _totals(unit_id), _rows(unit_id))
        self._keep(unit_id, made)
        return made

    def _keep(self, unit_id: int, made: Count) -> None:
        with self._lock:
            self._kept.pop(unit_id, None)
            if made.is_kept:
                self._kept[unit_id] = made
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)


def _totals(unit_id: int) -> dict[tuple[int, Fraction, int], int]:
    rows = db.session.execute(
        counted(select(Attempt.quiz_revision_id, Attempt.earned, Attempt.possible, func.count()), unit_id)
        .group_by(Attempt.quiz_revision_id, Attempt.earned, Attempt.possible)
    )  # fmt: skip
    return {(form, earned or Fraction(0), possible): people for form, earned, possible, people in rows}


def _rows(unit_id: int) -> list[Row]:
    """What was earned on each question, row by row; what was answered only where there are options."""
    answer = case((Question.kind.in_(OPTION_KINDS), cast(Answer.response, String)), else_=null())
    return list(rows_by(unit_id, answer))
