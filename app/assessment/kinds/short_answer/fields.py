"""Short answer: one line of text."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import Field, StringField
from wtforms.validators import ValidationError

from app.assessment.kinds import Kind
from app.assessment.kinds.base import Ask, Order, Response
from app.assessment.kinds.fields import AnswerForm, EditForm
from app.assessment.kinds.short_answer import mark
from app.assessment.kinds.texts import LENGTH


class Edit(EditForm):
    """The accepted answers, and the wrong ones that are replied to."""

    kind: ClassVar[Kind[Any]] = mark


class Answer(AnswerForm):
    """The same form for every question of the kind."""

    answer = StringField(render_kw={"maxlength": LENGTH})

    def validate_answer(self, field: Field) -> None:
        """Refuse a text of more than a few lines."""
        if len(field.data or "") > LENGTH:
            raise ValidationError(field.gettext("An answer can have 500 characters at most."))


def build(ask: Ask) -> type[AnswerForm]:
    """A text field."""
    return Answer


def to_response(data: Mapping[str, Any], order: Order) -> Response:
    """What was typed."""
    return {"text": data["answer"] or ""}


def from_response(response: Response, order: Order) -> dict[str, Any]:
    """The same."""
    return {"answer": response.get("text") or ""}
