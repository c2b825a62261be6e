"""Matching: one select a left side."""

from collections.abc import Mapping
from typing import Any, ClassVar

from app.assessment.kinds import Kind
from app.assessment.kinds.base import Ask, Order, Response, authored, shown
from app.assessment.kinds.fields import AnswerForm, EditForm, OneOf, as_rows, rows_of, with_rows
from app.assessment.kinds.matching import mark


class Edit(EditForm):
    """The pairs and distractors."""

    kind: ClassVar[Kind[Any]] = mark


def build(ask: Ask) -> type[AnswerForm]:
    """A right side, or none, for every left side."""

    class Answer(AnswerForm):
        pass

    return with_rows(Answer, [OneOf(ask.shown) for _ in ask.rows])


def to_response(data: Mapping[str, Any], order: Order) -> Response:
    """The authored place of the right side chosen in each row."""
    return {"pairs": {str(left): authored(position, order) for left, position in enumerate(rows_of(data))}}


def from_response(response: Response, order: Order) -> dict[str, Any]:
    """The position of the right side in each row."""
    pairs = response.get("pairs")
    if not isinstance(pairs, Mapping):
        return {}
    return as_rows(shown(pairs.get(str(left)), order) for left in range(len(pairs)))
