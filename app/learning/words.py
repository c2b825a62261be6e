"""How a due day is told: plainly, and late without reproach."""

from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _


def day_text(day: date, today: date) -> str:
    """`3 March`, with the year where it is another one."""
    return str(format_date(day, _("d MMMM") if day.year == today.year else _("d MMMM y"), rebase=False))


def due_text(day: date, today: date) -> str:
    """What a student reads about something not done yet. `today`: where they live."""
    if day == today:
        return str(_("Due today, %(day)s", day=day_text(day, today)))
    if day < today:
        return str(_("Was due %(day)s; you can still do it", day=day_text(day, today)))
    return str(_("Due %(day)s", day=day_text(day, today)))
