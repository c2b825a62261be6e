"""What is typed to correct a wrong key: the remedy, the new key, why; and that it is really meant."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.assessment.actions import Correction
from app.assessment.grading import rekey
from app.assessment.grading.regrade import WITH_KEY, Fix, Fixes, Remedy, keys
from app.assessment.kinds.base import ContentError
from app.assessment.models import Question
from app.platform.forms import BaseForm, single_line
from app.reporting.forms.giving import HOW_LONG, LONGEST_REASON, SHORTEST_REASON

REMEDIES = {
    Remedy.ACCEPT_BOTH: _("Accept both: what was right stays right, and the key below is right too"),
    Remedy.NEW_KEY: _("New key: only the key below is right"),
    Remedy.DROP: _("Drop: the question counts for nobody"),
    Remedy.FULL_MARKS: _("Full marks: everybody who had the question gets all its points"),
}
LONGEST_KEY = 5_000


class FixForm(BaseForm):
    """What every kind of question has. `correction` is there once the form is valid."""

    question: Question
    fixes: Fixes
    remedy = RadioField(_("What shall be done?"), [InputRequired(_("Choose what shall be done."))])
    reason = TextAreaField(
        _("Reason"),
        [DataRequired(HOW_LONG), Length(SHORTEST_REASON, LONGEST_REASON, HOW_LONG)],
        filters=[single_line],
        render_kw={"rows": 3, "maxlength": LONGEST_REASON},
    )
    lower = BooleanField(_("Also lower the results of students who have passed"))

    def new_spec(self) -> dict[str, Any]:
        """The question with the key that was typed. Raises ValidationError."""
        raise ValidationError(_("Choose one of the answers shown."))

    def validate_remedy(self, field: Field) -> None:
        """Refuse what would change nothing."""
        last = self.fixes[-1].remedy if self.fixes else None
        if last == field.data and last not in WITH_KEY:
            raise ValidationError(_("This was done already."))

    @property
    def correction(self) -> Correction:
        """What was asked for. Raises ValidationError for a key that is none, or that is in force already."""
        remedy = Remedy(self.remedy.data)
        fix = Fix(remedy, self.new_spec() if remedy in WITH_KEY else None)
        before, after = (keys(self.question.spec, fixes) for fixes in (self.fixes, [*self.fixes, fix]))
        is_same = after == before or (remedy is Remedy.ACCEPT_BOTH and fix.spec in before)
        if is_same and remedy in WITH_KEY and not (self.fixes and self.fixes[-1].remedy not in WITH_KEY):
            raise ValidationError(_("This is the key already. Change it, or choose another remedy."))
        return Correction(fix, str(self.reason.data), keep_passed=not self.lower.data)


class TickedForm(FixForm):
    """Options to tick anew."""

    right = SelectMultipleField(
        _("The key"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def new_spec(self) -> dict[str, Any]:
        """The options that were ticked are right."""
        if not self.right.data:
            raise ValidationError(_("Tick at least one option as right."))
        return rekey.with_right(self.question.spec, self.right.data)


class TypedForm(FixForm):
    """Lines that are accepted."""

    accepted = TextAreaField(_("The key"), [Length(max=LONGEST_KEY)], render_kw={"rows": 5})

    def new_spec(self) -> dict[str, Any]:
        """Each line is an accepted answer."""
        lines = [line.strip() for line in str(self.accepted.data or "").splitlines() if line.strip()]
        try:
            return rekey.with_accepted(self.question.kind, self.question.spec, lines)
        except ContentError as error:
            raise ValidationError(str(error)) from error


class ApplyForm(BaseForm):
    """Under the preview: that it is meant, and what was looked at."""

    fingerprint = HiddenField()
    sure = BooleanField(
        _("Yes, change these results and write to these students"),
        [InputRequired(_("Tick the box to say that you have looked at what changes."))],
    )


def fix_form(question: Question, fixes: Fixes) -> FixForm:
    """The form for a question, filled with the key that is in force, or with what was sent."""
    newest = keys(question.spec, fixes)[-1]
    ticked, typed = question.kind in rekey.TICKED, question.kind in rekey.TYPED
    form: FixForm
    if ticked:
        options = rekey.options(question.kind, newest)
        form = TickedForm(data={"right": [place for place, (_text, right) in enumerate(options) if right]})
        form["right"].choices = [(place, text) for place, (text, _right) in enumerate(options)]
    elif typed:
        form = TypedForm(data={"accepted": "\n".join(rekey.accepted(question.kind, newest))})
    else:
        form = FixForm()
    form.question, form.fixes = question, fixes
    offered = Remedy if ticked or typed else [one for one in Remedy if one not in WITH_KEY]
    form.remedy.choices = [(one.value, REMEDIES[one]) for one in offered]
    return form


def correction_of(form: FixForm) -> Correction | None:
    """What was asked for; None when the form says what is wrong with it."""
    if not form.validate():
        return None
    try:
        return form.correction
    except ValidationError as error:
        field = next((name for name in ("right", "accepted") if name in form), "remedy")
        form[field].errors = [*form[field].errors, error.args[0]]
        return None


def shown_again(form: FixForm) -> Sequence[tuple[str, str]]:
    """What the form said, as hidden fields of the preview."""
    found = [("remedy", form.remedy.data), ("reason", form.reason.data)]
    found += [("lower", "y")] if form.lower.data else []
    if "right" in form:
        found += [("right", str(place)) for place in form["right"].data]
    if "accepted" in form:
        found += [("accepted", form["accepted"].data or "")]
    return [(name, str(value)) for name, value in found]
