"""The form for one question: which kind's fields it has, how its data becomes a response and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import Field, IntegerField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from app.assessment.grading import KINDS, paper
from app.assessment.kinds.all_fields import FIELDS
from app.assessment.kinds.base import Ask, Order, Response, ResponseError
from app.assessment.kinds.essay.mark import Criterion
from app.assessment.kinds.fields import AnswerForm, choices
from app.assessment.models import Answer, Attempt, ManualMark
from app.catalogue.content.markdown import render_inline
from app.platform.forms import IN_THE_PAGES_LANGUAGE, BaseForm

LONGEST_OPERATION = 64


@dataclass(frozen=True, slots=True)
class Sheet:
    """One question as one student sees it on one paper: nothing in it knows the key."""

    kind: str
    order: Order
    ask: Ask
    form: AnswerForm
    prefix: str = ""  # of its fields, on a page with several questions

    @property
    def folder(self) -> str:
        """Where the kind's templates are."""
        return f"kinds/{self.kind.replace('-', '_')}"

    @property
    def is_asked(self) -> bool:
        """Whether there is anything to answer."""
        return KINDS[self.kind].IS_ASKED

    @property
    def is_marked_at_once(self) -> bool:
        """Whether it is a question that needs nobody to read the answer."""
        return self.is_asked and not KINDS[self.kind].NEEDS_MARKER


def sheet_of(answer: Answer, attempt: Attempt, typed: MultiDict[str, str] | None = None, prefix: str = "") -> Sheet:
    """The question with what was saved, or with what was just typed. `prefix`: of the names of its fields."""
    question = answer.question
    order = order_of(answer, attempt)
    kind, fields = KINDS[question.kind], FIELDS[question.kind]
    ask = kind.ask(kind.load(question.spec), order)
    stored = fields.from_response(answer.response, order) if answer.response else {}
    form = fields.build(ask)(formdata=typed, data=stored, prefix=prefix, meta=IN_THE_PAGES_LANGUAGE)
    return Sheet(question.kind, order, ask, form, prefix)


def order_of(answer: Answer, attempt: Attempt) -> Order:
    """The order in which this paper shows the question's options: from the seed, so it is the same for ever."""
    kind = KINDS[answer.question.kind]
    count = kind.tokens(kind.load(answer.question.spec)) if attempt.revision.shuffle or kind.MUST_SHUFFLE else 0
    return paper.order(attempt.seed, answer.number, count)


def response_from(sheet: Sheet, answer: Answer) -> Response | None:
    """What was typed, as a response in authored terms; None when the form says what is wrong with it."""
    if not sheet.form.validate():
        return None
    kind = KINDS[sheet.kind]
    try:
        raw = FIELDS[sheet.kind].to_response(sheet.form.data, sheet.order)
        return kind.normalise(kind.load(answer.question.spec), raw)
    except ResponseError as error:
        sheet.form.form_errors.append(_(str(error)))
        return None


def errors_of(sheet: Sheet) -> str:
    """What is wrong, in one line."""
    found: list[Any] = [message for messages in sheet.form.errors.values() for message in messages]
    return " ".join(str(message) for message in found)


def certainty_from(typed: Mapping[str, str], prefix: str = "") -> int | None:
    """How sure the student says to be, 1 to 3; None for no word, or for nonsense."""
    return {"1": 1, "2": 2, "3": 3}.get(typed.get(f"{prefix}certainty", ""))


FEW = 8  # points that are chosen from a list; more are typed
LONGEST_COMMENT = 2_000


class MarkForm(BaseForm):
    """What a marker decides: points for each criterion, words for the student. `known`: the newest mark seen."""

    known = IntegerField(validators=[Optional()], widget=HiddenInput())
    comment = TextAreaField(
        lazy_gettext("Comment for the student"),
        [Length(max=LONGEST_COMMENT, message=lazy_gettext("Write at most 2,000 characters."))],
    )

    def show_known(self, turn: int) -> None:
        """Put the newest mark into the form, whatever was sent: whoever sends it again has seen that mark."""
        self.known.data, self.known.raw_data = turn, None

    @property
    def criteria(self) -> list[Field]:
        """The fields of the rubric, in its order."""
        return [field for field in self if field.name.startswith("points-")]


def mark_form_for(rubric: Sequence[Criterion], mark: ManualMark | None) -> MarkForm:
    """The form for an answer to a question with this rubric, filled with the mark that it has."""

    class Marking(MarkForm):
        """One field a criterion."""

    for number, criterion in enumerate(rubric, start=1):
        setattr(Marking, f"points-{number}", _points_field(criterion))
    points = enumerate(mark.points, start=1) if mark else ()
    given = {f"points-{number}": one for number, one in points}
    return Marking(data=given | {"comment": mark.comment if mark else "", "known": mark.turn if mark else 0})


def _points_field(criterion: Criterion) -> Field:
    words = Markup(render_inline(criterion.text)).striptags()  # noqa: S704 - our own Markdown, which escapes
    missing = _("Give points for \u201c%(criterion)s\u201d.", criterion=words)
    needed = InputRequired(missing)
    if criterion.points <= FEW:
        shown = choices({at: str(at) for at in range(criterion.points + 1)})
        return RadioField(criterion.text, [needed], choices=shown, coerce=int)
    between = _("Points go from 0 to %(most)s.", most=criterion.points)
    limits = NumberRange(0, criterion.points, between)
    return IntegerField(criterion.text, [needed, limits], render_kw={"inputmode": "numeric"})
