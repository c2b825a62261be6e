"""Invitations, codes, and who may begin."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs know only tuples
from wtforms.validators import DataRequired, InputRequired, Length

from app.catalogue.rules import Admission
from app.platform.forms import BaseForm
from app.teaching.forms.fields import CohortField, DayField, DaysField, WholeField
from app.teaching.rules import TooMany, in_text

INTO = _("Into the cohort")
NO_COHORT_WORDS = _("None")
WORKS_FOR = _("Works for how many days")
DAYS = 14
LARGEST_TABLE = 256 * 1024
LONGEST_TEXT = 100_000
MOST_PLACES = 100_000


class AdmissionForm(BaseForm):
    """Who may begin, and when the course is featured."""

    admission = RadioField(
        _("Who may start"),
        [InputRequired(_("Choose who may start."))],
        choices=[
            SelectChoice(Admission.OPEN.value, _("Anybody")),
            SelectChoice(Admission.INVITED.value, _("Only with an invitation or a code")),
            SelectChoice(Admission.CLOSED.value, _("Nobody at present")),
        ],
    )
    featured_from = DayField(_("Featured from"))
    featured_until = DayField(_("Featured until"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Of the two days both or neither, in order. A field's own validators do not run while it is empty."""
        is_valid, until = bool(super().validate(extra_validators)), self.featured_until
        first, last = self.featured_from.data, until.data
        if is_valid and (first is None) != (last is None):
            until.errors = [_("Enter both days, or neither.")]
        elif is_valid and first and last and last < first:
            until.errors = [_("The last day is before the first.")]
        return is_valid and not until.errors


class CohortChoice(BaseForm):
    """Whatever may lead into a cohort."""

    cohort = CohortField(INTO)

    def __init__(self, cohorts: dict[int, str], *given: Any, **named: Any) -> None:
        """`cohorts`: number → name."""
        super().__init__(*given, **named)
        self.cohort.offer(cohorts, NO_COHORT_WORDS)


class CodeForm(CohortChoice):
    """A new code."""

    most_uses = WholeField(
        _("How many people"), 1, MOST_PLACES, must=False, words=_("Enter a whole number, from 1 to 100,000.")
    )
    last_day = DayField(_("Last day"))


class LinkForm(CohortChoice):
    """A link for whoever has it."""

    days = DaysField(WORKS_FOR, default=DAYS)


class InviteForm(CohortChoice):
    """Addresses, pasted or in a table."""

    addresses = TextAreaField(
        _("E-mail addresses"),
        [Length(max=LONGEST_TEXT, message=_("Paste at most 100,000 characters."))],
        render_kw={"rows": 6},
    )
    table = FileField(_("Or a file (CSV)"))
    days = DaysField(WORKS_FOR, default=DAYS)


class ConfirmForm(CohortChoice):
    """What the preview showed, to be invited. After `validate`, `emails` are the addresses."""

    emails: Sequence[str] = ()
    rows = HiddenField(validators=[DataRequired(), Length(max=LONGEST_TEXT * 2)])
    days = DaysField(WORKS_FOR, default=DAYS)

    def validate_rows(self, field: HiddenField) -> None:
        """Read like anything that is typed."""
        try:
            self.emails = [row.email for row in in_text(str(field.data)) if row.email]
        except TooMany as error:
            raise ValidationError(_("There are more than 500 addresses.")) from error
