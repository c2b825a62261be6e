"""What a correction of a key would change: read some attempts at a time, to hold no whole class in memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import func, select

from app.accounts.models import Person
from app.assessment.grading import regrade
from app.assessment.grading.regrade import Fixes, Result
from app.assessment.models import Answer, Attempt, Question, QuizRevision
from app.learning.models import Enrolment
from app.platform.db import db

AT_ONCE = 500  # attempts that are held at a time


class Sat(NamedTuple):
    """An attempt that was handed in, with the question on its paper whose key is corrected."""

    attempt_id: int
    public_id: str
    attempt: int  # the student's first, second, … at the quiz
    enrolment_id: int
    unit_id: int
    revision_id: int
    pass_mark: int
    name: str
    email: str
    language: str | None
    number: int
    response: Mapping[str, Any] | None
    earned: Fraction | None
    total: Fraction | None
    possible: int
    passed: bool | None


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction makes of one attempt. `new`: the question's points; None where it does not count."""

    sat: Sat
    new: Fraction | None
    before: Result
    after: Result
    is_kept: bool  # it would be lower, and stays because it was passed

    @property
    def is_change(self) -> bool:
        """Whether anything about the attempt becomes another."""
        return self.after != self.before

    @property
    def is_lost(self) -> bool:
        """Whether it was passed and is not any more."""
        return bool(self.before.passed and not self.after.passed)

    @property
    def is_won(self) -> bool:
        """Whether it is passed now."""
        return bool(self.after.passed and not self.before.passed)


def sittings_of(question_id: int, *, to_change: bool = False) -> Sequence[int]:
    """The attempts that have this version on their paper and are handed in, each student's together.

    `to_change` locks first: the question, so that no further attempt draws it, then every attempt, running ones too,
    so that none is being handed in meanwhile. Only what is read after that is certain.
    """
    on_paper = select(Attempt.id).join(Answer, Answer.attempt_id == Attempt.id).where(Answer.question_id == question_id)
    if to_change:
        db.session.execute(select(Question.id).where(Question.id == question_id).with_for_update())
        db.session.execute(on_paper.order_by(Attempt.id).with_for_update(of=Attempt)).all()
    handed_in = on_paper.where(Attempt.submitted_at.is_not(None))
    return db.session.scalars(handed_in.order_by(Attempt.enrolment_id, Attempt.id)).all()


def running_with(question_id: int) -> int:
    """How many attempts with this version on their paper are not handed in."""
    running = select(func.count()).select_from(Attempt).join(Answer, Answer.attempt_id == Attempt.id)
    return db.session.scalar(running.where(Answer.question_id == question_id, Attempt.submitted_at.is_(None))) or 0


def changes(question: Question, fixes: Fixes, attempt_ids: Sequence[int], *, keep_passed: bool) -> Iterator[Change]:
    """What these corrections, the new one last, make of each attempt, in this order; unchanged ones among them."""
    weight, known = question.points, dict[str, Fraction | None]()  # few answers differ, however large the class
    for one in _sat(question.id, attempt_ids):
        given = repr(one.response)
        if given not in known:
            known[given] = regrade.points(question.kind, question.spec, fixes, weight, one.response)
        new = known[given]
        before = Result(one.total or Fraction(0), one.possible, one.passed)
        meant = regrade.regraded(before, weight, one.earned, new, one.pass_mark, keep_passed=False)
        after = regrade.regraded(before, weight, one.earned, new, one.pass_mark, keep_passed=keep_passed)
        yield Change(one, new, before, after, is_kept=after != meant)


def _sat(question_id: int, attempt_ids: Sequence[int]) -> Iterator[Sat]:
    columns = (
        Attempt.id, Attempt.public_id, Attempt.number, Attempt.enrolment_id, Attempt.unit_id, Attempt.quiz_revision_id,
        QuizRevision.pass_mark, Person.name, Person.email, Person.language, Answer.number, Answer.response,
        Answer.earned, Attempt.earned, Attempt.possible, Attempt.passed,
    )  # fmt: skip
    found = (
        select(*columns)
        .join(Answer, Answer.attempt_id == Attempt.id)
        .join(QuizRevision, QuizRevision.id == Attempt.quiz_revision_id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Answer.question_id == question_id)
        .order_by(Attempt.enrolment_id, Attempt.id)
    )
    ids = iter(attempt_ids)
    while some := list(islice(ids, AT_ONCE)):
        yield from (Sat(*row) for row in db.session.execute(found.where(Attempt.id.in_(some))).all())
