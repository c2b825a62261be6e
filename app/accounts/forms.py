"""What may be typed on the account pages that are ours (Flask-Security brings the others)."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from app.platform.forms import BaseForm, single_line

LONGEST_NAME = 200
TOO_LONG = _("Use at most 200 characters.")


class NameForm(BaseForm):
    """The name a person is greeted with."""

    name = StringField(
        _("Your name"),
        [DataRequired(_("Enter your name.")), Length(max=LONGEST_NAME, message=TOO_LONG)],
        filters=[single_line],
        render_kw={"autocomplete": "name"},
    )
