"""A wrong key: looking at the question, looking at what a correction changes, applying it."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.assessment import actions
from app.assessment.actions import Correction
from app.assessment.grading import KINDS
from app.platform import clock
from app.platform.errors import Refused
from app.platform.transactions import write_from_here
from app.reporting import fixing, queries
from app.reporting.forms.fixing import ApplyForm, FixForm, correction_of, fix_form, shown_again
from app.reporting.queries import FaultyQuestion
from app.reporting.views import blueprint


@blueprint.get("/studio/<course>/quiz/<unit>/questions/<question>/fix")
@requires(Permission.TEACH)
def fix(course: str, unit: str, question: str) -> ResponseReturnValue:
    """The question with its key and what people answered, and the remedies."""
    faulty = _faulty(course, unit, question)
    return _page(faulty, _form(faulty))


@blueprint.post("/studio/<course>/quiz/<unit>/questions/<question>/fix")
@requires(Permission.TEACH)
def fix_key(course: str, unit: str, question: str) -> ResponseReturnValue:
    """Show what a correction changes; once that was looked at, apply it."""
    faulty = _faulty(course, unit, question)
    form = _form(faulty)
    correction = correction_of(form)
    if correction is None:
        return _page(faulty, form), 422
    if request.form.get("go") == "edit":
        return _page(faulty, form)
    if request.form.get("go") == "apply":
        return _apply(faulty, form, correction)
    return _preview(faulty, form, correction)


def _faulty(course: str, unit: str, question: str) -> FaultyQuestion:
    faulty = queries.faulty_question(course, unit, question, request.args.get("version", "")) or abort(404)
    kind = KINDS[faulty.question.kind]
    if kind.NEEDS_MARKER or not kind.IS_ASKED:
        raise Refused(_("This question has no key: a person marks it, or it asks nothing."))
    return faulty


def _form(faulty: FaultyQuestion) -> FixForm:
    return fix_form(faulty.question, [one.fix for one in faulty.applied])


def _page(faulty: FaultyQuestion, form: FixForm) -> str:
    return render_template(
        "reporting/fix.html", faulty=faulty, form=form, given=fixing.given_to(faulty),
        lost=queries.lost_by(faulty.question.id, faulty.unit_id),
    )  # fmt: skip


def _preview(faulty: FaultyQuestion, form: FixForm, correction: Correction, confirm: ApplyForm | None = None) -> str:
    found = fixing.preview(faulty, correction)
    confirm = confirm or ApplyForm(formdata=None)
    confirm.fingerprint.data = found.plan.fingerprint
    return render_template(
        "reporting/fix_preview.html", faulty=faulty, correction=correction, preview=found, form=confirm,
        said=shown_again(form),
    )  # fmt: skip


def _apply(faulty: FaultyQuestion, form: FixForm, correction: Correction) -> ResponseReturnValue:
    confirm = ApplyForm()
    if not confirm.validate():
        return _preview(faulty, form, correction, confirm), 422
    write_from_here()
    address = url_for("assessment.result", attempt="", _external=True)
    try:
        plan = actions.correct_key(
            faulty.question, correction, signed_in(), clock.now(),
            expected=str(confirm.fingerprint.data), address=address,
        )  # fmt: skip
    except actions.PlanChanged:
        flash(_("Results have changed since you looked. Nothing is corrected yet: look again."), "warning")
        return _preview(faulty, form, correction), 409
    flash(ngettext("The key was corrected. %(num)s result changed.", "The key was corrected. %(num)s results changed.",
                   plan.changed), "success")  # fmt: skip
    return redirect(_address(faulty))


def _address(faulty: FaultyQuestion) -> str:
    return url_for(
        "reporting.fix", course=faulty.course_slug, unit=faulty.slug, question=faulty.question.key,
        version=faulty.version,
    )  # fmt: skip
