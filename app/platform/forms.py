"""The form every form derives from: CSRF token, trimmed text."""

import unicodedata
from collections.abc import Callable
from typing import Any

from flask_babel import get_translations
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, StringField, TextAreaField, ValidationError


def trimmed(value: object) -> object:
    """Text without surrounding white space and without invisible direction marks; anything else as it is."""
    if not isinstance(value, str):
        return value
    return "".join(symbol for symbol in value if symbol not in _DIRECTION_MARKS).strip()


# A name with a right-to-left override prints as somebody else's.
_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00")


def single_line(value: object) -> object:
    """A name: trimmed, on one line, nothing in it that steers a terminal; empty when none of it can be seen."""
    text = trimmed(value)
    if not isinstance(text, str):
        return text
    line = " ".join("".join(" " if unicodedata.category(symbol) == "Cc" else symbol for symbol in text).split())
    return line if any(symbol.isprintable() and not symbol.isspace() for symbol in line) else ""


def printable(_form: object, field: Field) -> None:
    """A validator for what is printed on paper: raises ValidationError for markup and for what steers a terminal.

    Looked for in what was sent, since `single_line` takes such characters out; a tab or line end that was pasted with
    a name is no fault.
    """
    sent = "".join(str(one) for one in field.raw_data or ())
    if any(unicodedata.category(symbol) == "Cc" and not symbol.isspace() for symbol in sent):
        raise ValidationError(_("This has characters that cannot be printed. Delete them, or type it anew."))
    if "<" in sent or ">" in sent:
        raise ValidationError(_("Leave out < and >: enter it as it is on the license."))


# For a form that knows no Flask, `form(…, meta=IN_THE_PAGES_LANGUAGE)`: what its fields say is in our catalogue.
IN_THE_PAGES_LANGUAGE = {"get_translations": lambda _form: get_translations()}


class BaseForm(FlaskForm):  # type: ignore[misc]
    """Our forms: what people type is trimmed, and every form carries a token against forgery."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Adds the trimming to each text field."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Give text fields the filter."""
            filters: list[Callable[[object], object]] = list(unbound_field.kwargs.get("filters", ()))
            if issubclass(unbound_field.field_class, StringField | TextAreaField):
                filters.append(trimmed)
            bound: Field = unbound_field.bind(form=form, filters=filters, **options)
            return bound


class EmptyForm(BaseForm):
    """A button: only the token against forgery."""
