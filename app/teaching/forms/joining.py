"""The code that leads into a course: what a student is asked, so in their language."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from app.platform.forms import BaseForm, single_line


class EnterForm(BaseForm):
    """A code that somebody types."""

    code = StringField(
        _("Code"),
        [
            DataRequired(_("Enter the code that your instructor gave you.")),
            Length(max=40, message=_("Enter the code only.")),
        ],
        filters=[single_line],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
