"""The start page of a quiz, and starting an attempt."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.assessment import actions, queries
from app.assessment.rules import minutes_for
from app.assessment.views import blueprint
from app.assessment.words import closed_text
from app.catalogue.queries import OutlineUnit
from app.learning.due import due_of_unit
from app.learning.queries import progress_of
from app.platform import clock
from app.platform.forms import EmptyForm
from app.platform.pages import local


@blueprint.get("/learn/<course>/quiz/<unit>")
@requires(Permission.LEARN)
def quiz(course: str, unit: str) -> ResponseReturnValue:
    """The rules before anything counts, and what was done so far."""
    place = queries.quiz_at(signed_in().id, course, unit) or abort(404)
    history = queries.history_of(place.enrolment, place.revision)
    factor = queries.time_factor_of(place.enrolment.person_id, place.revision)
    return render_template(
        "assessment/quiz.html", place=place, history=history, door=history.door(clock.now()), form=EmptyForm(),
        rules=place.revision.rules, own_minutes=minutes_for(place.revision.rules.minutes, factor),
        allowances=queries.allowances_for(place.enrolment, place.revision.unit_id),
        unread=_unread(place) if history.left else [], today=local(clock.now(), signed_in().time_zone).date(),
        due=due_of_unit(place.enrolment.id, place.revision.unit_id),
    )  # fmt: skip


@blueprint.post("/learn/<course>/quiz/<unit>/attempts")
@requires(Permission.LEARN)
def start(course: str, unit: str) -> ResponseReturnValue:
    """Start, or go on with the attempt that is open."""
    place = queries.quiz_at(signed_in().id, course, unit) or abort(404)
    try:
        attempt = actions.start_attempt(place.enrolment, place.revision, clock.now())
    except actions.MayNotStart as refused:
        flash(closed_text(refused.door), "error")
        return redirect(url_for("assessment.quiz", course=course, unit=unit))
    return redirect(url_for("assessment.question", attempt=attempt.public_id, number=attempt.reached))


def _unread(place: queries.QuizPlace) -> list[OutlineUnit]:
    """The lessons that this quiz asks about and that are not marked as read; said before an attempt is used up."""
    progress = progress_of(place.enrolment.id, place.enrolment.revision_id)
    own = [one for one in progress.lessons if one.module_slug == place.module_slug]
    asked = own if own and place.revision.preset != "final" else progress.lessons
    return [one for one in asked if one.unit_id not in progress.done]
