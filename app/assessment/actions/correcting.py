"""Correcting a wrong key: every result that it touches, in one transaction, each change on record."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from app.accounts.models import Person
from app.assessment import letters, queries
from app.assessment.grading.regrade import Fix
from app.assessment.models import Attempt, Erratum, Question, QuizQuestion, QuizRevision
from app.assessment.queries import Change
from app.assessment.rules import Counts
from app.learning.actions import complete_unit
from app.platform import audit, mail
from app.platform.db import db
from app.platform.languages import speaking

ATTEMPTS, ANSWERS, REGRADES = (db.metadata.tables[name] for name in ("attempts", "answers", "regrades"))
AT_ONCE = 500  # changes that are written at a time
SET_RESULT = (
    update(ATTEMPTS).where(ATTEMPTS.c.id == bindparam("attempt"))
    .values(earned=bindparam("earned"), possible=bindparam("possible"), passed=bindparam("passed"))
)  # fmt: skip
SET_POINTS = (
    update(ANSWERS).where(ANSWERS.c.attempt_id == bindparam("attempt"), ANSWERS.c.number == bindparam("place"))
    .values(earned=bindparam("new"))
)  # fmt: skip


class PlanChanged(Exception):  # noqa: N818 - a rule, not a programmer's error
    """Attempts were handed in, or another key was corrected, since somebody looked at what would change."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to be done about a key: the remedy, why, and whether those who passed keep what would be lower."""

    fix: Fix
    reason: str
    keep_passed: bool = True


@dataclass(slots=True)
class Plan:
    """What a correction does, counted; two that do the same have the same fingerprint."""

    sat: int = 0
    changed: int = 0
    raised: int = 0
    lowered: int = 0
    won: int = 0
    lost: int = 0
    kept: int = 0
    _digest: Any = field(default_factory=sha256)

    def add(self, change: Change) -> None:
        """Count one attempt."""
        self.sat += 1
        self.kept += change.is_kept
        self._digest.update(repr((change.sat.attempt_id, change.new, change.before, change.after)).encode())
        if change.is_change:
            self.changed += 1
            self.raised += change.after.share > change.before.share
            self.lowered += change.after.share < change.before.share
            self.won += change.is_won
            self.lost += change.is_lost

    @property
    def fingerprint(self) -> str:
        """The same only while nothing that it rests on has changed."""
        return str(self._digest.hexdigest())


def planned(question: Question, correction: Correction, attempt_ids: Sequence[int]) -> Iterator[Change]:
    """What a correction would make of each attempt; writes nothing."""
    fixes = [*queries.fixes_of([question.id]).get(question.id, ()), correction.fix]
    return queries.changes(question, fixes, attempt_ids, keep_passed=correction.keep_passed)


def correct_key(
    question: Question, correction: Correction, by: Person, now: datetime, *, expected: str, address: str
) -> Plan:
    """Correct the key of one version of a question for everybody who had it and will have it.

    `expected`: the fingerprint of the plan that was looked at; `address`: of results, before their id, for the mails.
    A completion is added for who passes now, and never taken away. Raises PlanChanged.
    """
    attempts = queries.sittings_of(question.id, to_change=True)
    plan = Plan()
    for change in planned(question, correction, attempts):
        plan.add(change)
    if plan.fingerprint != expected:
        raise PlanChanged
    changed = (change for change in planned(question, correction, attempts) if change.is_change)
    erratum = _recorded(question, correction, by, now)
    revisions = _revisions(question)
    for batch in _batches(changed):
        _write(erratum, batch)
        _complete(batch, revisions, now)
        for _, theirs in groupby(batch, key=_student):
            _tell(erratum, list(theirs), revisions, address, now)
        db.session.flush()
    audit.record(
        "corrected key", f"question:{question.key}", now, person_id=by.id, course_id=question.course_id,
        erratum=erratum.id, remedy=erratum.remedy,
        reason=erratum.reason, changed=plan.changed, won=plan.won, lost=plan.lost, kept=plan.kept,
    )  # fmt: skip
    return plan


def _recorded(question: Question, correction: Correction, by: Person, now: datetime) -> Erratum:
    fix = correction.fix
    erratum = Erratum(
        question_id=question.id, remedy=fix.remedy.value, new_spec=None if fix.spec is None else dict(fix.spec),
        reason=correction.reason, keep_passed=correction.keep_passed, by_id=by.id, at=now,
    )  # fmt: skip
    db.session.add(erratum)
    db.session.flush()
    return erratum


def _revisions(question: Question) -> dict[int, QuizRevision]:
    """The revisions of quizzes that have the question in their bank."""
    found = select(QuizRevision).join(QuizQuestion, QuizQuestion.quiz_revision_id == QuizRevision.id)
    return {one.id: one for one in db.session.scalars(found.where(QuizQuestion.question_id == question.id))}


def _student(change: Change) -> int:
    return change.sat.enrolment_id


def _batches(changed: Iterable[Change]) -> Iterator[list[Change]]:
    """Some changes at a time, each student's together."""
    batch: list[Change] = []
    for _, theirs in groupby(changed, key=_student):
        batch += theirs
        if len(batch) >= AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _write(erratum: Erratum, batch: Sequence[Change]) -> None:
    """Three statements, each with all the rows."""
    db.session.execute(insert(REGRADES), [
        {
            "erratum_id": erratum.id, "attempt_id": one.sat.attempt_id, "number": one.sat.number,
            "earned_before": one.sat.earned, "earned_after": one.new,
            "total_before": one.before.earned, "total_after": one.after.earned,
            "possible_before": one.before.possible, "possible_after": one.after.possible,
            "passed_before": one.before.passed, "passed_after": one.after.passed,
        }
        for one in batch
    ])  # fmt: skip
    results = [
        {"attempt": one.sat.attempt_id, "place": one.sat.number, "new": one.new, "earned": one.after.earned,
         "possible": one.after.possible, "passed": one.after.passed}
        for one in batch
    ]  # fmt: skip
    db.session.execute(SET_RESULT, results)
    db.session.execute(SET_POINTS, results)


def _complete(batch: Sequence[Change], revisions: Mapping[int, QuizRevision], now: datetime) -> None:
    """A line in the ledger for those who now stand passed; where not the best attempt counts, any change may do it."""
    for one in batch:
        if one.is_won or revisions[one.sat.revision_id].rules.counts is not Counts.BEST:
            attempt = db.session.get_one(Attempt, one.sat.attempt_id, populate_existing=True)
            if queries.stands_passed(attempt):
                complete_unit(one.sat.enrolment_id, one.sat.unit_id, now)


def _tell(
    erratum: Erratum, theirs: Sequence[Change], revisions: Mapping[int, QuizRevision], address: str, now: datetime
) -> None:
    """A mail to one student, about all of their attempts."""
    first = theirs[0].sat
    with speaking(first.language):
        subject, text = letters.of_correction(erratum, theirs, revisions, address, now)
        mail.queue(first.email, subject, text, now)
