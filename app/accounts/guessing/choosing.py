"""What a new password is asked: long enough, and none that is guessed first."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_security import PasswordUtil

from app.accounts.passwords import is_listed
from app.accounts.rules import Weakness, weakness_of
from app.platform.site import current_site

SITE_WORDS = ("fascia", "massage", "therapy", "therapist", "student", "bodywork")
WORDS = {
    Weakness.COMMON: _("This is among the passwords that are guessed first. Choose another; several words do well."),
    Weakness.PERSONAL: _(
        "This is mostly your name, your address or the name of this site. Add words that nobody knows."
    ),
    Weakness.PATTERN: _("This repeats itself or follows the keyboard. Choose another; several words do well."),
}


class ChosenPassword(PasswordUtil):
    """Flask-Security's question about a new password, answered by our rules."""

    def validate(self, password: str, is_register: bool, **kwargs: Any) -> tuple[list[Any] | None, str]:
        """What is wrong with it (None for nothing), and the password as it is kept."""
        faults, kept = super().validate(password, is_register, **kwargs)
        if faults:
            return faults, kept
        weakness = weakness_of(kept, _known(kwargs), is_listed)
        return ([str(WORDS[weakness])] if weakness else None), kept


def _known(about: dict[str, Any]) -> list[str]:
    """Who chooses: a form while somebody registers, else a person; and where."""
    person = about.get("user")
    own = [getattr(person, name, None) if person else about.get(name) for name in ("name", "email")]
    site = current_site()
    return [str(word) for word in (*own, *SITE_WORDS, site.name, site.provider) if word]
