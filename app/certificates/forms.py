"""What is typed to claim a certificate, and to check one."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from app.platform.forms import BaseForm, single_line


class ClaimForm(BaseForm):
    """The name as on the license, and the attestation."""

    name = StringField(
        _("Your name, exactly as on your license"),
        [DataRequired(_("Enter your name as it is on your license.")), Length(max=120)],
        filters=[single_line],
        render_kw={"autocomplete": "name"},
    )
    attest = BooleanField(_("I attest to this."), [InputRequired(_("Tick the box to sign the statement."))])


class VerifyForm(BaseForm):
    """The long code, or the serial number with the family name."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Looking something up changes nothing, and a stranger should need no cookie for it."""

        csrf = False

    code = StringField(_("Certificate code or serial number"), [DataRequired(_("Enter the code.")), Length(max=60)])
    family_name = StringField(_("Family name (only with the serial number)"), [Length(max=120)])
