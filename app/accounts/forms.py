"""What may be typed on the account pages that are ours (Flask-Security brings the others)."""

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs know only tuples
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app.accounts.policies.registering import Accepting
from app.accounts.rules import JURISDICTIONS, KINDS, ZONES, NumberFault, fault_in
from app.platform.forms import BaseForm, printable, single_line

LONGEST_NAME = 200
TOO_LONG = _("Use at most 200 characters.")


def whole_address(typed: str) -> str:
    """The e-mail address as it is kept, or "" for a text that is none; nobody is asked whether mail arrives there."""
    try:
        return validate_email(typed, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        return ""


class NameForm(BaseForm):
    """The name a person is greeted with."""

    name = StringField(
        _("Your name"),
        [DataRequired(_("Enter your name.")), Length(max=LONGEST_NAME, message=TOO_LONG)],
        filters=[single_line],
        render_kw={"autocomplete": "name"},
    )


class AcceptForm(Accepting, BaseForm):
    """The policies that somebody has still to accept."""


NUMBER_FAULTS = {
    NumberFault.LETTERS: _("Use letters, digits, spaces and . - / # only, as printed on the license."),
    NumberFault.NO_DIGIT: _("This number has no digit. Enter it as printed on the license."),
    NumberFault.TOO_LONG: _("Use at most 40 characters."),
}
FIRST_YEAR, LAST_YEAR = 1950, 2150


class ZoneForm(BaseForm):
    """Where a person's days end."""

    time_zone = SelectField(
        _("Time zone"),
        choices=[
            SelectChoice("", _("As at the school")),
            *(SelectChoice(zone, _(name)) for zone, name in ZONES.items()),
        ],
    )


class LicenceNameForm(BaseForm):
    """The name on the licence."""

    licence_name = StringField(
        _("Your name, exactly as on your license"),
        [DataRequired(_("Enter your name as it is on your license.")), Length(max=120, message=TOO_LONG), printable],
        filters=[single_line],
        render_kw={"autocomplete": "name"},
    )


class LicenceForm(BaseForm):
    """One licence."""

    state = SelectField(
        _("State"),
        [InputRequired(_("Choose the state that issued it."))],
        choices=[SelectChoice("", _("Choose")), *(SelectChoice(code, _(name)) for code, name in JURISDICTIONS.items())],
    )
    kind = SelectField(_("Type"), choices=[SelectChoice(code, _(name)) for code, name in KINDS.items()])
    number = StringField(
        _("License number"), [DataRequired(_("Enter the number of your license."))], filters=[single_line]
    )
    expires_on = DateField(_("Expires on"), [Optional()])

    def validate_number(self, field: StringField) -> None:
        """Only what no licence can be is refused."""
        if fault := fault_in(str(field.data)):
            raise ValidationError(NUMBER_FAULTS[fault])

    def validate_expires_on(self, field: DateField) -> None:
        """A year with a digit too many is a slip."""
        if field.data and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
            raise ValidationError(_("Enter the date with its four-digit year."))
