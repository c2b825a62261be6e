"""One student at one quiz, as the studio shows it: attempts, what counts, what was given, what can be given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from app.assessment.models import Allowance, Attempt
from app.assessment.queries import History, allowances_for, history_of, share_of
from app.assessment.rules import TimeFactor, is_overdue, minutes_for
from app.learning.models import Enrolment
from app.reporting import queries


@dataclass(frozen=True, slots=True)
class Sitting:
    """What stands on the page. `names`: of those who gave something."""

    place: queries.StudentQuiz
    history: History
    allowances: Sequence[Allowance]
    names: Mapping[int, str]
    now: datetime

    @property
    def agreement(self) -> TimeFactor:
        """What is agreed with the student about time."""
        return TimeFactor(next((one.value for one in reversed(self.allowances) if one.kind == "time"), "1"))

    @property
    def own_minutes(self) -> Fraction | None:
        """How long the next attempt may take; None for no limit."""
        return minutes_for(self.place.revision.rules.minutes, self.agreement)

    @property
    def timed(self) -> Attempt | None:
        """The attempt under way that more minutes can be given to."""
        running = self.history.running
        return running if running and running.deadline_at else None

    @property
    def closed(self) -> Attempt | None:
        """The attempt that can be opened again."""
        last = self.history.attempts[-1] if self.history.attempts else None
        return last if last and not last.is_open and not last.passed else None

    @property
    def closed_wants_minutes(self) -> bool:
        """Whether an attempt that is opened again needs a new end."""
        last = self.history.attempts[-1] if self.history.attempts else None
        return bool(last and last.revision.rules.minutes and self.agreement is not TimeFactor.NO_LIMIT)

    @property
    def is_over(self) -> bool:
        """Whether the closing date has passed, so that no attempt can be started."""
        closes = self.place.revision.rules.closes
        return bool(closes and self.now >= closes)

    def state_of(self, attempt: Attempt) -> str:
        """A word for the template."""
        return state_of(attempt, self.now)


def state_of(attempt: Attempt, now: datetime) -> str:
    """`open`, `overdue` (not yet handed in by the worker), `waiting` for a mark, `passed` or `failed`."""
    if attempt.is_open:
        return "overdue" if is_overdue(attempt.deadline_at, now) else "open"
    if attempt.passed is None:
        return "waiting"
    return "passed" if attempt.passed else "failed"


JUDGED = ("passed", "failed")


@dataclass(frozen=True, slots=True)
class Line:
    """One quiz in the list of a student's quizzes."""

    quiz: queries.QuizOfCourse
    attempts: Sequence[Attempt]
    state: str

    @property
    def best(self) -> Fraction | None:
        """The best share of the attempts that were handed in."""
        return max((share_of(one) for one in self.attempts if not one.is_open), default=None)


def lines_of(enrolment: Enrolment, now: datetime) -> list[Line]:
    """A student's quizzes. The state is that of a passed attempt, else of the last one; "" before the first.

    Practice that nobody has to pass was only `practiced`.
    """
    found: dict[int, list[Attempt]] = {}
    for attempt in queries.attempts_of_student(enrolment.id):
        found.setdefault(attempt.unit_id, []).append(attempt)
    lines = []
    for quiz in queries.quizzes_of_student(enrolment):
        attempts = found.get(quiz.unit_id, [])
        states = [state_of(one, now) for one in attempts]
        state = "passed" if "passed" in states else (states or [""])[-1]
        lines.append(Line(quiz, attempts, "practiced" if state in JUDGED and not quiz.is_required else state))
    return lines


def sitting_of(place: queries.StudentQuiz, now: datetime) -> Sitting:
    """Everything about a student at a quiz."""
    given = allowances_for(place.enrolment, place.revision.unit_id)
    names = queries.names_of(one.given_by_id for one in given)
    return Sitting(place, history_of(place.enrolment, place.revision), given, names, now)
