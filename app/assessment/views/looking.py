"""Looking back on a question: what may be shown of it, and the passage to read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from flask import url_for

from app.assessment import actions, queries
from app.assessment.forms import order_of
from app.assessment.grading import KINDS
from app.assessment.grading.regrade import WITH_KEY, Fixes, Remedy, best_key
from app.assessment.kinds.base import Review
from app.assessment.kinds.essay import mark as essay
from app.assessment.kinds.essay.mark import Criterion
from app.assessment.models import Answer, Attempt, ManualMark
from app.assessment.rules import Sight, may_see
from app.platform import clock

Passages = Mapping[str, tuple[str, str, Mapping[str, Any]]]
GUESSED, SURE = 1, 3  # the lowest and the highest of the three answers to "How sure are you?"


@dataclass(frozen=True, slots=True)
class Look:
    """One question looked back on, with what its answer earned."""

    answer: Answer
    review: Review
    passage_url: str
    passage_title: str
    earned: Fraction | None
    is_dropped: bool = False  # it was found faulty and does not count
    given: tuple[tuple[Criterion, int], ...] = ()  # by a person, for each criterion
    comment: str = ""

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
        return self.answer.certainty == SURE and not self.earned and not self.is_waiting

    @property
    def is_weak(self) -> bool:
        """Whether its passage is worth reading again: it was missed, or hit by a guess."""
        counts = not self.is_dropped and not self.is_waiting
        return counts and (not self.is_right or self.answer.certainty == GUESSED)

    @property
    def is_waiting(self) -> bool:
        """Whether a person has still to mark it."""
        return self.answer.waits_since is not None


def with_mark(look: Look, mark: ManualMark | None) -> Look:
    """The same with what a person gave for it, if a person did."""
    if mark is None or look.is_waiting:
        return look
    rubric = essay.load(look.answer.question.spec).rubric
    return replace(look, given=tuple(zip(rubric, mark.points, strict=True)), comment=mark.comment)


def sight_of(attempt: Attempt, *, checked: bool = False) -> Sight:
    """What may be shown of the questions of an attempt; `checked`: of one that was checked while it goes on."""
    return may_see(
        attempt.revision.rules.shown, submitted=not attempt.is_open, passed=bool(attempt.passed), now=clock.now(),
        closes=attempt.revision.rules.closes, checked=checked,
    )  # fmt: skip


def look_at(
    answer: Answer, attempt: Attempt, sight: Sight, passages: Passages, earned: Fraction | None, fixes: Fixes = ()
) -> Look:
    """One question, as much of it as `sight` allows. `fixes`: how its key was corrected."""
    kind, question = KINDS[answer.question.kind], answer.question
    key = best_key(question.kind, question.spec, fixes, answer.response)
    tells_key = sight.key and (not fixes or fixes[-1].remedy in WITH_KEY)
    review = kind.explain(kind.load(key), answer.response or {}, with_key=tells_key, order=order_of(answer, attempt))
    lesson, _, anchor = answer.question.passage.partition("#")
    title, _, sections = passages.get(lesson, ("", "", {}))
    course = attempt.enrolment.course.slug
    url = url_for("learning.lesson", course=course, unit=lesson, _anchor=anchor) if title else ""
    is_dropped = earned is None and bool(fixes) and fixes[-1].remedy is Remedy.DROP
    return Look(answer, review, url, sections.get(anchor) or title, earned, is_dropped)


def checked_looks(attempt: Attempt, answers: Iterable[Answer]) -> dict[int, Look]:
    """Those of the answers that the student had checked, looked back on: number → look."""
    checked = [answer for answer in answers if answer.checked_at]
    if not checked:
        return {}
    fixes = queries.fixes_of([answer.question_id for answer in checked])
    passages, sight = queries.passages_of(attempt.enrolment.revision_id), sight_of(attempt, checked=True)
    found = {}
    for answer, marked in zip(checked, actions.mark(checked), strict=True):
        earned = None if marked is None else answer.question.points * marked.fraction
        found[answer.number] = look_at(answer, attempt, sight, passages, earned, fixes.get(answer.question_id, ()))
    return found


def to_revisit(looks: Iterable[Look], goals: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Each objective that was missed or guessed, with the passages to read again (address → title). No key."""
    found: dict[str, dict[str, str]] = {}
    for look in looks:
        if look.is_weak and (goal := goals.get(look.answer.question.objective)):
            passages = found.setdefault(goal, {})
            passages |= {look.passage_url: look.passage_title} if look.passage_url else {}
    return found
