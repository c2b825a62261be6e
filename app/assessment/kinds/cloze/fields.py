"""Cloze: a line of text or a select in each gap."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from wtforms import Field, SelectField, StringField
from wtforms.form import BaseForm
from wtforms.validators import Optional, ValidationError

from app.assessment.kinds import Kind
from app.assessment.kinds.base import Ask, Order, Response, ResponseError
from app.assessment.kinds.cloze import mark
from app.assessment.kinds.fields import AnswerForm, EditForm, as_rows, choices, rows_of, with_rows
from app.assessment.kinds.gaps import CHOICE, NUMBER, Gap
from app.assessment.kinds.numbers import LENGTH as DIGITS
from app.assessment.kinds.texts import LENGTH as LETTERS


class Edit(EditForm):
    """The passage, and the rule that marks it."""

    kind: ClassVar[Kind[Any]] = mark
    rule = SelectField(choices=choices(mark.RULES))


class Typed(StringField):
    """What is typed in a gap. It says what is wrong with the name of the gap, since the page has several."""

    def __init__(self, kind: str, place: str, **kwargs: Any) -> None:
        super().__init__(render_kw={"maxlength": DIGITS if kind == NUMBER else LETTERS}, **kwargs)
        self.gap, self.place = Gap(kind, ()), place

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what cannot be read."""
        try:
            self.gap.given(self.data)
        except ResponseError as error:
            message = self.gettext("Gap %(place)s: %(message)s")
            raise ValidationError(message % {"place": self.place, "message": self.gettext(str(error))}) from error


class OneText(SelectField):
    """At most one of the texts. They are their own values, which tell nothing."""

    def __init__(self, texts: Sequence[str], **kwargs: Any) -> None:
        super().__init__(choices=choices(dict(zip(texts, texts, strict=True))), validators=[Optional()], **kwargs)
        self.texts = texts

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the first value."""
        self.data = valuelist[0] if valuelist else None

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what is not shown, in our words; `Optional` forgives an empty answer."""
        if self.data not in self.texts:
            raise ValidationError(self.gettext("Choose one of the answers shown."))


def build(ask: Ask) -> type[AnswerForm]:
    """A field for every gap."""

    class Answer(AnswerForm):
        pass

    return with_rows(Answer, [_field(number, blank) for number, blank in enumerate(_blanks(ask), start=1)])


def _blanks(ask: Ask) -> Sequence[mark.Blank]:
    return ask.blanks if isinstance(ask, mark.PassageAsk) else ()


def _field(number: int, blank: mark.Blank) -> Field:
    return OneText(blank.options) if blank.kind == CHOICE else Typed(blank.kind, str(number))


def to_response(data: Mapping[str, Any], order: Order) -> Response:
    """What stands in each gap; options are named by their text, so no order matters."""
    return {"gaps": {str(place): text for place, text in enumerate(rows_of(data))}}


def from_response(response: Response, order: Order) -> dict[str, Any]:
    """The same."""
    gaps = response.get("gaps")
    return as_rows(gaps.get(str(place)) for place in range(len(gaps))) if isinstance(gaps, Mapping) else {}
