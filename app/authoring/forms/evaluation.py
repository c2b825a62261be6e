"""What people are asked about a course, question by question."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from app.assessment.kinds.fields import choices
from app.authoring.forms.about import rows_in
from app.authoring.forms.lesson import lines_of
from app.catalogue.content.evaluation import CHOICE, FEWEST_OPTIONS, MOST_OPTIONS, NUMBER, SCALE, TEXT
from app.catalogue.content.parts import EvaluationQuestion
from app.platform.forms import BaseForm, single_line

KINDS = {
    SCALE: _("A statement, with five steps of agreement"),
    CHOICE: _("One of several answers"),
    NUMBER: _("A whole number"),
    TEXT: _("Words of their own; may be left empty"),
}

SHORT = {SCALE: _("agreement"), CHOICE: _("choice"), NUMBER: _("number"), TEXT: _("own words")}


class IntroForm(BaseForm):
    """What stands before the questions."""

    required = BooleanField(_("Ask everybody, before they get their certificate"))
    intro = TextAreaField(
        _("What is said before the questions"),
        [Length(max=1_000, message=_("Write at most 1,000 characters."))],
        render_kw={"rows": 2},
    )
    seen = HiddenField()

    @property
    def words(self) -> str:
        """What was typed before the questions."""
        return lines_of(self.intro.data)


class AskForm(BaseForm):
    """One question."""

    text = StringField(
        _("The question, or the statement to agree with"),
        [DataRequired(_("Write the question.")), Length(max=300, message=_("Write at most 300 characters."))],
        filters=[single_line],
    )  # fmt: skip
    kind = SelectField(_("How it is answered"), choices=choices(KINDS))
    options = TextAreaField(
        _("Answers to choose from, one a line"), [Length(max=2_000, message=_("Write at most 2,000 characters."))],
        render_kw={"rows": 4},
    )  # fmt: skip
    seen = HiddenField()
    fixed = ""

    @property
    def how(self) -> str:
        """The kind: chosen once, so that what was answered before stays readable."""
        return self.fixed or str(self.kind.data)

    def validate_options(self, field: Field) -> None:
        """Only a choice has them, and it needs some that differ."""
        rows = rows_in(field.data)
        if self.how != CHOICE and rows:
            raise ValidationError(gettext("Only “One of several answers” has answers to choose from."))
        if self.how == CHOICE and not FEWEST_OPTIONS <= len(rows) <= MOST_OPTIONS:
            raise ValidationError(gettext("Write 2 to 10 answers, one a line."))
        if len({row.casefold() for row in rows}) < len(rows):
            raise ValidationError(gettext("Two of the answers read the same. Change one of them."))

    def question(self, id_: str) -> EvaluationQuestion:
        """What was typed."""
        rows = tuple(rows_in(self.options.data)) if self.how == CHOICE else ()
        return EvaluationQuestion(id=id_, kind=self.how, text=str(self.text.data), options=rows)


def ask_form(question: EvaluationQuestion, seen: str) -> AskForm:
    """The form, filled with a question; its kind stays what it is."""
    form = AskForm(data={"text": question.text, "options": "\n".join(question.options), "seen": seen})
    del form.kind
    form.fixed = question.kind
    return form
