"""Marking by hand: an answer goes to a marker when its attempt is handed in, and its mark may end the waiting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from app.accounts.models import Person
from app.assessment import grading, letters, queries
from app.assessment.grading import paper, regrade
from app.assessment.kinds.base import Marked
from app.assessment.kinds.essay import mark as essay
from app.assessment.models import Answer, Attempt, ManualMark
from app.learning.actions import complete_unit
from app.platform import audit, mail
from app.platform.db import db
from app.platform.languages import speaking


class NotMarked(Exception):  # noqa: N818 - a rule of marking, not a programmer's error
    """A mark could not be given, and nothing was changed."""


class OwnAnswer(NotMarked):
    """Nobody marks their own answer."""


class StillOpen(NotMarked):
    """The attempt is not handed in, or was opened again."""


class MarkedElsewhere(NotMarked):
    """Somebody marked the answer since the marker's page was drawn."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a marker decided: points for each criterion in the order of the rubric, and words for the student.

    `known`: the newest mark that the marker's page had seen, 0 for none.
    """

    points: list[Any]
    comment: str
    known: int


def hand_to_markers(marks: Sequence[tuple[Answer, Marked | None]], now: datetime) -> bool:
    """After a paper was marked by its keys: let those answers wait that a person has to read. Returns whether any does.

    A mark that was given before the attempt was opened again stands, if the answer is still the same. Nothing written,
    a question that was dropped, or one that everybody has right, waits for nobody.
    """
    to_read = [answer for answer, marked in marks if _is_for_marker(answer, marked)]
    given = queries.marks_on(to_read[0].attempt_id) if to_read else {}
    for answer in to_read:
        found = given.get(answer.number)
        if found and found.sequence == answer.sequence:
            answer.earned = answer.question.points * found.fraction
        else:
            answer.waits_since = now
    return any(answer.waits_since for answer in to_read)


def _is_for_marker(answer: Answer, marked: Marked | None) -> bool:
    kind = grading.KINDS[answer.question.kind]
    is_open = marked is not None and not marked.fraction
    return kind.NEEDS_MARKER and is_open and kind.is_answered(answer.response or {})


def refuse_to_mark(attempt: Attempt, by: Person) -> None:
    """Raise OwnAnswer or StillOpen where this person may not mark this attempt."""
    if attempt.enrolment.person_id == by.id:
        raise OwnAnswer
    if attempt.is_open:
        raise StillOpen


def mark_answer(answer: Answer, attempt: Attempt, judged: Judged, by: Person, now: datetime, result_url: str) -> None:
    """Give an answer its mark, or another one. As soon as the result is certain, the attempt has it.

    The rows must be locked. Raises ResponseError for points that the rubric does not have, and NotMarked: OwnAnswer,
    StillOpen or MarkedElsewhere. A unit that was completed stays completed, whatever a later mark says.
    """
    refuse_to_mark(attempt, by)
    share = essay.earned(essay.load(answer.question.spec), judged.points)
    newest = queries.marks_on(attempt.id).get(answer.number)
    if newest and _is_same(newest, judged, by) and not answer.waits_since:
        return  # the form was sent twice
    if judged.known != (newest.turn if newest else 0):
        raise MarkedElsewhere
    mark = ManualMark(
        attempt_id=attempt.id, number=answer.number, turn=judged.known + 1, sequence=answer.sequence,
        points=judged.points, fraction=share, comment=judged.comment, marked_by_id=by.id, marked_at=now,
    )  # fmt: skip
    db.session.add(mark)
    _settle(answer, attempt, share, now, result_url)
    audit.record(
        "marked answer", f"attempt:{attempt.public_id}", now,
        person_id=by.id, about_id=attempt.enrolment.person_id, course_id=attempt.enrolment.course_id,
        number=answer.number, turn=mark.turn, fraction=str(share), passed=attempt.passed,
    )  # fmt: skip


def _is_same(newest: ManualMark, judged: Judged, by: Person) -> bool:
    return (newest.points, newest.comment, newest.marked_by_id) == (judged.points, judged.comment, by.id)


def _settle(answer: Answer, attempt: Attempt, share: Fraction, now: datetime, result_url: str) -> None:
    """Count the points of an answer; once that decides it, the attempt is passed or not."""
    pass_mark, before, is_first = attempt.revision.pass_mark, (attempt.passed, attempt.earned), bool(answer.waits_since)
    old, answer.earned, answer.waits_since = answer.earned, _counted(answer, share), None
    waits = any(one.waits_since for one in queries.paper_of(attempt.id))
    counted = regrade.Result(attempt.earned or Fraction(0), attempt.possible, passed=False)
    after = regrade.regraded(counted, answer.question.points, old, answer.earned, pass_mark, keep_passed=False)
    attempt.earned, attempt.possible = after.earned, after.possible
    attempt.passed = paper.verdict(after.earned, after.possible, pass_mark, waits=waits)
    if attempt.passed and queries.stands_passed(attempt):
        complete_unit(attempt.enrolment_id, attempt.unit_id, now)
    is_news = attempt.passed is not before[0] or (not waits and (is_first or attempt.earned != before[1]))
    if attempt.passed is not None and is_news:
        _tell(attempt, now, result_url, is_first=is_first)


def _counted(answer: Answer, share: Fraction) -> Fraction | None:
    """What the share comes to; a correction of the question since then (dropped, full marks) stands above it."""
    question = answer.question
    fixes = queries.fixes_of([question.id]).get(question.id, ())
    marked = regrade.mark(question.kind, question.spec, fixes, answer.response)
    return None if marked is None else question.points * (marked.fraction or share)


def _tell(attempt: Attempt, now: datetime, result_url: str, *, is_first: bool) -> None:
    with speaking(attempt.enrolment.person.language):
        subject, text = letters.of_marking(attempt, result_url, is_first=is_first)
        mail.queue(attempt.enrolment.person.email, subject, text, now)
