"""What Flask-Security says, in our words: what happened, and what to do."""

from flask_babel import lazy_gettext as _

N_ = str  # marks what Flask-Security itself looks up in our catalogue: its labels and subjects
ITS_OWN = (
    N_("Password"), N_("New Password"), N_("Email Address"), N_("Retype Password"),
    N_("Welcome"), N_("Please confirm your email"), N_("Password reset instructions"),
    N_("Your password has been reset"), N_("Your password has been changed"),
)  # fmt: skip

MESSAGES: dict[str, tuple[object, str]] = {
    "GENERIC_AUTHN_FAILED": (_("The email address and the password do not fit together. Please try again."), "error"),
    "UNAUTHENTICATED": (_("Please sign in to see this page."), "info"),
    "EMAIL_NOT_PROVIDED": (_("Enter your email address."), "error"),
    "INVALID_EMAIL_ADDRESS": (_("Enter an email address such as name@example.org."), "error"),
    "PASSWORD_NOT_PROVIDED": (_("Enter a password."), "error"),
    "PASSWORD_INVALID_LENGTH": (
        _("Use at least %(length)s characters and at most 128; several words are easy to remember."),
        "error",
    ),
    "REAUTHENTICATION_REQUIRED": (_("For this, enter your password once more."), "info"),
    "REAUTHENTICATION_SUCCESSFUL": (_("Thank you. Now go on."), "success"),
    "INVALID_PASSWORD": (_("This is not your present password."), "error"),
    "RETYPE_PASSWORD_MISMATCH": (_("The two passwords are not the same."), "error"),
    "PASSWORD_IS_THE_SAME": (_("Choose a password that differs from the present one."), "error"),
    "PASSWORD_CHANGE": (_("Your password was changed. Your other devices are signed out."), "success"),
    "PASSWORD_RESET_NO_LOGIN": (_("Your password was changed. Please sign in with the new one."), "success"),
    "INVALID_RESET_PASSWORD_TOKEN": (_("This link does not work any more. Ask for a new one."), "error"),
    "PASSWORD_RESET_EXPIRED": (_("This link is too old. Ask for a new one."), "error"),
    # Said whatever was typed, or not typed; its own words would repeat it.
    "PASSWORD_RESET_REQUEST": (_("If that address has an account, we have sent a link to it."), "info"),
    "GENERIC_RECOVERY": (_("If that address has an account, we have sent a link to it."), "info"),
    "CONFIRM_REGISTRATION": (
        _("Thank you. To confirm that %(email)s is yours, open the link in the message that we have just sent."),
        "success",
    ),
    "EMAIL_CONFIRMED": (_("Thank you. Your address is confirmed."), "success"),
    "ALREADY_CONFIRMED": (_("Your address is confirmed already. There is nothing left to do."), "info"),
    "CONFIRMATION_EXPIRED": (_("This link is too old. Ask for a new one."), "error"),
    "CONFIRMATION_REQUEST": (_("If that address waits to be confirmed, we have sent a link to it."), "info"),
    "INVALID_CONFIRMATION_TOKEN": (_("This link does not work any more. Ask for a new one."), "error"),
}
