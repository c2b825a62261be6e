"""What item statistics are made of. The database counts: what comes out grows with how results differ, not with people.

Counted is each student's first attempt that was handed in, once it is marked: a second one is no first sight of the
questions, and has learnt from the explanations of the first. Attempts of people who teach are left out, since that is
how they preview a quiz.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple, TypeVarTuple

from sqlalchemy import ColumnElement, Select, String, cast, func, select, type_coerce
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.accounts.rules import Role
from app.assessment.grading.statistics import Result
from app.assessment.models import Answer, Attempt, Question
from app.learning.models import Enrolment
from app.platform.db import db

Columns = TypeVarTuple("Columns")
AT_ONCE = 2_000  # rows that are held at a time
MOST_TYPED = 5_000  # different texts that are looked at, the most frequent ones

# Attempts of which somebody has still to mark an answer.
WAITING = select(Answer.attempt_id).where(Answer.waits_since.is_not(None))


class Response(NamedTuple):
    """So many people gave this response to a question, with this result."""

    question_id: int
    result: Result
    response: Mapping[str, Any] | None
    people: int


Row = tuple[int, int, str, str, int, str | None, int]  # as the database counts: question, form, …, people


def responses_to(unit_id: int, question_ids: Sequence[int]) -> Iterator[Response]:
    """What people answered to these questions."""
    return responses_in(rows_by(unit_id, cast(Answer.response, String), question_ids))


def typed_wrong(unit_id: int, question_id: int) -> list[tuple[str, int]]:
    """What people typed that earned nothing, as it stands, most frequent first, with how many did."""
    response = cast(Answer.response, String)
    rows = db.session.execute(
        counted(
            select(response, func.count()).select_from(Attempt).join(Answer, Answer.attempt_id == Attempt.id), unit_id
        )
        .where(Answer.question_id == question_id, Answer.response.is_not(None), Answer.earned == Fraction(0))
        .group_by(response)
        .order_by(func.count().desc(), response)
        .limit(MOST_TYPED)
    )
    return [(str(json.loads(text).get("text") or ""), people) for text, people in rows]


def rows_by(unit_id: int, answer: ColumnElement[str], question_ids: Sequence[int] = ()) -> Iterator[Row]:
    """What was earned on each question (or on these), row by row, by the answer or what `answer` makes of it."""
    # Fractions stay texts until each different one is read once: a large class has few of them.
    earned = type_coerce(Answer.earned, String).label("item_earned")
    total = type_coerce(Attempt.earned, String).label("paper_earned")
    # By its label: PostgreSQL would not see that two expressions with values of their own are the same.
    given = answer.label("given")
    columns = (Answer.question_id, Attempt.quiz_revision_id, earned, total, Attempt.possible, given)
    found = select(*columns, func.count()).join(Answer, Answer.attempt_id == Attempt.id)
    found = counted(found.join(Question, Question.id == Answer.question_id), unit_id)
    # A question that a correction dropped has no points any more, a text without a question never had.
    found = found.where(Question.points > 0, Answer.earned.is_not(None))
    if question_ids:
        found = found.where(Answer.question_id.in_(question_ids))
    for row in db.session.execute(found.group_by(*columns)).yield_per(AT_ONCE):
        yield tuple(row)  # type: ignore[misc]  # its columns are those


def responses_in(rows: Iterable[Row]) -> Iterator[Response]:
    """What such rows say."""
    share, read = lru_cache(AT_ONCE)(Fraction), lru_cache(AT_ONCE)(json.loads)
    for question, form, earned_text, total_text, possible, text, people in rows:
        result = Result(form, share(earned_text), share(total_text), possible)
        yield Response(question, result, read(text) if text else None, people)


def counted(found: Select[*Columns], unit_id: int) -> Select[*Columns]:
    """Only what belongs to the attempts that count."""
    earlier = aliased(Attempt)
    is_first = ~(
        select(earlier.id)
        .where(earlier.enrolment_id == Attempt.enrolment_id, earlier.unit_id == Attempt.unit_id)
        .where(earlier.number < Attempt.number, earlier.submitted_at.is_not(None))
        .exists()
    )
    return (
        found.join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Attempt.unit_id == unit_id, Attempt.submitted_at.is_not(None), Attempt.id.not_in(WAITING))
        .where(Attempt.possible > 0, Person.role == Role.STUDENT.value, is_first)
    )
