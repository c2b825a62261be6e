"""What people are told: students of what they were given or enrolled in, instructors of courses they may work on."""

from flask_babel import gettext as _

from app.accounts.models import Person
from app.assessment.models import Allowance, Attempt
from app.assessment.words import allowance_text, moment_text


def of_allowance(student: Person, quiz: str, given: Allowance, href: str, attempt: Attempt | None) -> tuple[str, str]:
    """Subject and text. `href`: where the quiz is; `attempt`: the one it is for, where it is for one."""
    what = allowance_text(given)
    lines = [
        _("Hello %(name)s,", name=student.name),
        _("for “%(quiz)s” you were given something beyond the rules: %(what)s.", quiz=quiz, what=what),
        _("The reason: %(reason)s", reason=given.reason),
    ]
    if attempt and attempt.deadline_at:
        lines.append(_("Your time runs. It is up on %(when)s.", when=moment_text(attempt.deadline_at)))
    lines.append(_("It counts at once, and your page of the quiz shows it: %(href)s", href=href))
    return _("%(quiz)s: %(what)s", quiz=quiz, what=what), "\n\n".join(lines) + "\n"


def of_grant(teacher: Person, course: str, by: Person, href: str) -> tuple[str, str]:
    """Subject and text for somebody who may work on a course from now on. `href`: where it says who may do what."""
    lines = [
        _("Hello %(name)s,", name=teacher.name),
        _("%(by)s lets you work on the course “%(course)s”.", by=by.name, course=course),
        _("It stands in your studio. What you may do there: %(href)s", href=href),
    ]
    return _("You may work on “%(course)s”", course=course), "\n\n".join(lines) + "\n"


def of_enrolment(student: Person, course: str, by: Person, href: str) -> tuple[str, str]:
    """Subject and text for somebody whom an instructor enrolled. `href`: the course."""
    lines = [
        _("Hello %(name)s,", name=student.name),
        _("%(by)s enrolled you in “%(course)s”.", by=by.name, course=course),
        _("You can start at once: %(href)s", href=href),
    ]
    return _("You are enrolled in “%(course)s”", course=course), "\n\n".join(lines) + "\n"


def of_merging(kept: Person, other_address: str) -> tuple[str, str]:
    """Subject and text."""
    lines = [
        _("Hello %(name)s,", name=kept.name),
        _("you had two accounts. The school has joined them: everything is in this one now."),
        _("Sign in with %(email)s; %(other)s opens nothing any more.", email=kept.email, other=other_address),
        _("Certificates stay exactly as they were issued, with the names and codes printed on them."),
    ]
    return _("Your two accounts are one now"), "\n\n".join(lines) + "\n"
