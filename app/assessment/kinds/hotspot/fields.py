"""Hotspot: one radio button a region; the picture holds a second label for each."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import StringField
from wtforms.validators import Length

from app.assessment.kinds import Kind
from app.assessment.kinds.base import Ask, Order, Response, authored, shown
from app.assessment.kinds.fields import AnswerForm, EditForm, OneButton
from app.assessment.kinds.hotspot import mark


class Edit(EditForm):
    """The regions, and the name of the picture."""

    kind: ClassVar[Kind[Any]] = mark
    picture = StringField(validators=[Length(max=200)])


def build(ask: Ask) -> type[AnswerForm]:
    """One region, or none."""

    class Answer(AnswerForm):
        answer = OneButton(ask.shown)

    return Answer


def to_response(data: Mapping[str, Any], order: Order) -> Response:
    """The number of the region."""
    return {"choice": authored(data["answer"], order)}


def from_response(response: Response, order: Order) -> dict[str, Any]:
    """The same."""
    return {"answer": shown(response.get("choice"), order)}
