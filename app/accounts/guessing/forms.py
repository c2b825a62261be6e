"""Flask-Security's forms that check a password or send a message, with their limits."""

import logging
from typing import Any

from flask_babel import lazy_gettext as _
from flask_security.forms import (
    ChangePasswordForm,
    ForgotPasswordForm,
    LoginForm,
    RegisterFormV2,
    SendConfirmationForm,
    VerifyForm,
)
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from app.accounts.access import signed_in
from app.accounts.forms import LONGEST_NAME, TOO_LONG
from app.accounts.guessing import limits
from app.accounts.models import Person
from app.accounts.policies.registering import AcceptingNewcomer
from app.platform import clock, limiting
from app.platform.forms import single_line
from app.platform.logs import FACTS

log = logging.getLogger(__name__)
MERGED = _("This account was joined with your other one. Sign in with your other address; the school knows which.")
CLOSED = _("This account was closed by the school. What you did is kept. Ask the school to open it again.")


class _Guessed:
    """A form in which a password may be guessed: mistakes are counted, and after too many nothing is checked."""

    def validate(self, **kwargs: Any) -> bool:
        """Raises TooManyTries."""
        now = clock.now()
        counted = limits.of_sign_in(self.whose())
        limiting.refuse_when_spent(counted, now, limits.words)
        is_valid: bool = super().validate(**kwargs)  # type: ignore[misc]
        if is_valid:
            limiting.forget(limits.mistakes(counted))
        elif self.was_guess():
            limiting.count(counted, now)
            whom = getattr(getattr(self, "user", None), "id", None)
            log.warning("a password was wrong", extra={FACTS: {"form": type(self).__name__, "account": whom}})
        return is_valid

    def whose(self) -> str:
        """The address whose password it is."""
        return signed_in().email

    def was_guess(self) -> bool:
        """Whether a password was tried, and was wrong."""
        return bool(self.password.data)  # type: ignore[attr-defined]


class SignInForm(_Guessed, LoginForm):
    """Signing in; whoever knows the password of a closed account is told that it is closed."""

    def whose(self) -> str:
        """Whatever was typed, whether somebody has it or not."""
        return str(self.email.data or "")

    def was_guess(self) -> bool:
        """The right password of a closed account is none."""
        return bool(self.password.data) and not self.user_authenticated

    def validate(self, **kwargs: Any) -> bool:
        """Only who gave the right password learns that the account is closed, so nobody learns who has one."""
        is_valid = super().validate(**kwargs)
        if self.user_authenticated and isinstance(self.user, Person) and not self.user.active:
            for field in self:
                field.errors = []
            self.form_errors.append(str(MERGED if self.user.merged_into_id else CLOSED))
        return is_valid


class OnceMoreForm(_Guessed, VerifyForm):
    """The password once more, at a desk that somebody may have left."""


class NewPasswordForm(_Guessed, ChangePasswordForm):
    """Changing the password, which takes the present one."""

    def was_guess(self) -> bool:
        """Only the present password can be guessed; a new one that is too short is no mistake of a stranger."""
        return bool(self.password.data and self.password.errors)


class _Sent:
    """A form that makes us write to an address: each time counts, whether the address is known or not."""

    def validate(self, **kwargs: Any) -> bool:
        """Raises TooManyTries."""
        now = clock.now()
        counted = limits.of_letter(str(self.email.data or ""))  # type: ignore[attr-defined]
        limiting.refuse_when_spent(counted, now, limits.words)
        is_valid: bool = super().validate(**kwargs)  # type: ignore[misc]
        limiting.count(counted, now)
        return is_valid


class ForgottenForm(_Sent, ForgotPasswordForm):
    """A link to choose a new password."""


class ConfirmForm(_Sent, SendConfirmationForm):
    """A link to confirm the address."""


class RegisterForm(AcceptingNewcomer, _Sent, RegisterFormV2):
    """Flask-Security's form with a name, and the policies that are asked for."""

    name = StringField(
        _("Your name"),
        filters=[single_line],
        validators=[DataRequired(_("Enter your name.")), Length(max=LONGEST_NAME, message=TOO_LONG)],
        render_kw={"autocomplete": "name"},
    )
