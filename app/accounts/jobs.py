"""Reminding people of licences that expire: once for each licence, date and lead."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.accounts import actions, queries
from app.platform.settings import Settings


@dataclass(frozen=True, slots=True)
class Reminders:
    """A job of the worker, by what the school has set."""

    settings: Settings

    def __call__(self, now: datetime) -> bool:
        """Remind of the next licence that is due; says whether there was one."""
        today = now.astimezone(ZoneInfo(self.settings.time_zone)).date()
        licence = queries.licence_to_remind_of(today, self.settings.licence_reminders)
        if licence is None:
            return False
        actions.remind(licence, today, self.settings.licence_reminders, self.settings.base_url, now)
        return True
