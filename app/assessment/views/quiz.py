"""The start page of a quiz, and starting an attempt."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.assessment import actions, queries
from app.assessment.rules import attempts_left
from app.assessment.views import blueprint
from app.platform import clock
from app.platform.forms import EmptyForm


@blueprint.get("/learn/<course>/quiz/<unit>")
@requires(Permission.LEARN)
def quiz(course: str, unit: str) -> ResponseReturnValue:
    """The rules before anything counts, and what was done so far."""
    place = queries.quiz_at(signed_in().id, course, unit) or abort(404)
    attempts = queries.attempts_at(place.enrolment.id, place.revision.unit_id)
    left = attempts_left(place.revision.attempts_allowed, len(attempts))
    return render_template("assessment/quiz.html", place=place, attempts=attempts, left=left, form=EmptyForm())


@blueprint.post("/learn/<course>/quiz/<unit>/attempts")
@requires(Permission.LEARN)
def start(course: str, unit: str) -> ResponseReturnValue:
    """Start, or go on with the attempt that is open."""
    place = queries.quiz_at(signed_in().id, course, unit) or abort(404)
    try:
        attempt = actions.start_attempt(place.enrolment, place.revision, clock.now())
    except actions.NoAttemptsLeft:
        flash(_("You have used every attempt at this quiz. Your best result counts."), "error")
        return redirect(url_for("assessment.quiz", course=course, unit=unit))
    return redirect(url_for("assessment.question", attempt=attempt.public_id, number=1))
