"""Saving one answer: durably, in order, and harmless when it is sent again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlalchemy.exc import IntegrityError

from app.assessment import grading, queries
from app.assessment.models import Answer, Attempt
from app.platform.db import db

ANSWERS, EVENTS = db.metadata.tables["answers"], db.metadata.tables["answer_events"]
ADD_EVENT = insert(EVENTS)
SET_RESPONSE = update(ANSWERS).where(
    ANSWERS.c.attempt_id == bindparam("attempt"), ANSWERS.c.number == bindparam("place")
)


class AlreadySubmitted(Exception):  # noqa: N818
    """The attempt was handed in; nothing about it changes any more."""


class ChangedElsewhere(Exception):  # noqa: N818
    """Another window saved a newer answer than the one this window knew."""


class OperationReused(Exception):  # noqa: N818
    """A save carries the operation id of another one: no page of ours does that."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save is answered with, once it is committed."""

    sequence: int
    at: datetime


def save_answer(
    answer: Answer, attempt: Attempt, response: dict[str, Any], operation: str, known: int | None, now: datetime
) -> Saved:
    """Save one response. `operation` makes a repeated request harmless; `known` is the newest save the page had seen.

    The rows must be locked. Raises AlreadySubmitted, ChangedElsewhere and OperationReused; then nothing is changed.
    """
    if known != answer.sequence and (before := _repeated(attempt, operation, response)):
        return before
    if not attempt.is_open:
        raise AlreadySubmitted
    if _is_same(answer, response):
        return Saved(answer.sequence, answer.saved_at or now)
    if known is not None and known < answer.sequence:
        raise ChangedElsewhere
    return _write(answer, response, operation, now)


def _repeated(attempt: Attempt, operation: str, response: dict[str, Any]) -> Saved | None:
    """What the first try was told, if this is a second one. A page that knows the newest save sends no second one."""
    before = queries.event_of(attempt.id, operation)
    if before is None:
        return None
    if before.response != response:  # a page that lay in the browser's memory was changed and sent again
        raise ChangedElsewhere
    return Saved(before.sequence, before.received_at)


def _write(answer: Answer, response: dict[str, Any], operation: str, now: datetime) -> Saved:
    """Two statements without the ORM's bookkeeping, a fifth of the time a save took."""
    place = {"attempt_id": answer.attempt_id, "number": answer.number}
    said = {"sequence": answer.sequence + 1, "response": response}
    try:
        db.session.execute(ADD_EVENT, place | said | {"operation": operation, "received_at": now})
    except IntegrityError as error:
        raise OperationReused from error
    db.session.execute(SET_RESPONSE, said | {"attempt": answer.attempt_id, "place": answer.number, "saved_at": now})
    return Saved(answer.sequence + 1, now)


def _is_same(answer: Answer, response: dict[str, Any]) -> bool:
    """Whether a save changes nothing. Passing an open question by is no answer that a tab would miss."""
    if answer.response is None:
        return not grading.KINDS[answer.question.kind].is_answered(response)
    return response == answer.response


def flag_answer(answer: Answer, attempt: Attempt, *, flagged: bool) -> None:
    """Mark a question to come back to, or take the mark away. Raises AlreadySubmitted."""
    if not attempt.is_open:
        raise AlreadySubmitted
    answer.flagged = flagged
