"""What a student has done at a quiz, what was given to them, and so what they may do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import func, select

from app.assessment.models import Allowance, Attempt, QuizRevision
from app.assessment.queries.sittings import attempts_at
from app.assessment.rules import Counts, Door, TimeFactor, attempts_left, door, free_from, standing
from app.learning.models import Enrolment
from app.platform.db import db


@dataclass(frozen=True, slots=True)
class History:
    """A student's attempts at a quiz, first to last, and the attempts given beyond the rules."""

    quiz: QuizRevision
    attempts: Sequence[Attempt]
    extra: int

    @property
    def running(self) -> Attempt | None:
        """The attempt that is not handed in."""
        return self.attempts[-1] if self.attempts and self.attempts[-1].is_open else None

    @property
    def left(self) -> int | None:
        """How many more may be started; None for any number."""
        return attempts_left(self.quiz.attempts_allowed, len(self.attempts), self.extra)

    @property
    def share(self) -> Fraction | None:
        """What counts of them."""
        return standing(self.quiz.rules.counts, [share_of(one) for one in self.attempts if one.passed is not None])

    def door(self, now: datetime) -> Door:
        """Whether another may be started."""
        rules, last = self.quiz.rules, self.attempts[-1] if self.attempts else None
        wait = free_from(last.started_at, last.submitted_at, rules.cool_down) if last else None
        return door(now, opens=rules.opens, closes=rules.closes, left=self.left, free_from=wait)


def share_of(attempt: Attempt) -> Fraction:
    """What an attempt that was handed in earned of what it could."""
    return Fraction(attempt.earned or 0) / attempt.possible if attempt.possible else Fraction(0)


def history_of(enrolment: Enrolment, quiz: QuizRevision) -> History:
    """Everything that decides whether this student may start this quiz."""
    extra = _extra_attempts(enrolment.id, quiz.unit_id) if quiz.attempts_allowed else 0
    return History(quiz, attempts_at(enrolment.id, quiz.unit_id), extra)


def stands_passed(attempt: Attempt) -> bool:
    """Whether the quiz is passed with this attempt, just marked, by the rule of which attempt counts."""
    rules = attempt.revision.rules
    if rules.counts is Counts.BEST:
        return bool(attempt.passed)
    marked = [one for one in attempts_at(attempt.enrolment_id, attempt.unit_id) if one.passed is not None]
    share = standing(rules.counts, [share_of(one) for one in marked])
    return share is not None and share * 100 >= attempt.revision.pass_mark


def time_factor_of(person_id: int, quiz: QuizRevision) -> TimeFactor:
    """The agreement with this person about time; not asked for where the quiz has no limit."""
    if not quiz.rules.minutes:
        return TimeFactor.NORMAL
    newest = select(Allowance.value).where(Allowance.person_id == person_id, Allowance.kind == "time")
    return TimeFactor(db.session.scalar(newest.order_by(Allowance.id.desc()).limit(1)) or TimeFactor.NORMAL)


def extra_minutes_of(attempt_id: int) -> int:
    """Minutes given to an attempt since it began, or since it was opened again."""
    given = db.session.scalars(
        select(Allowance.value).where(Allowance.attempt_id == attempt_id, Allowance.kind == "minutes")
    )
    return sum(map(int, given))


def _extra_attempts(enrolment_id: int, unit_id: int) -> int:
    return (
        db.session.scalar(
            select(func.count()).where(
                Allowance.enrolment_id == enrolment_id, Allowance.unit_id == unit_id, Allowance.kind == "attempt"
            )
        )
        or 0
    )


def running_attempts_of(person_id: int) -> Sequence[Attempt]:
    """A person's attempts that are not handed in, locked."""
    return db.session.scalars(
        select(Attempt)
        .join(Attempt.enrolment)
        .where(Enrolment.person_id == person_id, Attempt.submitted_at.is_(None))
        .with_for_update(of=Attempt)
    ).all()


def has_running(enrolment_id: int, unit_id: int) -> bool:
    """Whether an attempt is under way."""
    return any(one.is_open for one in attempts_at(enrolment_id, unit_id))


def allowances_for(enrolment: Enrolment, unit_id: int) -> Sequence[Allowance]:
    """What this student was given that matters for this quiz, oldest first."""
    mine = select(Attempt.id).where(Attempt.enrolment_id == enrolment.id, Attempt.unit_id == unit_id)
    return db.session.scalars(
        select(Allowance)
        .where(
            Allowance.person_id == enrolment.person_id,
            (Allowance.kind == "time")
            | ((Allowance.enrolment_id == enrolment.id) & (Allowance.unit_id == unit_id))
            | Allowance.attempt_id.in_(mine),
        )
        .order_by(Allowance.id)
    ).all()


def next_overdue(now: datetime) -> Attempt | None:
    """An attempt whose time, and the grace after it, is up, locked; another worker's are passed over."""
    return db.session.scalar(
        select(Attempt)
        .where(Attempt.submitted_at.is_(None), Attempt.deadline_at < now)
        .order_by(Attempt.deadline_at)
        .limit(1)
        .with_for_update(of=Attempt, skip_locked=True)
    )
