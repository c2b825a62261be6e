"""A file of a draft as plain text, for what no other page can show."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from app.catalogue.content.folder import LARGEST
from app.platform.forms import BaseForm


class FileForm(BaseForm):
    """The text of the file, and the version that was opened."""

    text = TextAreaField(
        _("The file"),
        [Length(max=LARGEST, message=_("A file can have 256 KB at most."))],
        render_kw={"rows": 24, "class": "code", "spellcheck": "false"},
    )
    version = HiddenField()


class RestoreForm(BaseForm):
    """An earlier text to go back to, and the version that was looked at."""

    earlier = HiddenField()
    version = HiddenField()
