"""What people are written by those who run a course."""

from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _

from app.learning.words import day_text, due_text
from app.platform.pages import day
from app.platform.site import current_site
from app.teaching.models import CourseMessage
from app.teaching.queries import Reminder, TaughtCourse


def of_invitation(token: str, expires_at: datetime, course: TaughtCourse, by: str) -> tuple[str, str]:
    """Subject and text for the one address it is for. `by`: the name of who invites."""
    href = url_for("teaching.redeem", token=token, _external=True)
    site = current_site().name
    lines = [
        _("Hello,"),
        _("%(by)s invites you to the course “%(course)s” at %(site)s.", by=by, course=course.title, site=site),
        _("Open this address to join: %(href)s", href=href),
        _("It works once, until %(day)s, and is for this e-mail address only: register with it, or sign in if you "
          "have an account already.", day=day(expires_at)),
        _("If you do not know what this is about, you need do nothing."),
    ]  # fmt: skip
    return _("You are invited to “%(course)s”", course=course.title), "\n\n".join(lines) + "\n"


def of_message(message: CourseMessage, name: str, course: TaughtCourse, by: str) -> str:
    """The text of a message to one student."""
    href = url_for("learning.course_home", course=course.slug, _external=True)
    foot = _("%(by)s wrote this to the students of “%(course)s”: %(href)s", by=by, course=course.title, href=href)
    contact = current_site().as_said.contact
    answers = _("An answer to this message goes to %(by)s. Other questions: %(contact)s", by=by, contact=contact)
    greeting = _("Hello %(name)s,", name=name)
    return f"{greeting}\n\n{message.text}\n\n-- \n{foot}\n{answers}\n"


def of_reminder(reminder: Reminder, today: date) -> tuple[str, str]:
    """Subject and text. `today`: where the person lives."""
    href = url_for("learning.course_home", course=reminder.course_slug, _external=True)
    off = url_for("accounts.account", _anchor="due", _external=True)
    what = reminder.titles or [_("the whole course")]
    lines = [
        _("Hello %(name)s,", name=reminder.name),
        f"{due_text(reminder.due_on, today)}:\n" + "\n".join(f"- {one}" for one in what),
        _("Go on here: %(href)s", href=href),
        _("The day ends at midnight where you are. Nothing closes then: you can still do it afterwards."),
        _("These reminders can be turned off: %(href)s", href=off),
    ]
    subject = _("%(course)s: due %(day)s", course=reminder.course_title, day=day_text(reminder.due_on, today))
    return subject, "\n\n".join(lines) + "\n"
