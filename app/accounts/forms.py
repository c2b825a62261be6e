"""What may be typed on the account pages that are ours (Flask-Security brings the others)."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from app.platform.forms import BaseForm


class NameForm(BaseForm):
    """The name a person is greeted with."""

    name = StringField(
        _("Your name"), [DataRequired(_("Enter your name.")), Length(max=200)], render_kw={"autocomplete": "name"}
    )
