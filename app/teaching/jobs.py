"""What the worker does for those who run courses: reminders before a due day."""

from collections.abc import Callable
from datetime import datetime

from app.accounts.rules import ZONES, day_in
from app.platform import mail
from app.platform.db import db
from app.platform.languages import speaking
from app.teaching import letters, queries
from app.teaching.models import DueReminder

AT_ONCE = 20


def remind_of_due_days(usual_zone: str) -> Callable[[datetime], bool]:
    """The job that queues a few reminders. `usual_zone`: where a person named no time zone of their own."""

    def remind(now: datetime) -> bool:
        days, usual = {zone: day_in(zone, now) for zone in ZONES}, day_in(usual_zone, now)
        found = queries.due_reminders(days, usual, AT_ONCE)
        for one in found:
            db.session.add(DueReminder(enrolment_id=one.enrolment_id, due_on=one.due_on, queued_at=now))
            with speaking(one.language):
                subject, text = letters.of_reminder(one, day_in(one.zone or usual_zone, now))
                mail.queue(one.email, subject, text, now)
        return bool(found)

    return remind
