"""A picture for a lesson: what it shows is asked first."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.authoring.forms.courses import SHORT_TITLE
from app.platform.forms import BaseForm, single_line


class ScenePictureForm(BaseForm):
    """A picture above a question: its words must not say what is asked for."""

    words = StringField(
        _("What the picture shows, in a sentence"),
        [DataRequired(_("Say in words what the picture shows: that is all that some people get of it.")),
         Length(5, 500, _("Write between 5 and 500 characters."))],
        filters=[single_line],
    )  # fmt: skip
    picture = FileField(_("The file"), [FileRequired(_("Choose a file."))])


class PictureForm(BaseForm):
    """Words before the file: a picture without them shuts people out."""

    description = TextAreaField(
        _("What the picture shows, in words"),
        [DataRequired(_("Say in words what the picture shows: that is all that some people get of it.")),
         Length(20, 3_000, _("Write between 20 and 3,000 characters."))],
        render_kw={"rows": 4},
    )  # fmt: skip
    title = StringField(
        _("Title of the picture"), [DataRequired(_("Write a title.")), SHORT_TITLE], filters=[single_line]
    )
    caption = StringField(
        _("Caption"), [DataRequired(_("Say who reviewed it, or: Not yet reviewed.")), Length(max=300)],
        filters=[single_line], default="Not yet reviewed.",
    )  # fmt: skip
    picture = FileField(_("The file"), [FileRequired(_("Choose a file."))])
