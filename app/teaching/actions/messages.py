"""Writing to the students of a course."""

from datetime import datetime
from itertools import groupby

from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.platform import audit, mail
from app.platform.db import db
from app.platform.languages import speaking
from app.teaching import letters, queries
from app.teaching.models import CourseMessage
from app.teaching.queries import Recipient, TaughtCourse


def send_message(message: CourseMessage, course: TaughtCourse, by: Person, now: datetime) -> bool:
    """Queue a letter for each recipient; False when the same form was sent before, and then nothing is queued.

    `message`: with operation, cohort, subject and text. An answer to it goes to its writer.
    """
    if queries.sent_with(message.operation):
        return False
    recipients = queries.recipients_of(course.id, message.cohort_id)
    message.course_id, message.recipients = course.id, len(recipients)
    message.sent_at, message.sent_by_id = now, by.id
    try:
        with db.session.begin_nested():
            db.session.add(message)
    except IntegrityError:  # pressed twice at once
        return False
    for language, some in groupby(sorted(recipients, key=_language), _language):
        with speaking(language):
            texts = [(email, letters.of_message(message, name, course, by.name)) for email, name, _ in some]
            mail.queue_all(((email, message.subject, text) for email, text in texts), now, reply_to=by.email)
    audit.record("wrote to students", f"course:{course.key}", now, person_id=by.id, recipients=len(recipients))
    return True


def _language(recipient: Recipient) -> str:
    return recipient[2] or ""
