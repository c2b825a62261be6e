"""What is typed to check a certificate."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from app.platform.forms import BaseForm


class VerifyForm(BaseForm):
    """The long code, or the serial number with the family name."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Looking something up changes nothing, and a stranger should need no cookie for it."""

        csrf = False

    code = StringField(_("Certificate code or serial number"), [DataRequired(_("Enter the code.")), Length(max=60)])
    family_name = StringField(_("Family name (only with the serial number)"), [Length(max=120)])
