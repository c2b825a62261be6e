"""What students read when the key of a question was corrected after they handed in."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.assessment.models import Erratum, QuizRevision
from app.assessment.queries import Change
from app.assessment.rules import may_see
from app.assessment.words import points_text


def said_of_correction(
    erratum: Erratum, theirs: Sequence[Change], revisions: Mapping[int, QuizRevision], address: str, now: datetime
) -> tuple[str, str]:
    """Subject and text of the mail to one student about all of their attempts that changed.

    The reason may tell the key, so it is said only where the key may be seen.
    """
    title = revisions[theirs[0].sat.revision_id].title
    may_tell = all(_may_tell(one, revisions[one.sat.revision_id], now) for one in theirs)
    parts = [
        f"{theirs[0].sat.name}, a question in “{title}” was found to be faulty and was corrected.",
        *([erratum.reason] if may_tell else []),
        "\n".join(f"{_result(one)}\n{address}{one.sat.public_id}" for one in theirs),
        "You need not do anything.",
    ]
    return f"A corrected question: {title}", "\n\n".join(parts) + "\n"


def _may_tell(change: Change, revision: QuizRevision, now: datetime) -> bool:
    rules, passed = revision.rules, bool(change.after.passed)
    return may_see(rules.shown, submitted=True, passed=passed, now=now, closes=rules.closes).key


def _result(change: Change) -> str:
    before, after = change.before, change.after
    verdict = "You have passed now." if change.is_won else "It is not passed any more." if change.is_lost else ""
    said = (
        f"Attempt {change.sat.attempt}: {points_text(before.earned)} of {before.possible} points before, "
        f"{points_text(after.earned)} of {after.possible} now."
    )
    return f"{said} {verdict}".rstrip()
