"""What a student has done at a quiz, what was given to them, and so what they may do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import func, select

from app.assessment.models import Allowance, Attempt, QuizRevision
from app.assessment.queries.sittings import attempts_at
from app.assessment.rules import Counts, Door, GivenTime, TimeFactor, attempts_left, door, end_of, free_from, standing
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
        return standing(self.quiz.rules.counts, _shares(self.attempts))

    def door(self, now: datetime) -> Door:
        """Whether another may be started."""
        rules, last = self.quiz.rules, self.attempts[-1] if self.attempts else None
        wait = free_from(last.started_at, last.submitted_at, rules.cool_down) if last else None
        return door(now, opens=rules.opens, closes=rules.closes, left=self.left, free_from=wait)


def share_of(attempt: Attempt) -> Fraction:
    """What an attempt that was handed in earned of what it could."""
    return Fraction(attempt.earned or 0) / attempt.possible if attempt.possible else Fraction(0)


def _shares(attempts: Sequence[Attempt]) -> list[Fraction | None]:
    """Of those that were handed in; None for one that waits for its mark."""
    return [share_of(one) if one.passed is not None else None for one in attempts if not one.is_open]


def history_of(enrolment: Enrolment, quiz: QuizRevision) -> History:
    """Everything that decides whether this student may start this quiz."""
    extra = _extra_attempts(enrolment.id, quiz.unit_id) if quiz.attempts_allowed else 0
    return History(quiz, attempts_at(enrolment.id, quiz.unit_id), extra)


def stands_passed(attempt: Attempt) -> bool:
    """Whether the quiz is passed with this attempt, just marked, by the rule of which attempt counts."""
    rules = attempt.revision.rules
    if rules.counts is Counts.BEST:
        return bool(attempt.passed)
    share = standing(rules.counts, _shares(attempts_at(attempt.enrolment_id, attempt.unit_id)))
    return share is not None and share * 100 >= attempt.revision.pass_mark


def time_factor_of(person_id: int, quiz: QuizRevision) -> TimeFactor:
    """The agreement with this person about time; not asked for where the quiz has no limit."""
    if not quiz.rules.minutes:
        return TimeFactor.NORMAL
    newest = select(Allowance.value).where(Allowance.person_id == person_id, Allowance.kind == "time")
    return TimeFactor(db.session.scalar(newest.order_by(Allowance.id.desc()).limit(1)) or TimeFactor.NORMAL)


def given_to(attempt: Attempt) -> Sequence[Allowance]:
    """What bears on the time of an attempt, oldest first: agreements with the person, and what was given for it."""
    return db.session.scalars(
        select(Allowance)
        .where(
            ((Allowance.person_id == attempt.enrolment.person_id) & (Allowance.kind == "time"))
            | (Allowance.attempt_id == attempt.id)
        )
        .order_by(Allowance.id)
    ).all()


def end_after(attempt: Attempt, given: Sequence[Allowance]) -> datetime | None:
    """When the time of an attempt is up with this given; None for no limit."""
    times = [GivenTime(one.kind, one.value, one.given_at) for one in given]
    return end_of(attempt.started_at, attempt.revision.rules.minutes, times)


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


def is_newest(attempt: Attempt) -> bool:
    """Whether the student began none after it."""
    return attempts_at(attempt.enrolment_id, attempt.unit_id)[-1].id == attempt.id


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
