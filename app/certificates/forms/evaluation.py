"""The form of a course evaluation, made from the questions of the course."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, IntegerField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs know only tuples
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.catalogue.content.evaluation import CHOICE, NUMBER, SCALE
from app.catalogue.queries.usual import in_course
from app.platform.forms import BaseForm
from app.platform.languages import said

SCALE_WORDS = [
    ("5", _("Strongly agree")), ("4", _("Agree")), ("3", _("Neither")), ("2", _("Disagree")),
    ("1", _("Strongly disagree")),
]  # fmt: skip
MOST = 100_000
LONGEST = 2_000


def evaluation_form(evaluation: Mapping[str, Any], written: str = "en") -> BaseForm:
    """A form with a field for each question, named `q-` and its id. `written`: the language of the questions."""
    fields = {_name(question): _field(question, written) for question in evaluation["questions"]}
    form: BaseForm = type("EvaluationForm", (BaseForm,), fields)()
    return form


def answers_in(form: BaseForm, evaluation: Mapping[str, Any]) -> dict[str, Any]:
    """What was answered, by the question's id; nothing for what was left empty."""
    given = {question["id"]: form[_name(question)].data for question in evaluation["questions"]}
    return {key: value for key, value in given.items() if value not in (None, "")}


def _name(question: Mapping[str, Any]) -> str:
    return f"q-{question['id']}"


def _field(question: Mapping[str, Any], written: str) -> Field:
    words, kind = in_course(question["text"], written), question["kind"]
    text, needed = said(*words), [InputRequired(_("Please answer: %(text)s", text=words.text))]
    if kind == SCALE:
        return RadioField(text, needed, choices=[SelectChoice(*one) for one in SCALE_WORDS])
    if kind == CHOICE:
        return RadioField(
            text, needed, choices=[SelectChoice(one, said(*in_course(one, written))) for one in question["options"]]
        )
    if kind == NUMBER:
        number = NumberRange(0, MOST, _("Enter a whole number, please."))
        return IntegerField(text, [*needed, number], render_kw={"inputmode": "numeric"})
    return TextAreaField(text, [Optional(), Length(max=LONGEST, message=_("Use at most 2,000 characters."))])
