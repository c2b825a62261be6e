"""What staff type to give a student something beyond the rules."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, IntegerField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs know only tuples
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, StopValidation

from app.assessment.rules import TimeFactor
from app.platform.forms import BaseForm, single_line

SHORTEST_REASON, LONGEST_REASON = 3, 500
MOST_MINUTES = 600
HOW_LONG = _("Enter a reason of 3 to 500 characters.")
WHOLE_MINUTES = _("Enter whole minutes, from 1 to 600.")
FACTORS = [
    SelectChoice(TimeFactor.NORMAL.value, _("The usual time")),
    SelectChoice(TimeFactor.QUARTER.value, _("1.25 times as long")),
    SelectChoice(TimeFactor.HALF.value, _("1.5 times as long")),
    SelectChoice(TimeFactor.DOUBLE.value, _("Twice as long")),
    SelectChoice(TimeFactor.NO_LIMIT.value, _("No time limit")),
]


class MinutesField(IntegerField):
    """A number of minutes; what is none gets our sentence."""

    def __init__(self, label: Any, **options: Any) -> None:
        """With its limits."""
        limits = [InputRequired(WHOLE_MINUTES), NumberRange(1, MOST_MINUTES, WHOLE_MINUTES)]
        super().__init__(label, limits, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it. Raises ValueError."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(WHOLE_MINUTES) from error

    def pre_validate(self, form: Any) -> None:
        """What is no number is not also compared with the limits. Raises StopValidation."""
        if self.process_errors:
            raise StopValidation


class GivingForm(BaseForm):
    """Anything given has a reason."""

    reason = TextAreaField(
        _("Reason"),
        [DataRequired(HOW_LONG), Length(SHORTEST_REASON, LONGEST_REASON, HOW_LONG)],
        filters=[single_line],
        render_kw={"rows": 3, "maxlength": LONGEST_REASON},
    )


class TimeForm(GivingForm):
    """Longer time for the person."""

    factor = SelectField(_("Time at every quiz with a limit"), choices=FACTORS)


class AttemptForm(GivingForm):
    """One more attempt."""


class MinutesForm(GivingForm):
    """More minutes for the attempt that the page showed."""

    attempt = HiddenField()
    minutes = MinutesField(_("More minutes"))


class ReopenForm(GivingForm):
    """The attempt that the page showed is opened again."""

    attempt = HiddenField()


class TimedReopenForm(ReopenForm):
    """The same where there is a limit."""

    minutes = MinutesField(_("Minutes from now on"))
