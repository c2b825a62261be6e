"""How codes and invitations stand, in words."""

from datetime import datetime, timedelta

from flask_babel import gettext as _

from app.platform.pages import day
from app.teaching.rules import Fault, Standing


def standing_text(standing: Standing) -> str:
    """For whoever made it."""
    return str({
        Standing.WAITING: _("open"),
        Standing.USED: _("accepted"),
        Standing.FULL: _("all places taken"),
        Standing.EXPIRED: _("expired"),
        Standing.ENDED: _("ended"),
    }[standing])  # fmt: skip


def no_way_in_text(standing: Standing | None) -> str:
    """For whoever wanted to come in by it. None: the course takes nobody."""
    if standing is None:
        return str(_("This course takes no new students at present."))
    return str({
        Standing.WAITING: "",
        Standing.USED: _("It was used already; it works once."),
        Standing.FULL: _("All its places are taken. Please ask your instructor for another."),
        Standing.EXPIRED: _("It has expired. Please ask your instructor for a new one."),
        Standing.ENDED: _("It was ended by who made it. Please ask your instructor."),
    }[standing])  # fmt: skip


def last_day(expires_at: datetime) -> str:
    """The last day of something that ends at midnight."""
    return day(expires_at - timedelta(seconds=1))


def fault_text(fault: Fault) -> str:
    """Why a row cannot be invited."""
    return str({
        Fault.NO_ADDRESS: _("no address in this row"),
        Fault.NOT_AN_ADDRESS: _("not an e-mail address"),
        Fault.TWICE: _("stands above already"),
    }[fault])  # fmt: skip
