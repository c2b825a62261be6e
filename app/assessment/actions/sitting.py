"""Starting an attempt and handing it in."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from app.assessment import grading, queries
from app.assessment.actions.marking import hand_to_markers
from app.assessment.grading import paper, regrade
from app.assessment.models import Answer, Attempt, QuizRevision
from app.assessment.rules import GRACE, LEAST_OF_A_TOPIC, Door, Start, deadline, is_overdue
from app.learning.actions import complete_unit
from app.learning.models import Enrolment
from app.platform import audit, ids
from app.platform.db import db
from app.platform.transactions import write_from_here


class MayNotStart(Exception):  # noqa: N818 - a rule of the quiz, not a programmer's error
    """The rules do not allow another attempt now; `door` says why."""

    def __init__(self, door: Door) -> None:
        super().__init__(door.state)
        self.door = door


def start_attempt(enrolment: Enrolment, quiz: QuizRevision, now: datetime) -> Attempt:
    """Start an attempt, or go on with the one that is open. Raises MayNotStart."""
    history = queries.history_of(enrolment, quiz)
    if history.running and not close_on_visit(history.running, now):
        return history.running
    door = history.door(now)
    if door.state is not Start.OPEN:
        raise MayNotStart(door)
    try:
        with db.session.begin_nested():
            attempt = _new_attempt(enrolment, quiz, len(history.attempts) + 1, now)
    except IntegrityError:  # another tab was faster: theirs is the one
        return queries.attempts_at(enrolment.id, quiz.unit_id)[-1]
    subject, person, course = f"attempt:{attempt.public_id}", enrolment.person_id, enrolment.course_id
    audit.record("started attempt", subject, now, person_id=person, course_id=course)
    return attempt


def _new_attempt(enrolment: Enrolment, quiz: QuizRevision, number: int, now: datetime) -> Attempt:
    bank, seed = {line.id: line for line in queries.bank_of(quiz.id)}, ids.public_id()
    asked = [line for line in bank.values() if line.points]
    drawn = (
        *(line.id for line in bank.values() if not line.points),  # texts to read come first, on every paper
        *_drawn(quiz, asked, seed, queries.questions_seen(enrolment.id, quiz.unit_id)),
    )
    attempt = Attempt(
        public_id=ids.public_id(), enrolment=enrolment, unit_id=quiz.unit_id, revision=quiz, number=number, seed=seed,
        started_at=now, possible=sum(bank[question].points for question in drawn),
        deadline_at=deadline(now, quiz.rules.minutes, queries.time_factor_of(enrolment.person_id, quiz)),
    )  # fmt: skip
    db.session.add(attempt)
    db.session.flush()
    db.session.add_all(
        Answer(attempt_id=attempt.id, number=place, question_id=question) for place, question in enumerate(drawn, 1)
    )
    return attempt


def _drawn(quiz: QuizRevision, bank: Collection[queries.BankLine], seed: str, seen: set[int]) -> tuple[int, ...]:
    entries = [paper.Entry(line.key, line.topic, line.id, line.labels) for line in bank]
    if quiz.rules.pools:
        return paper.draw_pools(entries, [(pool.label, pool.draw) for pool in quiz.rules.pools], seed, seen)
    return paper.draw(entries, quiz.draw, seed, seen, LEAST_OF_A_TOPIC.get(quiz.preset, 1))


def close_if_overdue(attempt: Attempt, arrived: datetime) -> bool:
    """Hand in what was saved when the time was up long enough ago. Returns whether it did; the row must be locked."""
    if not attempt.is_open or not is_overdue(attempt.deadline_at, arrived):
        return False
    submit_attempt(attempt, arrived, by="deadline")
    return True


def close_on_visit(attempt: Attempt, arrived: datetime) -> bool:
    """Whether an attempt is over for somebody who looks at it; one whose time is up is handed in now."""
    if attempt.is_open and is_overdue(attempt.deadline_at, arrived):
        write_from_here()
        db.session.refresh(attempt, with_for_update={"of": Attempt})  # the worker may be at it, too
        close_if_overdue(attempt, arrived)
    return not attempt.is_open


def close_next_overdue(now: datetime) -> bool:
    """The worker's part: hand in one attempt whose time is up. Returns whether there was one."""
    attempt = queries.next_overdue(now - GRACE)
    return attempt is not None and close_if_overdue(attempt, now)


def submit_attempt(attempt: Attempt, now: datetime, by: str = "student") -> None:
    """Hand in and mark, once: an attempt that was handed in before stays as it is. The row must be locked.

    `by`: who closed it, `student`, `deadline` or `staff`.
    """
    if not attempt.is_open:
        return
    answers = queries.paper_of(attempt.id)
    marks = list(zip(answers, mark(answers), strict=True))
    for answer, marked in marks:
        answer.earned = None if marked is None else answer.question.points * marked.fraction
    attempt.possible = sum(answer.question.points for answer, marked in marks if marked is not None)
    waits = hand_to_markers(marks, now)
    earned = paper.total([answer.earned or 0 for answer in answers])
    attempt.passed = paper.verdict(earned, attempt.possible, attempt.revision.pass_mark, waits=waits)
    attempt.submitted_at, attempt.closed_by, attempt.earned = now, by, earned
    if queries.stands_passed(attempt):
        complete_unit(attempt.enrolment_id, attempt.unit_id, now)
    audit.record(
        "submitted attempt", f"attempt:{attempt.public_id}", now,
        person_id=attempt.enrolment.person_id, course_id=attempt.enrolment.course_id,
        earned=str(attempt.earned), passed=attempt.passed, by=by,
    )  # fmt: skip


def mark(answers: Sequence[Answer]) -> list[grading.Marked | None]:
    """Mark what was saved on a paper, by the keys as they were corrected; None for a question that does not count."""
    fixes = queries.fixes_of([answer.question_id for answer in answers])
    return [regrade.mark(one.question.kind, one.question.spec, fixes.get(one.question_id, ()), one.response)
            for one in answers]  # fmt: skip
