"""Which account is kept."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField
from wtforms.validators import DataRequired, Length

from app.platform.forms import BaseForm


class MergeForm(BaseForm):
    """The address of the account that goes on; looking changes nothing."""

    class Meta(BaseForm.Meta):
        """A preview may be linked to."""

        csrf = False

    into = EmailField(
        _("Email address of the account to keep"),
        [DataRequired(_("Enter the address of the account to keep.")), Length(max=254)],
    )
