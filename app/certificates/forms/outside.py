"""What is typed of another provider's certificate."""

from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs know only tuples
from wtforms.validators import DataRequired, InputRequired, Length, Regexp

from app.platform import clock
from app.platform.forms import BaseForm, single_line
from app.platform.pages import local

N_ = str  # marks a text for translation; what is kept, and printed on the transcript, is the English
FORMATS = [N_("Home study"), N_("Live"), N_("Webinar"), N_("Other")]
FIRST_YEAR = 1950


class OutsideForm(BaseForm):
    """One certificate."""

    title = StringField(
        _("Course"), [DataRequired(_("Enter the title of the course.")), Length(max=200)], filters=[single_line]
    )
    provider = StringField(
        _("Provider"), [DataRequired(_("Enter who gave the course.")), Length(max=200)], filters=[single_line]
    )
    completed_on = DateField(_("Completed on"), [InputRequired(_("Enter the date on the certificate."))])
    hours = StringField(
        _("CE hours"),
        [
            DataRequired(_("Enter the hours on the certificate.")),
            Regexp(r"\d{1,3}(\.\d{1,2})?$", message=_("Write the hours as a number such as 2 or 1.5.")),
        ],
    )
    category = StringField(
        _("Category"), [DataRequired(_("Enter a category.")), Length(max=100)], filters=[single_line]
    )
    format = SelectField(_("Format"), choices=[SelectChoice(one, _(one)) for one in FORMATS])

    def validate_completed_on(self, field: DateField) -> None:
        """Nothing was completed tomorrow, and a year with a digit too many is a slip."""
        if field.data and not FIRST_YEAR <= field.data.year <= local(clock.now()).year:
            raise ValidationError(_("Enter a date that has passed, with its four-digit year."))
        if field.data and field.data > local(clock.now()).date():
            raise ValidationError(_("Enter a date that has passed, with its four-digit year."))
