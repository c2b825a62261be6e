"""What an administrator types about people."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs know only tuples
from wtforms.validators import DataRequired, Length

from app.accounts.administration.queries import Wanted
from app.accounts.forms import LONGEST_NAME, TOO_LONG, whole_address
from app.accounts.rules import Role, Standing
from app.platform.forms import BaseForm, single_line

ROLES = {Role.STUDENT: _("Student"), Role.INSTRUCTOR: _("Instructor"), Role.ADMINISTRATOR: _("Administrator")}
STANDINGS = {
    Standing.ACTIVE: _("Active"),
    Standing.INVITED: _("Invited, no password yet"),
    Standing.DISABLED: _("Disabled"),
}
SECOND_STEPS = {"missing": _("Staff without one")}
SORTS = {"newest": _("Newest first"), "name": _("Name"), "email": _("Email address")}


class FindForm(BaseForm):
    """Which people to list; nothing in it changes anything."""

    class Meta(BaseForm.Meta):
        """A search may be linked to."""

        csrf = False

    search = StringField(_("Name or email"), [Length(max=100)], filters=[single_line])
    role = SelectField(
        _("Role"), default="", choices=[SelectChoice("", _("All")), *(SelectChoice(*one) for one in ROLES.items())]
    )
    standing = SelectField(
        _("State"), default="", choices=[SelectChoice("", _("All")), *(SelectChoice(*one) for one in STANDINGS.items())]
    )
    second_step = SelectField(
        _("Second step"),
        default="",
        choices=[SelectChoice("", _("All")), *(SelectChoice(*one) for one in SECOND_STEPS.items())],
    )
    sort = SelectField(_("Sort by"), default="newest", choices=[SelectChoice(*one) for one in SORTS.items()])

    @property
    def wanted(self) -> Wanted:
        """What is looked for; whatever the form does not offer counts as not chosen."""
        self.validate()
        role, standing, second_step, sort = (
            "" if field.errors else str(field.data or "")
            for field in (self.role, self.standing, self.second_step, self.sort)
        )
        return Wanted(
            search=str(self.search.data or "")[:100],
            role=Role(role) if role else None,
            standing=Standing(standing) if standing else None,
            sort=sort or "newest",
            unprotected=bool(second_step),
        )


class RoleForm(BaseForm):
    """What somebody is to the school."""

    role = SelectField(_("Role"), choices=[SelectChoice(*one) for one in ROLES.items()])


class InviteForm(BaseForm):
    """Somebody new."""

    email = EmailField(
        _("Email address"), [DataRequired(_("Enter an email address."))], render_kw={"spellcheck": "false"}
    )
    name = StringField(
        _("Name"),
        [DataRequired(_("Enter the person’s name.")), Length(max=LONGEST_NAME, message=TOO_LONG)],
        filters=[single_line],
    )
    role = SelectField(_("Role"), choices=[SelectChoice(*one) for one in ROLES.items()])

    def validate_email(self, field: EmailField) -> None:
        """As people register: one that mail can be sent to."""
        if not (address := whole_address(str(field.data))):
            raise ValidationError(_("Enter an email address such as name@example.org."))
        field.data = address
