"""A question as its author edits it: what all kinds have, and the part that its kind knows."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.assessment.grading import KINDS
from app.assessment.kinds import Kind
from app.assessment.kinds.all_fields import FIELDS
from app.assessment.kinds.base import ContentError, numbered
from app.assessment.kinds.fields import EditForm, choices
from app.authoring.forms.lesson import lines_of
from app.authoring.rules import rows
from app.authoring.rules.rows import Row
from app.catalogue.content.fields import ANY_NUMBER, SLUG
from app.catalogue.content.parts import QuestionFile
from app.platform.forms import BaseForm

LONGEST = 10_000
TOO_LONG = Length(max=LONGEST, message=_("Write at most 10,000 characters."))
USES = {"quiz": _("In the quiz of this module"), "final": _("Kept for the final test"), "practice": _("For practice")}
STYLES = {
    "recall": _("Asks what the lesson says"),
    "scenario": _("Puts the student into a session"),
    "evidence": _("Asks to judge a claim"),
}


class QuestionForm(BaseForm):
    """What every kind of question has."""

    rows: list[Row] | None = None
    row_faults: Sequence[str] = ()

    stem = TextAreaField(_("Question"), [DataRequired(_("Write the question.")), TOO_LONG], render_kw={"rows": 4})
    why = TextAreaField(_("Why the right answer is right"), [TOO_LONG], render_kw={"rows": 4})
    passage = SelectField(_("Passage that it rests on"))
    objective = SelectField(_("Objective that it asks for"))
    sources = SelectMultipleField(_("Sources"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())
    use = SelectField(_("Where it is asked"), choices=choices(USES))
    style = SelectField(_("What it asks for"), choices=choices(STYLES))
    points = IntegerField(_("Points"), [InputRequired(_("Say how many points it is worth.")),
                          NumberRange(1, ANY_NUMBER, _("Points are a whole number from 1."))])  # fmt: skip
    tags = StringField(_("Tags"), [Optional(), Length(max=200)])
    version = HiddenField()

    def validate_tags(self, field: Field) -> None:
        """Refuse what cannot be a tag."""
        if not all(map(is_tag, tags_of(field.data))):
            raise ValidationError(gettext("A tag has lower-case letters, digits and hyphens only."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether it can be saved. What is wrong with rows is said in their own words, not by lines of a list."""
        is_valid = super().validate(extra_validators)
        if self.row_faults:
            self["body"].errors = [gettext(fault) for fault in self.row_faults]
        return bool(is_valid and not self.row_faults)

    def question(self, was: QuestionFile) -> QuestionFile:
        """The question with what was typed."""
        return QuestionFile(
            slug=was.slug, id=was.id, kind=was.kind, points=int(self.points.data or 1) if "points" in self else 0,
            objective=str(self.objective.data or ""), passage=str(self.passage.data or ""),
            sources=tuple(self.sources.data or ()), use=str(self.use.data), style=str(self.style.data),
            tags=tuple(tags_of(self.tags.data)), extras=self.extras(was), stem=lines_of(self.stem.data),
            body=lines_of(self["body"].data), why=lines_of(self.why.data), place=was.place,
        )  # fmt: skip

    def extras(self, was: QuestionFile) -> dict[str, object]:
        """The keys of the kind, without those that say what would be so anyway. What other keys there were stays."""
        kind, spec = KINDS[was.kind], getattr(self, "spec", None)
        written = kind.write(spec)[1] if spec is not None else {}
        for key in [one for one in written if one not in was.extras]:
            rest = {name: value for name, value in written.items() if name != key}
            if is_same(kind, str(self["body"].data), rest, spec):
                written = rest
        return {key: value for key, value in was.extras.items() if key not in kind.OPTIONS} | written


def is_same(kind: Kind[Any], body: str, options: Mapping[str, object], spec: object) -> bool:
    """Whether a body means the same with these options."""
    try:
        return bool(kind.read(numbered(lines_of(body)), options) == spec)
    except ContentError:
        return False


def tags_of(text: str | None) -> list[str]:
    """What stands between commas."""
    return [tag.strip() for tag in (text or "").split(",") if tag.strip()]


def is_tag(text: str) -> bool:
    """Whether a quiz can name it."""
    return re.fullmatch(SLUG, text) is not None


def form_class(kind: str) -> type[QuestionForm]:
    """The form for a kind: the common fields, and those of the kind."""
    edit: type[EditForm] = FIELDS[kind].Edit
    return type("KindForm", (QuestionForm, edit), {})


def data_of(question: QuestionFile, version: int) -> dict[str, Any]:
    """What the form shows of a question."""
    common = {
        name: getattr(question, name)
        for name in ("stem", "why", "passage", "objective", "use", "style", "points", "body")
    }
    lists = {"sources": list(question.sources), "tags": ", ".join(question.tags), "version": str(version)}
    return {**question.extras, **common, **lists}


def rows_sent(sent: Mapping[str, str] | MultiDict[str, str]) -> list[Row] | None:
    """The rows that a form sent; None when it had none."""
    if "option-1" not in sent:
        return None
    right = set(sent.getlist("right")) if isinstance(sent, MultiDict) else {sent.get("right")}
    numbers = [str(number) for number in range(1, rows.MOST + 1) if f"option-{number}" in sent]
    return [Row(sent[f"option-{at}"].strip(), at in right, lines_of(sent.get(f"reply-{at}"))) for at in numbers]
