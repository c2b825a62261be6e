"""The last message to somebody who has deleted their account."""

from flask_babel import gettext as _
from flask_babel import ngettext

from app.platform.pages import day
from app.platform.settings import Settings
from app.platform.site import current_site
from app.reporting.leaving.queries import Leaving


def of_leaving(name: str, told: Leaving, settings: Settings) -> tuple[str, str]:
    """Subject and text: what is gone, what stays and until when."""
    site = current_site().as_said
    lines = [
        _("Hello %(name)s,", name=name),
        _("your account at %(site)s is deleted, as you asked. You are signed out everywhere.", site=site.name),
    ]
    if told.until:
        lines += [
            ngettext(
                "The record of your certificate stays until %(day)s at least, with the attempts behind it.",
                "The records of your %(num)s certificates stay until %(day)s at least, with the attempts behind them.",
                told.certificates, day=day(told.until),
            ),
            _("Boards ask schools for that. Whoever has the code of a certificate can still verify it:"),
            f"{settings.base_url}/verify",
        ]  # fmt: skip
    lines.append(_("If it was not you who asked, tell the school at once: %(who)s", who=site.contact))
    return _("Your account at %(site)s is deleted", site=site.name), "\n\n".join(lines) + "\n"
