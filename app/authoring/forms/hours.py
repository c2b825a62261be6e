"""The hours that a course claims, and by which rule."""

import re

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, SelectField, StringField
from wtforms.validators import ValidationError

from app.assessment.kinds.fields import choices
from app.catalogue.content.course import DECIMAL
from app.catalogue.content.parts import Hours
from app.platform.forms import BaseForm, single_line

METHODS = {
    "ncbtmb-words": _("NCBTMB: words read"),
    "nasba": _("NASBA: words, questions and minutes"),
    "mergener": _("Mergener formula"),
    "reading": _("Reading time alone"),
}


def refuse_no_hours(field: Field) -> None:
    """Raise ValidationError for what is no number of hours."""
    if not re.fullmatch(DECIMAL, field.data or ""):
        raise ValidationError(gettext("Write a number such as 1.5, or 0."))


class HoursForm(BaseForm):
    """The claim."""

    method = SelectField(_("Rule that the claim rests on"), choices=choices(METHODS))
    claimed = StringField(_("Hours that the course claims"), filters=[single_line])
    version = HiddenField()

    def validate_claimed(self, field: Field) -> None:
        """A decimal."""
        refuse_no_hours(field)

    @property
    def hours(self) -> Hours:
        """What was typed."""
        return Hours(method=str(self.method.data), claimed=str(self.claimed.data))
