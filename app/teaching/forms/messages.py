"""A message to students."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.platform.forms import BaseForm, single_line
from app.teaching.forms.fields import CohortField

LONGEST = 10_000


class MessageForm(BaseForm):
    """To whom, about what, and what."""

    cohort = CohortField(_("To"))
    subject = StringField(
        _("Subject"),
        [DataRequired(_("Enter a subject.")), Length(max=150, message=_("Use at most 150 characters."))],
        filters=[single_line],
    )
    text = TextAreaField(
        _("Message"),
        [DataRequired(_("Write the message.")), Length(max=LONGEST, message=_("Use at most 10,000 characters."))],
        render_kw={"rows": 10},
    )
    operation = HiddenField(validators=[DataRequired(), Length(max=40)])
    seen = HiddenField()  # how many recipients the preview told of

    def __init__(self, cohorts: dict[int, str], *given: Any, **named: Any) -> None:
        """`cohorts`: number → name."""
        super().__init__(*given, **named)
        self.cohort.offer(cohorts, _("Everybody in the course"))
