"""A policy, as it is written."""

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from app.accounts.policies.models import LONGEST_CHANGES
from app.accounts.rules import LONGEST_POLICY
from app.platform.forms import BaseForm, single_line
from app.platform.numbers import small_number
from app.reporting.rules.policies import faults_of

_ = lazy_gettext
MOST_TOLD = 12


def unbroken(_form: object, field: TextAreaField) -> None:
    """A validator: raises ValidationError naming every line that cannot be published."""
    faults = faults_of(str(field.data or ""))
    if faults:
        told = [gettext("Line %(line)s: %(what)s; %(cure)s.", line=one.line, what=one.message, cure=one.cure)
                for one in faults[:MOST_TOLD]]  # fmt: skip
        more = len(faults) - len(told)
        raise ValidationError(" ".join([*told, *([gettext("And %(more)s more.", more=more)] if more else [])]))


class PolicyForm(BaseForm):
    """The text in Markdown; the number of the version that it was written from goes along."""

    text = TextAreaField(
        _("Text"),
        [DataRequired(_("Write the policy.")), Length(max=LONGEST_POLICY, message=_("Use at most 60,000 characters.")),
         unbroken],
        render_kw={"rows": 24},
    )  # fmt: skip
    changes = StringField(
        _("What changed, in a sentence"),
        [Length(max=LONGEST_CHANGES, message=_("Use at most 300 characters."))],
        filters=[single_line],
    )
    is_asked = BooleanField(_("Everybody is asked to accept this version"))
    begun_with = HiddenField(default="0")

    @property
    def number(self) -> int:
        """The version that it was written from; 0 for none."""
        return small_number(self.begun_with.data) or 0
