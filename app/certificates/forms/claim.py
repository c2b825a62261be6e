"""What is confirmed and signed to claim a certificate."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs know only tuples
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from app.accounts.models import Licence
from app.platform.forms import BaseForm, printable, single_line


class ClaimForm(BaseForm):
    """The name as on the license, the licenses to print, and the attestation: a `statement` of some version."""

    name = StringField(
        _("Your name, exactly as on your license"),
        [DataRequired(_("Enter your name as it is on your license.")), Length(max=120), printable],
        filters=[single_line],
        render_kw={"autocomplete": "name"},
    )
    licences = SelectMultipleField(
        _("Licenses to print"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    may_report = BooleanField(_("The provider may report this certificate to the boards of these licenses."))
    attest = BooleanField(_("I attest to this."), [InputRequired(_("Tick the box to sign the statement."))])
    statement = HiddenField()

    def is_signed_as_shown(self, version: str) -> bool:
        """Whether the statement of that version is the one that was shown; else it is to be read, and signed anew."""
        if self.statement.data == version:
            return True
        self.attest.data = False
        self.attest.errors = [_("The statement has other words now. Read it, then tick the box again.")]
        return False

    def offer(self, licences: Sequence[Licence]) -> "ClaimForm":
        """Let the student choose among these, all of them at first."""
        self.licences.choices = [SelectChoice(one.id, one.text) for one in licences]
        if not self.is_submitted():
            self.licences.data = [one.id for one in licences]
        return self
