"""Looking back on a question: what may be shown of it, and the passage to read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask import url_for

from app.assessment.forms import order_of
from app.assessment.grading import KINDS
from app.assessment.kinds.base import Review
from app.assessment.models import Answer, Attempt
from app.assessment.rules import Sight, may_see
from app.platform import clock

Passages = Mapping[str, tuple[str, str, Mapping[str, Any]]]
SURE = 3  # the highest of the three answers to "How sure are you?"


@dataclass(frozen=True, slots=True)
class Look:
    """One question looked back on, with what its answer earned."""

    answer: Answer
    review: Review
    passage_url: str
    passage_title: str
    earned: Fraction | None

    @property
    def folder(self) -> str:
        """Where the kind's templates are."""
        return f"kinds/{self.answer.question.kind.replace('-', '_')}"

    @property
    def is_right(self) -> bool:
        """Whether it earned everything."""
        return self.earned == self.answer.question.points

    @property
    def is_partly_right(self) -> bool:
        """Whether it earned something, not everything."""
        return not self.is_right and bool(self.earned)

    @property
    def is_sure_and_wrong(self) -> bool:
        """Whether the student was sure of an answer that earned nothing: the most worth looking at."""
        return self.answer.certainty == SURE and not self.earned


def sight_of(attempt: Attempt, *, checked: bool = False) -> Sight:
    """What may be shown of the questions of an attempt; `checked`: of one that was checked while it goes on."""
    return may_see(
        attempt.revision.rules.shown, submitted=not attempt.is_open, passed=bool(attempt.passed), now=clock.now(),
        closes=attempt.revision.rules.closes, checked=checked,
    )  # fmt: skip


def look_at(answer: Answer, attempt: Attempt, sight: Sight, passages: Passages, earned: Fraction | None) -> Look:
    """One question, as much of it as `sight` allows."""
    kind = KINDS[answer.question.kind]
    review = kind.explain(
        kind.load(answer.question.spec), answer.response or {}, with_key=sight.key, order=order_of(answer, attempt)
    )
    lesson, _, anchor = answer.question.passage.partition("#")
    title, _, sections = passages.get(lesson, ("", "", {}))
    course = attempt.enrolment.course.slug
    url = url_for("learning.lesson", course=course, unit=lesson, _anchor=anchor) if title else ""
    return Look(answer, review, url, sections.get(anchor) or title, earned)


def to_revisit(looks: Iterable[Look], goals: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """After a fail: each objective that was missed, with the passages to read again (address → title). No key."""
    found: dict[str, dict[str, str]] = {}
    for look in looks:
        if not look.is_right and (goal := goals.get(look.answer.question.objective)):
            passages = found.setdefault(goal, {})
            passages |= {look.passage_url: look.passage_title} if look.passage_url else {}
    return found
