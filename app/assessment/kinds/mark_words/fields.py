"""Mark the words: one checkbox a candidate, in the passage."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import SelectField

from app.assessment.kinds import Kind
from app.assessment.kinds.base import Ask, Order, Response, authored, shown
from app.assessment.kinds.fields import AnswerForm, EditForm, SomeOf, choices
from app.assessment.kinds.mark_words import mark


class Edit(EditForm):
    """The passage and the rule that marks it."""

    kind: ClassVar[Kind[Any]] = mark
    rule = SelectField(choices=choices(mark.RULES))


def build(ask: Ask) -> type[AnswerForm]:
    """Any number of words."""

    class Answer(AnswerForm):
        answer = SomeOf(ask.shown)

    return Answer


def to_response(data: Mapping[str, Any], order: Order) -> Response:
    """The places of the marked words, each once."""
    places = {authored(position, order) for position in data["answer"] or []}
    return {"words": sorted(place for place in places if place is not None)}


def from_response(response: Response, order: Order) -> dict[str, Any]:
    """The same places."""
    places = response.get("words")
    return {"answer": [shown(place, order) for place in places] if isinstance(places, list) else []}
