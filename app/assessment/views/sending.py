"""What a page sends for one question: the form with what was typed, and what it would save."""

from dataclasses import dataclass

from flask import request
from flask_babel import lazy_gettext

from app.assessment.actions import Given
from app.assessment.forms import LONGEST_OPERATION, Sheet, certainty_from, response_from, sheet_of
from app.assessment.models import Answer, Attempt
from app.platform import ids

NEWER = lazy_gettext("This question was answered in another window. The newer answer is shown; yours was not saved.")


@dataclass(frozen=True, slots=True)
class Sent:
    """`given`: None when the form on the `sheet` says what is wrong. `known`: the newest save the page had seen."""

    sheet: Sheet
    given: Given | None
    operation: str
    known: int | None


def sent_for(answer: Answer, attempt: Attempt, prefix: str = "") -> Sent:
    """What this request sends for the question. `prefix`: of the names of its fields."""
    typed = request.form
    sheet = sheet_of(answer, attempt, typed, prefix)
    response = response_from(sheet, answer)
    certainty = certainty_from(typed, prefix) if attempt.revision.rules.asks_certainty else None
    operation = typed.get(f"{prefix}operation", "")[:LONGEST_OPERATION] or ids.public_id()
    given = None if response is None else Given(dict(response), certainty)
    return Sent(sheet, given, operation, typed.get(f"{prefix}seq", type=int))
