"""One question: showing it, saving its answer."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.assessment import actions, queries
from app.assessment.forms import LONGEST_OPERATION, Sheet, errors_of, response_from, sheet_of
from app.assessment.models import Answer, Attempt
from app.assessment.views import blueprint
from app.platform import clock, ids
from app.platform.pages import clock_time


@blueprint.get("/attempts/<attempt>/<int(max=9999):number>")
@requires(Permission.LEARN)
def question(attempt: str, number: int) -> ResponseReturnValue:
    """Show one question."""
    answer, found = queries.own_answer(signed_in().id, attempt, number) or abort(404)
    if not found.is_open:
        return redirect(url_for("assessment.result", attempt=attempt))
    return _page(answer, found, sheet_of(answer, found))


@blueprint.post("/attempts/<attempt>/<int(max=9999):number>")
@requires(Permission.LEARN)
def save(attempt: str, number: int) -> ResponseReturnValue:
    """Save one answer. A script is told when it is committed; a form goes on to the next question."""
    now = clock.now()
    answer, found = queries.own_answer(signed_in().id, attempt, number, to_change=True) or abort(404)
    sheet = sheet_of(answer, found, request.form)
    response = response_from(sheet, answer)
    if response is None:
        return _refused(errors_of(sheet), 422) if _is_script() else (_page(answer, found, sheet), 422)
    operation = request.form.get("operation", "")[:LONGEST_OPERATION] or ids.public_id()
    known = request.form.get("seq", type=int)
    try:
        saved = actions.save_answer(answer, found, dict(response), operation, known, now)
        if request.form.get("go") == "flag":
            actions.flag_answer(answer, found, flagged=not answer.flagged)
    except actions.AlreadySubmitted:
        return _refused("", 410) if _is_script() else redirect(url_for("assessment.result", attempt=attempt))
    except actions.ChangedElsewhere:
        return _conflict(answer, found)
    except actions.OperationReused:
        abort(422, _("This save carries the number of another one. Open the page again."))
    if _is_script():
        return {"saved_at": clock_time(saved.at), "seq": saved.sequence}
    for remark in sheet.form.remarks():
        flash(_(remark), "warning")
    return redirect(_onward(answer, found))


def _is_script() -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _refused(message: str, status: int) -> ResponseReturnValue:
    return {"message": message}, status


def _conflict(answer: Answer, attempt: Attempt) -> ResponseReturnValue:
    message = _("This question was answered in another window. The newer answer is shown; yours was not saved.")
    if _is_script():
        return _refused(message, 409)
    flash(message, "warning")
    return _page(answer, attempt, sheet_of(answer, attempt)), 409


def _onward(answer: Answer, attempt: Attempt) -> str:
    """The same question after flagging; the one before; the next; after the last, the page to check answers."""
    step = {"flag": 0, "previous": -1}.get(request.form.get("go", ""), 1)
    number = answer.number + step
    if request.form.get("go") == "check" or number > queries.length_of(attempt.id):
        return url_for("assessment.check", attempt=attempt.public_id)
    return url_for("assessment.question", attempt=attempt.public_id, number=max(1, number), _anchor="question")


def _page(answer: Answer, attempt: Attempt, sheet: Sheet) -> str:
    return render_template(
        "assessment/question.html", answer=answer, attempt=attempt, sheet=sheet, form=sheet.form, ask=sheet.ask,
        total=queries.length_of(attempt.id), operation=ids.public_id(), seq=answer.sequence,
        result_href=url_for("assessment.result", attempt=attempt.public_id),
    )  # fmt: skip
