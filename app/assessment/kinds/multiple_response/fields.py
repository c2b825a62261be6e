"""Multiple response: one checkbox an option."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import SelectField

from app.assessment.kinds import Kind
from app.assessment.kinds.base import Ask, Order, Response, authored, shown
from app.assessment.kinds.fields import AnswerForm, EditForm, SomeOf, choices
from app.assessment.kinds.multiple_response import mark


class Edit(EditForm):
    """The task list and the rule that marks it."""

    kind: ClassVar[Kind[Any]] = mark
    rule = SelectField(choices=choices(mark.RULES))


def build(ask: Ask) -> type[AnswerForm]:
    """Any number of choices."""

    class Answer(AnswerForm):
        answer = SomeOf(ask.shown)

    return Answer


def to_response(data: Mapping[str, Any], order: Order) -> Response:
    """The authored places of the choices, each once."""
    places = {authored(position, order) for position in data["answer"] or []}
    return {"choices": sorted(place for place in places if place is not None)}


def from_response(response: Response, order: Order) -> dict[str, Any]:
    """The positions of the choices."""
    places = response.get("choices")
    return {"answer": [shown(place, order) for place in places] if isinstance(places, list) else []}
