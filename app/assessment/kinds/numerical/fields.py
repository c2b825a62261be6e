"""Numerical: one line of text. Not a number field: browsers drop what they cannot read, and some have no minus sign."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import Field, StringField
from wtforms.validators import ValidationError

from app.assessment.kinds import Kind
from app.assessment.kinds.base import Ask, Order, Response, ResponseError
from app.assessment.kinds.fields import AnswerForm, EditForm
from app.assessment.kinds.numbers import LENGTH
from app.assessment.kinds.numerical import mark


class Edit(EditForm):
    """The numbers accepted, the wrong ones that are replied to, and the unit."""

    kind: ClassVar[Kind[Any]] = mark
    unit = StringField(render_kw={"maxlength": mark.LONGEST_UNIT})


def build(ask: Ask) -> type[AnswerForm]:
    """A text field; the unit may be typed too."""

    class Answer(AnswerForm):
        answer = StringField(render_kw={"maxlength": LENGTH})

        def validate_answer(self, field: Field) -> None:
            """Refuse what is no number, or one that can be read in two ways."""
            try:
                mark.typed(field.data or "", getattr(ask, "unit", ""))
            except ResponseError as error:
                raise ValidationError(field.gettext(str(error))) from error

    return Answer


def to_response(data: Mapping[str, Any], order: Order) -> Response:
    """What was typed."""
    return {"text": data["answer"] or ""}


def from_response(response: Response, order: Order) -> dict[str, Any]:
    """The same."""
    return {"answer": response.get("text") or ""}
