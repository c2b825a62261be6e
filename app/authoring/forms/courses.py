"""A new course, and the parts of its outline."""

import re

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from app.authoring.rules.naming import slugify
from app.catalogue.content.fields import SLUG
from app.platform.forms import BaseForm, single_line

LONGEST_TITLE, LONGEST_OBJECTIVE = 200, 500
SAY_TITLE = _("Write a title.")
SHORT_TITLE = Length(max=LONGEST_TITLE, message=_("A title can have 200 characters at most."))
SHORT_OBJECTIVE = Length(max=LONGEST_OBJECTIVE, message=_("Say it in at most 500 characters."))


class NewCourseForm(BaseForm):
    """The least that a course begins with."""

    title = StringField(_("Title of the course"), [DataRequired(SAY_TITLE), SHORT_TITLE], filters=[single_line])
    objective = StringField(
        _("What can somebody do after it?"),
        [DataRequired(_("Say one thing that somebody can do after the course.")), SHORT_OBJECTIVE],
        filters=[single_line],
    )


class ModuleTitleForm(BaseForm):
    """A module to add."""

    title = StringField(_("Title of the module"), [DataRequired(SAY_TITLE), SHORT_TITLE], filters=[single_line])
    objective = StringField(
        _("What can somebody do after it?"),
        [DataRequired(_("Say one thing that somebody can do after the module.")), SHORT_OBJECTIVE],
        filters=[single_line],
    )


class TitleForm(BaseForm):
    """A title alone: a lesson or a quiz to add, or a new name."""

    title = StringField(_("Title"), [DataRequired(SAY_TITLE), SHORT_TITLE], filters=[single_line])


class AddressForm(BaseForm):
    """Another address for a lesson or a module."""

    address = StringField(
        _("New address"),
        [DataRequired(_("Write an address.")), Length(max=80, message=_("Write at most 80 letters."))],
        filters=[single_line],
    )  # fmt: skip

    def validate_address(self, field: Field) -> None:
        """What can stand in an address; what would do is proposed."""
        if not re.fullmatch(SLUG, field.data or ""):
            would_do = slugify(field.data or "")
            said = gettext("Use lower-case letters, digits and single hyphens. “%(name)s” would do.", name=would_do)
            raise ValidationError(said)


class PublishForm(BaseForm):
    """What changed, in words that students read."""

    summary = TextAreaField(
        _("What changed, in a sentence or two"),
        [
            DataRequired(_("Say what changed: students who are offered the new revision read it.")),
            Length(max=1000, message=_("Say it in at most 1,000 characters.")),
        ],
        render_kw={"rows": 3, "maxlength": 1000},
    )
    seen = HiddenField()
