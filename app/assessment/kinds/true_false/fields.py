"""True or false: two radio buttons."""

from collections.abc import Mapping
from typing import Any, ClassVar

from app.assessment.kinds import Kind
from app.assessment.kinds.base import Ask, Order, Response, authored, shown
from app.assessment.kinds.fields import AnswerForm, EditForm, OneButton
from app.assessment.kinds.true_false import mark


class Edit(EditForm):
    """The task list of two."""

    kind: ClassVar[Kind[Any]] = mark


def build(ask: Ask) -> type[AnswerForm]:
    """One of the two, or none."""

    class Answer(AnswerForm):
        answer = OneButton(ask.shown)

    return Answer


def to_response(data: Mapping[str, Any], order: Order) -> Response:
    """0 for True, 1 for False."""
    return {"choice": authored(data["answer"], ())}


def from_response(response: Response, order: Order) -> dict[str, Any]:
    """The same."""
    return {"answer": shown(response.get("choice"), ())}
