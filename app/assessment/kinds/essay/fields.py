"""Essay: a text area, and the words counted."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import Field, IntegerField, TextAreaField
from wtforms.validators import Optional, ValidationError

from app.assessment.kinds import Kind
from app.assessment.kinds.base import Ask, Order, Response
from app.assessment.kinds.essay import mark
from app.assessment.kinds.fields import AnswerForm, EditForm


class Edit(EditForm):
    """The rubric, how many words are wanted, and the text to begin with."""

    kind: ClassVar[Kind[Any]] = mark
    least_words = IntegerField(validators=[Optional()])
    most_words = IntegerField(validators=[Optional()])
    template = TextAreaField()


class Written(TextAreaField):
    """A text area that holds the template until something was written."""

    def process_data(self, value: object) -> None:
        """Take what was stored, if it says anything."""
        super().process_data(value or self.default)


def build(ask: Ask) -> type[AnswerForm]:
    """The text area. Too few words and too many are told of, and saved all the same."""
    least, most = getattr(ask, "least_words", 0), getattr(ask, "most_words", 0)
    template = getattr(ask, "template", "")

    class Answer(AnswerForm):
        answer = Written(default=template, render_kw={"maxlength": mark.LENGTH})

        def validate_answer(self, field: Field) -> None:
            """Refuse a text that is longer than a reader has time for."""
            if len((field.data or "").replace("\r\n", "\n")) > mark.LENGTH:
                raise ValidationError(field.gettext("An answer can have 20,000 characters at most."))

        def remarks(self) -> list[str]:
            """The student hears of a text that is too short or too long; an untouched template is no answer yet."""
            text = self.answer.data or ""
            count = mark.count_words(text)
            told = ""
            if most and count > most:
                told = self.answer.ngettext(
                    "Your answer has %(count)s word; at most %(most)s are asked for.",
                    "Your answer has %(count)s words; at most %(most)s are asked for.",
                    count,
                )
            elif count < least and text.split() not in ([], template.split()):
                told = self.answer.ngettext(
                    "Your answer has %(count)s word; at least %(least)s are asked for.",
                    "Your answer has %(count)s words; at least %(least)s are asked for.",
                    count,
                )
            return [told % {"count": count, "least": least, "most": most}] if told else []

    return Answer


def to_response(data: Mapping[str, Any], order: Order) -> Response:
    """What was written."""
    return {"text": data["answer"] or ""}


def from_response(response: Response, order: Order) -> dict[str, Any]:
    """The same."""
    return {"answer": response.get("text") or ""}
