"""What the kinds' `fields.py` share: two forms, and fields that end in a plain sentence whatever is sent to them.

WTForms only, so that the forms can be tested without an app; `assessment/forms.py` and the studio mix in `BaseForm`.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count, takewhile
from typing import Any, ClassVar, Protocol, TypeVar

from wtforms import Field, Form, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs know only tuples
from wtforms.form import BaseForm
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.assessment.kinds import Kind
from app.assessment.kinds.base import Ask, ContentError, Order, Response, authored, numbered, shown


class AnswerForm(Form):
    """The answer to one question. The field is `answer`, or `answer-1` and so on where every row wants its own."""

    def remarks(self) -> list[str]:
        """What the student should hear about an answer that is saved all the same."""
        return []


class EditForm(Form):
    """The part of a question that its kind knows, as an instructor writes it. A valid form holds the `spec`."""

    kind: ClassVar[Kind[Any]]
    spec: Any = None

    body = TextAreaField(validators=[Length(max=20_000)])

    def options(self) -> dict[str, object]:
        """The front matter of the kind."""
        return {name: self[name].data for name in self.kind.OPTIONS}

    def validate_body(self, field: Field) -> None:
        """Say what cannot be read, and in which line."""
        try:
            self.spec = self.kind.read(numbered(field.data or ""), self.options())
        except ContentError as error:
            raise ValidationError(str(error)) from error


class Fields(Protocol):
    """The shape of every kind's `fields.py`. Form data name things by their position shown, responses by place."""

    @property
    def Edit(self) -> type[EditForm]:  # noqa: N802 - a class of the module
        """The form for what an instructor writes."""

    def build(self, ask: Ask) -> type[AnswerForm]:
        """The form for what this student sees."""

    def to_response(self, data: Mapping[str, Any], order: Order) -> Response:
        """The response that the data of a valid form mean. Raises ResponseError for others."""

    def from_response(self, response: Response, order: Order) -> dict[str, Any]:
        """The form data that show a stored response again."""


def position(value: object) -> int | None:
    """A position as a browser sends it: nothing is None, and nonsense is -1, where nothing is ever shown."""
    text = "" if value is None else str(value).strip()
    try:
        return int(text) if text else None
    except ValueError:
        return -1


def choices(texts: Mapping[Any, str]) -> list[Any]:
    """Choices for a select or a radio field: value, text."""
    return [SelectChoice(value, text) for value, text in texts.items()]


class OneOf(SelectField):
    """At most one of the texts. Values are positions from `start`, which tell nothing."""

    def __init__(self, texts: Sequence[str], start: int = 0, **kwargs: Any) -> None:
        shown = dict(enumerate(texts, start))
        super().__init__(choices=choices(shown), coerce=position, validators=[Optional()], **kwargs)
        self.places = range(start, start + len(texts))

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the first value. A browser sends nothing when no button is chosen: that clears what was stored."""
        self.data = position(valuelist[0]) if valuelist else None

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what is not shown, in our words; `Optional` forgives an empty answer."""
        if self.data not in self.places:
            raise ValidationError(self.gettext("Choose one of the answers shown."))


class OneButton(OneOf, RadioField):
    """The same as radio buttons."""


class SomeOf(SelectMultipleField):
    """Any of the texts, as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, texts: Sequence[str], **kwargs: Any) -> None:
        super().__init__(choices=choices(dict(enumerate(texts))), coerce=position, **kwargs)
        self.places = range(len(texts))

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Look at one value more than there are checkboxes: that is enough to see that there are too many."""
        self.data = [position(value) for value in valuelist[: len(self.places) + 1]]

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what is not shown, in our words."""
        data = self.data or []
        if len(data) > len(self.places) or any(place not in self.places for place in data):
            raise ValidationError(self.gettext("Choose among the answers shown."))


# The whole form of kinds whose answer is one of what is shown, or some of it


def one_button(ask: Ask) -> type[AnswerForm]:
    """One of what is shown, or nothing."""

    class Answer(AnswerForm):
        answer = OneButton(ask.shown)

    return Answer


def as_choice(data: Mapping[str, Any], order: Order) -> Response:
    """The authored place of what was chosen."""
    return {"choice": authored(data["answer"], order)}


def from_choice(response: Response, order: Order) -> dict[str, Any]:
    """The position of what was chosen."""
    return {"answer": shown(response.get("choice"), order)}


def some_boxes(ask: Ask) -> type[AnswerForm]:
    """Any of what is shown."""

    class Answer(AnswerForm):
        answer = SomeOf(ask.shown)

    return Answer


def chosen_places(data: Mapping[str, Any], order: Order) -> list[int]:
    """The authored places of what was chosen, each once, ascending."""
    places = {authored(position, order) for position in data["answer"] or []}
    return sorted(place for place in places if place is not None)


def from_places(places: object, order: Order) -> dict[str, Any]:
    """The positions of what was chosen."""
    return {"answer": [shown(place, order) for place in places] if isinstance(places, list) else []}


F = TypeVar("F", bound=AnswerForm)


def with_rows(form: type[F], rows: Iterable[Field]) -> type[F]:
    """The form with a field a row."""
    for number, row in enumerate(rows, start=1):
        setattr(form, f"answer-{number}", row)
    return form


def rows_of(data: Mapping[str, Any]) -> list[Any]:
    """What the data have for `answer-1`, `answer-2` and so on."""
    return [data[name] for name in takewhile(data.__contains__, map("answer-{}".format, count(1)))]


def as_rows(values: Iterable[Any]) -> dict[str, Any]:
    """The data that `rows_of` reads."""
    return {f"answer-{number}": value for number, value in enumerate(values, start=1)}
