"""Single choice: one radio button an option."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import BooleanField

from app.assessment.kinds import Kind
from app.assessment.kinds.base import Ask, Order, Response, authored, shown
from app.assessment.kinds.fields import AnswerForm, EditForm, OneButton
from app.assessment.kinds.single_choice import mark


class Edit(EditForm):
    """The task list, and whether it is shuffled."""

    kind: ClassVar[Kind[Any]] = mark
    keep_order = BooleanField()


def build(ask: Ask) -> type[AnswerForm]:
    """One choice, or none."""

    class Answer(AnswerForm):
        answer = OneButton(ask.shown)

    return Answer


def to_response(data: Mapping[str, Any], order: Order) -> Response:
    """The authored place of the choice."""
    return {"choice": authored(data["answer"], order)}


def from_response(response: Response, order: Order) -> dict[str, Any]:
    """The position of the choice."""
    return {"answer": shown(response.get("choice"), order)}
