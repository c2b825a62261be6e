"""Description: a form without a field."""

from collections.abc import Mapping
from typing import Any, ClassVar

from app.assessment.kinds import Kind
from app.assessment.kinds.base import Ask, Order, Response
from app.assessment.kinds.description import mark
from app.assessment.kinds.fields import AnswerForm, EditForm


class Edit(EditForm):
    """The field for answers, which has to stay empty."""

    kind: ClassVar[Kind[Any]] = mark


def build(ask: Ask) -> type[AnswerForm]:
    """Nothing to fill in."""
    return AnswerForm


def to_response(data: Mapping[str, Any], order: Order) -> Response:
    """Nothing."""
    return {}


def from_response(response: Response, order: Order) -> dict[str, Any]:
    """Nothing."""
    return {}
