"""What staff type to correct or withdraw a certificate."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs know only tuples
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from app.platform.forms import BaseForm, printable, single_line

REASON = [
    DataRequired(_("Say why, in a sentence.")),
    Length(min=3, max=500, message=_("Use 3 to 500 characters.")),
]


class CorrectForm(BaseForm):
    """Name and licences of the new issue, and why."""

    name = StringField(
        _("Name, exactly as on the license"),
        [DataRequired(_("Enter the name as it is on the license.")), Length(max=120), printable],
        filters=[single_line],
    )
    licences = SelectMultipleField(
        _("Licenses to print"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    reason = TextAreaField(_("Reason"), REASON)

    def offer(self, licences: Iterable[str]) -> None:
        """Let staff choose among these, as they are printed."""
        self.licences.choices = [SelectChoice(text, text) for text in licences]


class RevokeForm(BaseForm):
    """Why it is withdrawn."""

    reason = TextAreaField(_("Reason"), REASON)
