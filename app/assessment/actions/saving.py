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


class NotSaved(Exception):  # noqa: N818 - a rule of the quiz, not a programmer's error
    """An answer could not be saved, and nothing was changed."""


class AlreadySubmitted(NotSaved):
    """The attempt was handed in; nothing about it changes any more."""


class AnswerIsFinal(NotSaved):
    """The student had this answer checked, or has gone on in a quiz that leads one way: it stays as it is."""


class ChangedElsewhere(NotSaved):
    """Another window saved a newer answer than the one this window knew."""


class OperationReused(NotSaved):
    """A save carries the operation id of another one: no page of ours does that."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save is answered with, once it is committed."""

    sequence: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """What a page sends: the response in authored terms, and how sure the student is, 1 to 3, where the quiz asks."""

    response: dict[str, Any]
    certainty: int | None = None


def save_answer(
    answer: Answer, attempt: Attempt, given: Given, operation: str, known: int | None, now: datetime
) -> Saved:
    """Save one answer. `operation` makes a repeated request harmless; `known` is the newest save the page had seen.

    The rows must be locked. Raises NotSaved: AlreadySubmitted, AnswerIsFinal, ChangedElsewhere or OperationReused.
    """
    # A page that knows the newest save sends no second try of an older one.
    before = queries.event_of(attempt.id, operation) if known != answer.sequence else None
    if before and before.number != answer.number:
        raise OperationReused  # two questions may have the same response: the other one's save is none of this one
    if before and given == Given(before.response, before.certainty):
        return Saved(before.sequence, before.received_at)
    if not attempt.is_open:
        raise AlreadySubmitted
    if _is_final(answer, attempt):
        raise AnswerIsFinal
    if _is_same(answer, given):
        return Saved(answer.sequence, answer.saved_at or now)
    if before or (known is not None and known < answer.sequence):
        raise ChangedElsewhere  # `before`: a page that lay in the browser's memory was changed and sent again
    return _write(answer, given, operation, now)


def _write(answer: Answer, given: Given, operation: str, now: datetime) -> Saved:
    """Two statements without the ORM's bookkeeping, a fifth of the time a save took."""
    place = {"attempt_id": answer.attempt_id, "number": answer.number}
    said = {"sequence": answer.sequence + 1, "response": given.response, "certainty": given.certainty}
    try:
        db.session.execute(ADD_EVENT, place | said | {"operation": operation, "received_at": now})
    except IntegrityError as error:
        raise OperationReused from error
    place = {"attempt": answer.attempt_id, "place": answer.number}
    db.session.execute(SET_RESPONSE, place | said | {"saved_at": now})
    return Saved(answer.sequence + 1, now)


def _is_same(answer: Answer, given: Given) -> bool:
    """Whether a save changes nothing. Passing an open question by is no answer that a tab would miss."""
    if answer.response is None:
        return not _is_answered(answer, given.response)
    return given == Given(answer.response, answer.certainty)


def _is_answered(answer: Answer, response: dict[str, Any]) -> bool:
    return grading.KINDS[answer.question.kind].is_answered(response)


def check_answer(answer: Answer, response: dict[str, Any], attempt: Attempt, now: datetime) -> bool:
    """Let the student see at once whether the answer just saved is right, and make it final; the quiz must show it.

    Returns whether it was done; an open question cannot be checked.
    """
    if answer.checked_at or not attempt.revision.rules.shows_at_once or not _is_answered(answer, response):
        return False
    answer.checked_at = now
    return True


def _is_final(answer: Answer, attempt: Attempt) -> bool:
    is_left = attempt.revision.rules.is_sequential and answer.number < attempt.reached
    return is_left or answer.checked_at is not None


def go_on(answer: Answer, attempt: Attempt) -> None:
    """Leave a question; where a quiz leads one way, for good."""
    if attempt.is_open and answer.number == attempt.reached:
        attempt.reached += 1


def flag_answer(answer: Answer, attempt: Attempt, *, flagged: bool) -> None:
    """Mark a question to come back to, or take the mark away. Raises AlreadySubmitted."""
    if not attempt.is_open:
        raise AlreadySubmitted
    answer.flagged = flagged
