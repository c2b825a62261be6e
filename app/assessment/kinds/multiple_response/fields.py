"""Multiple response: one checkbox an option."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import SelectField

from app.assessment.kinds import Kind
from app.assessment.kinds.base import Order, Response
from app.assessment.kinds.fields import EditForm, choices, chosen_places, from_places, some_boxes
from app.assessment.kinds.multiple_response import mark


class Edit(EditForm):
    """The task list and the rule that marks it."""

    kind: ClassVar[Kind[Any]] = mark
    rule = SelectField(choices=choices(mark.RULES))


build = some_boxes


def to_response(data: Mapping[str, Any], order: Order) -> Response:
    """The authored places of the choices, each once."""
    return {"choices": chosen_places(data, order)}


def from_response(response: Response, order: Order) -> dict[str, Any]:
    """The positions of the choices."""
    return from_places(response.get("choices"), order)
