"""What people are told by mail about their second step: whoever did it, the owner learns of it."""

from datetime import datetime
from enum import StrEnum

from flask_babel import gettext as _

from app.platform.pages import clock_time, day
from app.platform.settings import Settings
from app.platform.site import current_site


class Change(StrEnum):
    """What happened, as the audit log has it."""

    PASSKEY_ADDED = "added passkey"
    PASSKEY_REMOVED = "removed passkey"
    AUTHENTICATOR_ADDED = "added authenticator"
    AUTHENTICATOR_REMOVED = "removed authenticator"
    CODES_MADE = "made recovery codes"
    CODE_USED = "used recovery code"
    RESET = "reset second step"
    GUESSED = "guessed at second step"


def of_change(name: str, change: Change, what: str, now: datetime, settings: Settings) -> tuple[str, str]:
    """Subject and text. `what`: the passkey's name, or how many recovery codes are left."""
    happened = {
        Change.PASSKEY_ADDED: _("A passkey was added to your account: %(what)s.", what=what),
        Change.PASSKEY_REMOVED: _("A passkey was removed from your account: %(what)s.", what=what),
        Change.AUTHENTICATOR_ADDED: _("An authenticator app was added to your account."),
        Change.AUTHENTICATOR_REMOVED: _("The authenticator app was removed from your account."),
        Change.CODES_MADE: _("New recovery codes were made for your account. The older ones work no more."),
        Change.CODE_USED: _("Somebody signed in with one of your recovery codes. Codes left: %(what)s.", what=what),
        Change.GUESSED: _(
            "Somebody knows your password: it was typed rightly, and then wrong codes, until no more were taken. "
            "Nobody came in."
        ),
        Change.RESET: _(
            "The school took all second steps away from your account, and signed it out on every device. Sign in with "
            "your password; if you teach or administer, you are asked to set up a new one."
        ),
    }[change]
    when = _("It happened on %(day)s at %(time)s.", day=day(now), time=clock_time(now))
    lines = [
        _("Hello %(name)s,", name=name),
        f"{happened} {when}",
        _("If this was you, or you asked for it, there is nothing to do."),
        _("If not: choose a new password at once, and tell the school. %(href)s", href=_reset_address(settings)),
    ]
    return _("Your account at %(site)s: signing in was changed", site=current_site().name), "\n\n".join(lines) + "\n"


def _reset_address(settings: Settings) -> str:
    return f"{settings.base_url}/reset-password"
