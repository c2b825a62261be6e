"""What students are told by mail: that their answers were marked, that the key of a question was corrected."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask_babel import gettext as _

from app.assessment.models import Attempt, Erratum, QuizRevision
from app.assessment.queries import Change
from app.assessment.rules import may_see
from app.assessment.words import points_text


def of_marking(attempt: Attempt, href: str, *, is_first: bool) -> tuple[str, str]:
    """Subject and text when the last answer that waited was marked (`is_first`), or one was marked anew.

    `href`: where the result is.
    """
    title = attempt.revision.title
    came_to = [
        _("%(name)s, your attempt %(number)s at %(quiz)s has its result.",
          name=attempt.enrolment.person.name, number=attempt.number, quiz=title),
        _("Your answers were marked by hand.") if is_first else _("Your answers were marked once more by hand."),
        _("You passed.") if attempt.passed else _("You have not passed yet."),
    ]  # fmt: skip
    lines = [" ".join(came_to), _("Read it here: %(href)s", href=href)]
    return _("Your result: %(quiz)s", quiz=title), "\n\n".join(lines) + "\n"


def of_correction(
    erratum: Erratum, theirs: Sequence[Change], revisions: Mapping[int, QuizRevision], address: str, now: datetime
) -> tuple[str, str]:
    """Subject and text of the mail to one student about all of their attempts that changed.

    The reason may tell the key, so it is said only where the key may be seen.
    """
    title = revisions[theirs[0].sat.revision_id].title
    may_tell = all(_may_tell(one, revisions[one.sat.revision_id], now) for one in theirs)
    parts = [
        _("%(name)s, a question in “%(quiz)s” was found to be faulty and was corrected.",
          name=theirs[0].sat.name, quiz=title),
        *([erratum.reason] if may_tell else []),
        "\n".join(f"{_result(one)}\n{address}{one.sat.public_id}" for one in theirs),
        _("You need not do anything."),
    ]  # fmt: skip
    return _("A corrected question: %(quiz)s", quiz=title), "\n\n".join(parts) + "\n"


def _may_tell(change: Change, revision: QuizRevision, now: datetime) -> bool:
    rules, passed = revision.rules, bool(change.after.passed)
    return may_see(rules.shown, submitted=True, passed=passed, now=now, closes=rules.closes).key


def _result(change: Change) -> str:
    before, after = change.before, change.after
    said = _(
        "Attempt %(number)s: %(before)s of %(possible)s points before, %(after)s of %(now)s now.",
        number=change.sat.attempt, before=points_text(before.earned), possible=before.possible,
        after=points_text(after.earned), now=after.possible,
    )  # fmt: skip
    verdict = _("You have passed now.") if change.is_won else _("It is not passed any more.") if change.is_lost else ""
    return f"{said} {verdict}".rstrip()
