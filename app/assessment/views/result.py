"""Checking all answers, handing in, and the result."""

from collections.abc import Iterable

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.assessment import actions, queries
from app.assessment.grading import KINDS, certainty
from app.assessment.models import Answer, Attempt
from app.assessment.rules import seconds_left
from app.assessment.views import blueprint
from app.assessment.views.looking import Look, look_at, sight_of, to_revisit, with_mark
from app.platform import clock
from app.platform.forms import EmptyForm


@blueprint.get("/attempts/<attempt>/check")
@requires(Permission.LEARN)
def check(attempt: str) -> ResponseReturnValue:
    """Every question with *Answered* or *Not answered*, before it is handed in."""
    found = queries.own_attempt(signed_in().id, attempt) or abort(404)
    if actions.close_on_visit(found, clock.arrived()):
        return redirect(url_for("assessment.result", attempt=attempt))
    answers = queries.paper_of(found.id)
    return render_template(
        "assessment/check.html", attempt=found, answers=answers, form=EmptyForm(),
        seconds_left=seconds_left(found.deadline_at, clock.arrived()),
        answered={answer.number for answer in answers if _is_answered(answer)},
    )  # fmt: skip


@blueprint.post("/attempts/<attempt>/submit")
@requires(Permission.LEARN)
def submit(attempt: str) -> ResponseReturnValue:
    """Hand in; pressed twice, the same result."""
    found = queries.own_attempt(signed_in().id, attempt, to_change=True) or abort(404)
    if not actions.close_if_overdue(found, clock.arrived()):
        actions.submit_attempt(found, clock.now())
    return redirect(url_for("assessment.result", attempt=attempt))


@blueprint.get("/attempts/<attempt>")
@requires(Permission.LEARN)
def result(attempt: str) -> ResponseReturnValue:
    """Score, next step, and each answer explained."""
    found = queries.own_attempt(signed_in().id, attempt) or abort(404)
    if not actions.close_on_visit(found, clock.arrived()):
        return redirect(url_for("assessment.check", attempt=attempt))
    sight = sight_of(found)
    place = queries.quiz_of(found)
    passages = queries.passages_of(found.enrolment.revision_id)
    notes = queries.notes_on(found.id)
    fixes = queries.fixes_in(notes)
    looks = [
        look_at(answer, found, sight, passages, answer.earned, fixes.get(answer.number, ()))
        for answer in queries.paper_of(found.id)
        if answer.question.is_asked
    ]
    if any(KINDS[look.answer.question.kind].NEEDS_MARKER for look in looks):
        marks = queries.marks_on(found.id)
        looks = [with_mark(look, marks.get(look.answer.number)) for look in looks]
    return render_template(
        "assessment/result.html", attempt=found, place=place, looks=looks, sight=sight, notes=notes,
        levels=_levels(looks) if sight.verdict and found.revision.rules.asks_certainty else [],
        revisit=_revisit(found, place, looks),
    )  # fmt: skip


def _revisit(attempt: Attempt, place: queries.QuizHome, looks: Iterable[Look]) -> dict[str, dict[str, str]]:
    """Where to read on: after a fail, and after practice, which is for nothing else."""
    if attempt.passed is not False and place.is_required:
        return {}
    return to_revisit(looks, queries.goals_of(attempt.enrolment.revision_id))


def _levels(looks: Iterable[Look]) -> list[certainty.Level]:
    counted = (look for look in looks if not look.is_dropped and not look.is_waiting)
    return certainty.levels((look.answer.certainty, look.is_right) for look in counted)


def _is_answered(answer: Answer) -> bool:
    return bool(answer.response) and KINDS[answer.question.kind].is_answered(answer.response or {})
