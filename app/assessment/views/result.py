"""Checking all answers, handing in, and the result."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.assessment import actions, queries
from app.assessment.forms import order_of
from app.assessment.grading import KINDS
from app.assessment.kinds.base import Review
from app.assessment.models import Answer, Attempt
from app.assessment.rules import Sight, may_see
from app.assessment.views import blueprint
from app.platform import clock
from app.platform.forms import EmptyForm

Passages = Mapping[str, tuple[str, str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Look:
    """One question looked back on."""

    answer: Answer
    review: Review
    passage_url: str
    passage_title: str

    @property
    def folder(self) -> str:
        """Where the kind's templates are."""
        return f"kinds/{self.answer.question.kind.replace('-', '_')}"

    @property
    def is_right(self) -> bool:
        """Whether it earned everything."""
        return self.answer.earned == self.answer.question.points

    @property
    def is_partly_right(self) -> bool:
        """Whether it earned something, not everything."""
        return not self.is_right and bool(self.answer.earned)


@blueprint.get("/attempts/<attempt>/check")
@requires(Permission.LEARN)
def check(attempt: str) -> ResponseReturnValue:
    """Every question with *Answered* or *Not answered*, before it is handed in."""
    found = queries.own_attempt(signed_in().id, attempt) or abort(404)
    if not found.is_open:
        return redirect(url_for("assessment.result", attempt=attempt))
    answers = queries.paper_of(found.id)
    return render_template(
        "assessment/check.html", attempt=found, answers=answers, form=EmptyForm(),
        answered={answer.number for answer in answers if _is_answered(answer)},
    )  # fmt: skip


@blueprint.post("/attempts/<attempt>/submit")
@requires(Permission.LEARN)
def submit(attempt: str) -> ResponseReturnValue:
    """Hand in; pressed twice, the same result."""
    found = queries.own_attempt(signed_in().id, attempt, to_change=True) or abort(404)
    actions.submit_attempt(found, clock.now())
    return redirect(url_for("assessment.result", attempt=attempt))


@blueprint.get("/attempts/<attempt>")
@requires(Permission.LEARN)
def result(attempt: str) -> ResponseReturnValue:
    """Score, next step, and each answer explained."""
    found = queries.own_attempt(signed_in().id, attempt) or abort(404)
    if found.is_open:
        return redirect(url_for("assessment.check", attempt=attempt))
    sight = may_see(found.revision.preset, submitted=True, passed=bool(found.passed))
    place = queries.quiz_of(found)
    passages = queries.passages_of(found.enrolment.revision_id)
    looks = [_look(answer, found, sight, passages) for answer in queries.paper_of(found.id)]
    return render_template("assessment/result.html", attempt=found, place=place, looks=looks, sight=sight)


def _is_answered(answer: Answer) -> bool:
    return bool(answer.response) and KINDS[answer.question.kind].is_answered(answer.response or {})


def _look(answer: Answer, attempt: Attempt, sight: Sight, passages: Passages) -> Look:
    kind = KINDS[answer.question.kind]
    review = kind.explain(
        kind.load(answer.question.spec), answer.response or {}, with_key=sight.key, order=order_of(answer, attempt)
    )
    lesson, _, anchor = answer.question.passage.partition("#")
    title, _, sections = passages.get(lesson, ("", "", {}))
    course = attempt.enrolment.course.slug
    url = url_for("learning.lesson", course=course, unit=lesson, _anchor=anchor) if title else ""
    return Look(answer, review, url, sections.get(anchor) or title)
