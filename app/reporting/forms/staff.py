"""Who else works on a course: an address, and what they may do."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs know only tuples
from wtforms.validators import DataRequired, Length, ValidationError

from app.accounts.models import Person
from app.accounts.queries import person_by_email
from app.catalogue.rules import Right
from app.platform.forms import BaseForm, single_line

BOTH = "both"
RIGHTS = {BOTH: (Right.EDIT, Right.TEACH), Right.EDIT.value: (Right.EDIT,), Right.TEACH.value: (Right.TEACH,)}
WORDS = {
    BOTH: _("Write it and teach it"),
    Right.EDIT.value: _("Write it: lessons, questions, publishing"),
    Right.TEACH.value: _("Teach it: students, marks, certificates"),
}
UNKNOWN = _("Nobody who teaches has this address. An administrator adds instructors, or makes a student one.")


class TeacherForm(BaseForm):
    """Somebody who teaches. `person` is there once the form is valid."""

    person: Person
    email = EmailField(
        _("Their e-mail address"), [DataRequired(_("Enter an e-mail address.")), Length(max=254)], filters=[single_line]
    )  # fmt: skip

    def validate_email(self, field: EmailField) -> None:
        """There must be an account that teaches."""
        found = person_by_email(str(field.data))
        if found is None or not found.active or not found.may_teach:
            raise ValidationError(str(UNKNOWN))
        self.person = found


class GrantForm(TeacherForm):
    """What somebody may do."""

    may = SelectField(_("They may"), choices=[SelectChoice(*one) for one in WORDS.items()], default=BOTH)


class OwnerForm(TeacherForm):
    """Whose course it will be."""
