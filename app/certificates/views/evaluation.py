"""The evaluation of a course, by those who finished it."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.catalogue.queries.usual import in_course
from app.certificates import actions, queries
from app.certificates.forms import answers_in, evaluation_form
from app.certificates.queries import Standing
from app.certificates.rules import Gate
from app.certificates.views import blueprint
from app.learning.queries import enrolment_of
from app.platform import clock
from app.platform.forms import BaseForm


@blueprint.get("/learn/<course>/evaluation")
@requires(Permission.LEARN)
def evaluation(course: str) -> ResponseReturnValue:
    """The questions, once everything is done; what is left, before."""
    standing = _standing(course)
    if standing.missing or Gate.EVALUATED in standing.gates or not standing.evaluation.get("questions"):
        return redirect(url_for("certificates.claim", course=course))
    return _page(standing, evaluation_form(standing.evaluation, standing.enrolment.revision.language))


@blueprint.post("/learn/<course>/evaluation")
@requires(Permission.LEARN)
def evaluate(course: str) -> ResponseReturnValue:
    """Keep the answers, and apart from them that some were given."""
    standing = _standing(course)
    if standing.missing or not standing.evaluation.get("questions"):
        return redirect(url_for("certificates.claim", course=course))
    form = evaluation_form(standing.evaluation, standing.enrolment.revision.language)
    if not form.validate_on_submit():
        return _page(standing, form), 422
    if actions.evaluate(standing, answers_in(form, standing.evaluation), clock.now()):
        flash(_("Thank you. Your answers were kept without your name."), "success")
    return redirect(url_for("certificates.claim", course=course))


def _standing(course: str) -> Standing:
    return queries.standing_of_course(enrolment_of(signed_in().id, course) or abort(404))


def _page(standing: Standing, form: BaseForm) -> str:
    intro = in_course(standing.evaluation.get("intro", ""), standing.enrolment.revision.language)
    return render_template("certificates/evaluation.html", standing=standing, form=form, intro=intro)
