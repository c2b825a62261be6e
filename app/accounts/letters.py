"""What people are told by mail about their licences."""

from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.models import Licence
from app.accounts.rules import renewal_of
from app.platform.pages import day


def of_expiry(name: str, licence: Licence, days: int, base: str) -> tuple[str, str]:
    """Subject and text when a licence expires in so many days. `base`: the address of the site."""
    if licence.expires_on is None:
        raise ValueError("a licence without a date expires on none")
    known = renewal_of(licence.state, licence.kind)
    asks = _("As far as we know, it asks for this: %(asks)s", asks=known.asks) if known else ""
    when = ngettext("in %(num)s day", "in %(num)s days", days) if days else _("today")
    what = {"name": name, "licence": licence.text, "day": day(licence.expires_on), "when": when}
    lines = [
        _("%(name)s, your license (%(licence)s) expires on %(day)s, %(when)s.", **what),
        " ".join(filter(None, [asks, _("Your board decides what counts: please ask there.")])),
        _("Your certificates and transcript: %(href)s", href=f"{base}/certificates"),
        _("Renewed already? Enter the new date, or turn reminders off: %(href)s", href=f"{base}/account/licences"),
    ]
    return _("Your license expires on %(day)s", day=day(licence.expires_on)), "\n\n".join(lines) + "\n"
