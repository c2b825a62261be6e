"""What is asked before an account is deleted."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.validators import DataRequired

from app.platform.forms import BaseForm


class LeaveForm(BaseForm):
    """That it was read."""

    is_sure = BooleanField(
        _("I have read what goes and what stays, and I want my account deleted."),
        [DataRequired(_("Check the box if you want your account deleted."))],
    )
