"""What staff note about a report."""

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs know only tuples
from wtforms.validators import DataRequired, Length

from app.platform.forms import BaseForm, single_line

OUTCOMES = {"exported": _("Exported"), "accepted": _("Accepted"), "rejected": _("Rejected")}


class OutcomeForm(BaseForm):
    """What CE Broker made of a row."""

    outcome = SelectField(_("Outcome"), choices=[SelectChoice(*one) for one in OUTCOMES.items()])
    note = StringField(_("Reason, if it was rejected"), [Length(max=500)], filters=[single_line])


class SignHoursForm(BaseForm):
    """Why the hours are claimed as they are."""

    reason = StringField(
        _("Reason"),
        [DataRequired(_("Say what the claim rests on.")), Length(min=10, max=500, message=_("Use 10 to 500 letters."))],
        filters=[single_line],
    )
