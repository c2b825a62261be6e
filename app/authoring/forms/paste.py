"""Questions that are pasted as text."""

from flask_babel import lazy_gettext as _
from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.assessment.kinds.fields import choices
from app.authoring.forms.question import USES
from app.platform.forms import BaseForm


class PasteForm(BaseForm):
    """Many questions at once."""

    text = TextAreaField(
        _("Questions"),
        [DataRequired(_("Paste the questions.")), Length(max=100_000, message=_("Paste at most 100,000 characters."))],
        render_kw={"rows": 18},
    )
    passage = SelectField(_("Passage that they rest on"))
    use = SelectField(_("Where they are asked"), choices=choices(USES), default="quiz")
