"""One student: their quizzes, their attempts at one of them, and what staff give them beyond the rules."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.assessment.actions import CannotReopen, NoTimeToAdd
from app.platform import clock
from app.platform.errors import Refused
from app.reporting import queries
from app.reporting.sitting import Sitting, lines_of, sitting_of
from app.reporting.views import blueprint
from app.reporting.views.giving import GIVE, NOT_NOW, Forms, form_for, forms_of, giving_of

STUDENT = "/studio/<course>/students/<int(max=2147483647):person>"
QUIZ = f"{STUDENT}/quiz/<unit>"


@blueprint.get(STUDENT)
@requires(Permission.TEACH)
def student(course: str, person: int) -> ResponseReturnValue:
    """Every quiz of somebody's course, and how they stand."""
    enrolment = queries.student_of(course, person) or abort(404)
    return render_template("reporting/student.html", enrolment=enrolment, lines=lines_of(enrolment, clock.now()))


@blueprint.get(QUIZ)
@requires(Permission.TEACH)
def student_quiz(course: str, person: int, unit: str) -> ResponseReturnValue:
    """Somebody's attempts at a quiz, and what they were given."""
    sitting = sitting_of(queries.student_quiz(course, person, unit) or abort(404), clock.now())
    return _page(sitting, forms_of(sitting))


@blueprint.post(QUIZ)
@requires(Permission.TEACH)
def give(course: str, person: int, unit: str) -> ResponseReturnValue:
    """Give them something. The button says what; sent twice, it is given once."""
    place = queries.student_quiz(course, person, unit, to_change=True) or abort(404)
    what = request.form.get("give", "")
    sitting = sitting_of(place, clock.now())
    form = form_for(what, sitting) or abort(422)
    if not form.validate_on_submit():
        return _page(sitting, forms_of(sitting) | {what: form}), 422
    try:
        GIVE[what](giving_of(place, form, signed_in()), form)
    except (CannotReopen, NoTimeToAdd) as reason:
        raise Refused(str(NOT_NOW[what])) from reason
    flash(_("Given, and a message to the student is on its way."), "success")
    return redirect(url_for("reporting.student_quiz", course=course, person=person, unit=unit))


def _page(sitting: Sitting, forms: Forms) -> str:
    wrong = next((form for form in forms.values() if form.errors), None)
    return render_template("reporting/student_quiz.html", sitting=sitting, forms=forms, form=wrong)
