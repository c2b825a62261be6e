"""What a student is told when they were given something beyond the rules."""

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
