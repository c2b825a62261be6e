"""One question: showing it, saving its answer."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.assessment import actions, queries
from app.assessment.forms import Sheet, errors_of, sheet_of
from app.assessment.models import Answer, Attempt
from app.assessment.rules import seconds_left
from app.assessment.views import blueprint
from app.assessment.views.looking import checked_looks, sight_of
from app.assessment.views.sending import NEWER, sent_for
from app.platform import clock, ids
from app.platform.pages import clock_time

FINAL = lazy_gettext("That answer is final: you have gone on. It was not changed.")


@blueprint.get("/attempts/<attempt>/<int(max=9999):number>")
@requires(Permission.LEARN)
def question(attempt: str, number: int) -> ResponseReturnValue:
    """Show one question."""
    answer, found = queries.own_answer(signed_in().id, attempt, number) or abort(404)
    if actions.close_on_visit(found, clock.arrived()):
        return redirect(url_for("assessment.result", attempt=attempt))
    if answer.checked_at:
        return _checked_page(answer, found)
    rules = found.revision.rules
    if rules.is_on_one_page or (rules.is_sequential and number != found.reached):
        return redirect(_where(found, number if rules.is_on_one_page else found.reached))
    return _page(answer, found, sheet_of(answer, found))


@blueprint.post("/attempts/<attempt>/<int(max=9999):number>")
@requires(Permission.LEARN)
def save(attempt: str, number: int) -> ResponseReturnValue:
    """Save one answer. A script is told when it is committed; a form goes on to the next question."""
    answer, found = queries.own_answer(signed_in().id, attempt, number, to_change=True) or abort(404)
    actions.close_if_overdue(found, clock.arrived())
    sent = sent_for(answer, found)
    if sent.given is None:
        return _refused(errors_of(sent.sheet), 422) if _is_script() else (_page(answer, found, sent.sheet), 422)
    try:
        saved = actions.save_answer(answer, found, sent.given, sent.operation, sent.known, clock.now())
        if request.form.get("go") == "verify" and sent.sheet.is_marked_at_once:
            actions.check_answer(answer, sent.given.response, found, clock.now())
        if request.form.get("go") == "flag":
            actions.flag_answer(answer, found, flagged=not answer.flagged)
    except actions.NotSaved as reason:
        return _not_saved(reason, answer, found)
    if _is_script():
        return {"saved_at": clock_time(saved.at), "seq": saved.sequence}
    for remark in sent.sheet.form.remarks():
        flash(_(remark), "warning")
    return redirect(_onward(answer, found))


def _is_script() -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _refused(message: str, status: int) -> ResponseReturnValue:
    return {"message": message}, status


def _not_saved(reason: actions.NotSaved, answer: Answer, attempt: Attempt) -> ResponseReturnValue:
    """What the person is told; where the answer on the server counts, they see it."""
    if isinstance(reason, actions.AlreadySubmitted):
        return _refused("", 410) if _is_script() else redirect(url_for("assessment.result", attempt=attempt.public_id))
    if isinstance(reason, actions.OperationReused):
        abort(422, _("This save carries the number of another one. Open the page again."))
    is_final = isinstance(reason, actions.AnswerIsFinal)
    message = FINAL if is_final else NEWER
    if _is_script():
        return _refused(str(message), 409)
    flash(message, "warning")
    if is_final:
        return redirect(_where(attempt, attempt.reached))
    return _page(answer, attempt, sheet_of(answer, attempt)), 409


def _onward(answer: Answer, attempt: Attempt) -> str:
    """The same question after flagging; the one before; the next; after the last, the page to check answers."""
    if request.form.get("go") == "check":
        return url_for("assessment.check", attempt=attempt.public_id)
    if attempt.revision.rules.is_sequential:
        actions.go_on(answer, attempt)
        return _where(attempt, answer.number if answer.checked_at else attempt.reached)
    step = {"flag": 0, "verify": 0, "previous": -1}.get(request.form.get("go", ""), 1)
    return _where(attempt, max(1, answer.number + step))


def _where(attempt: Attempt, number: int) -> str:
    if number > queries.length_of(attempt.id):
        return url_for("assessment.check", attempt=attempt.public_id)
    if attempt.revision.rules.is_on_one_page:
        return url_for("assessment.questions", attempt=attempt.public_id, _anchor=f"q{number}-question")
    return url_for("assessment.question", attempt=attempt.public_id, number=number, _anchor="question")


def _page(answer: Answer, attempt: Attempt, sheet: Sheet) -> str:
    return render_template(
        "assessment/question.html", answer=answer, attempt=attempt, sheet=sheet, form=sheet.form, ask=sheet.ask,
        total=queries.length_of(attempt.id), operation=ids.public_id(), seq=answer.sequence,
        result_href=url_for("assessment.result", attempt=attempt.public_id),
        seconds_left=seconds_left(attempt.deadline_at, clock.arrived()),
    )  # fmt: skip


def _checked_page(answer: Answer, attempt: Attempt) -> str:
    """A question of a practice quiz that the student had checked: what is right, and why."""
    return render_template(
        "assessment/checked.html", answer=answer, attempt=attempt, total=queries.length_of(attempt.id),
        sight=sight_of(attempt, checked=True), look=checked_looks(attempt, [answer])[answer.number],
        onward=_where(attempt, answer.number + 1),
        seconds_left=seconds_left(attempt.deadline_at, clock.arrived()),
    )  # fmt: skip
