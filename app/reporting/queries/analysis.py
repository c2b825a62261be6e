"""A quiz and everything that was ever asked in it, for its item analysis."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select

from app.assessment.grading import regrade
from app.assessment.grading.regrade import Fixes
from app.assessment.models import Question, QuizQuestion, QuizRevision
from app.assessment.queries import bank_of, fixes_of, latest_quiz_revision
from app.catalogue.queries import newest_quiz_at
from app.platform.db import db
from app.reporting.queries.counting import Count, Counts
from app.reporting.queries.responses import Response, responses_in


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a question: since when a quiz has asked it, whether the newest revision does, its corrections."""

    question: Question
    since: datetime
    is_asked: bool
    fixes: Fixes

    @property
    def keys(self) -> Sequence[Mapping[str, Any]]:
        """The keys in force, the newest last: the published one, or what corrections made of it."""
        return regrade.keys(self.question.spec, self.fixes)

    @property
    def counts(self) -> bool:
        """Whether the last correction did not drop it or give it away; those have no key."""
        return not self.fixes or self.fixes[-1].spec is not None


@dataclass(frozen=True, slots=True)
class Analysed:
    """A quiz and everything ever asked in it."""

    course_slug: str
    course_title: str
    slug: str
    title: str
    unit_id: int
    versions: Sequence[Version]
    count: Count

    @property
    def totals(self) -> Mapping[tuple[int, Fraction, int], int]:
        """(form, earned, possible) → people who sat it."""
        return self.count.totals

    def responses(self) -> Iterator[Response]:
        """What was earned on each question, row by row; what was answered only where there are options."""
        return responses_in(self.count.rows)


def analysed_quiz(course_slug: str, quiz_slug: str, counts: Counts, now: datetime) -> Analysed | None:
    """The quiz at this address; None when there is none."""
    place = newest_quiz_at(course_slug, quiz_slug)
    if place is None:
        return None
    versions = _versions(place.unit_id)
    corrections = sum(len(version.fixes) for version in versions)
    return Analysed(*place, versions, counts.of(place.unit_id, corrections, now))


def _versions(unit_id: int) -> list[Version]:
    """Every version that was ever in the bank and earns points, oldest first; practice questions among them."""
    newest = latest_quiz_revision(unit_id)
    asked = {line.id for line in bank_of(newest.id)} if newest else set()
    rows = db.session.execute(
        select(Question, func.min(QuizRevision.published_at))
        .join(QuizQuestion, QuizQuestion.question_id == Question.id)
        .join(QuizRevision, QuizRevision.id == QuizQuestion.quiz_revision_id)
        .where(QuizRevision.unit_id == unit_id, Question.points > 0)
        .group_by(Question.id)
        .order_by(func.min(QuizRevision.published_at), Question.id)
    ).all()
    fixes = fixes_of([question.id for question, _ in rows])
    return [Version(question, since, question.id in asked, fixes.get(question.id, ())) for question, since in rows]
