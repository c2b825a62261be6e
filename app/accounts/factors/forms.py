"""What is typed or sent for a second step."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length

from app.accounts.factors.models import LONGEST_PASSKEY_NAME
from app.platform.forms import BaseForm, single_line

LONGEST_CODE = 40
LONGEST_ANSWER = 20_000  # bytes; a security key's certificate takes two thousand
AS_DIGITS = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
AS_CODE = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
ENTER_THE_CODE = _("Enter the code.")
NO_CODE_IS_SO_LONG = _("No code is so long. Enter only the code.")


class CodeForm(BaseForm):
    """The code of an authenticator app, or a recovery code."""

    code = StringField(
        _("Code"),
        [DataRequired(ENTER_THE_CODE), Length(max=LONGEST_CODE, message=NO_CODE_IS_SO_LONG)],
        render_kw=AS_CODE,
    )


class NewAuthenticatorForm(BaseForm):
    """The first code of a new authenticator app; `sealed` is the key that the page showed."""

    code = StringField(
        _("Code that the app shows"),
        [DataRequired(ENTER_THE_CODE), Length(max=LONGEST_CODE, message=NO_CODE_IS_SO_LONG)],
        render_kw=AS_DIGITS,
    )
    sealed = HiddenField(validators=[Length(max=300)])


class PasskeyForm(BaseForm):
    """What a browser answered."""

    credential = HiddenField(validators=[Length(max=LONGEST_ANSWER)])


class SignInByPasskeyForm(PasskeyForm):
    """A passkey instead of the password. `next`: where its owner was going."""

    next = HiddenField()


class NewPasskeyForm(PasskeyForm):
    """A new passkey and what its owner calls it."""

    name = StringField(
        _("What do you call this device?"),
        [
            DataRequired(_("Give it a name, such as “My phone”.")),
            Length(max=LONGEST_PASSKEY_NAME, message=_("Use at most 60 characters.")),
        ],
        filters=[single_line],
        render_kw={"autocomplete": "off"},
    )
