"""The studio's pages for answers that a person marks: the queue, and one answer with its rubric."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.assessment import actions, queries
from app.assessment.forms import MarkForm, mark_form_for
from app.assessment.grading import KINDS
from app.assessment.kinds.base import ResponseError
from app.assessment.kinds.essay import mark as essay
from app.assessment.models import Answer, Attempt
from app.assessment.views import blueprint
from app.platform import clock
from app.platform.errors import Refused

OWN = lazy_gettext("This is your own answer. Somebody else has to mark it.")
OPEN = lazy_gettext("This attempt is not handed in. Perhaps it was opened again, and the student still writes.")
MARKED = lazy_gettext("Somebody marked this answer while you did. Yours was not saved, but is still filled in.")


@blueprint.get("/studio/marking")
@requires(Permission.TEACH)
def marking() -> ResponseReturnValue:
    """What waits for a mark, question by question, and the answers, oldest first."""
    me, wanted = signed_in(), request.args.get("question", type=int)
    piles = queries.piles(me)
    pile = next((one for one in piles if one.question_id == wanted), None)
    waiting = queries.waiting(me, pile.question_id if pile else None) if piles else []
    return render_template(
        "assessment/marking.html", piles=piles, pile=pile, waiting=waiting, marked=queries.marked_by(me),
        total=sum(one.count for one in piles),
    )  # fmt: skip


@blueprint.get("/studio/marking/<attempt>/<int(max=9999):number>")
@requires(Permission.TEACH)
def answer_to_mark(attempt: str, number: int) -> ResponseReturnValue:
    """One answer with its rubric. Whose it is stays hidden, unless the marker asks."""
    answer, found = _wanted(attempt, number)
    return _page(answer, found, _form_for(answer))


@blueprint.post("/studio/marking/<attempt>/<int(max=9999):number>")
@requires(Permission.TEACH)
def mark_answer(attempt: str, number: int) -> ResponseReturnValue:
    """Save a mark, and go on to the next answer to the same question."""
    answer, found = _wanted(attempt, number, to_change=True)
    form = _form_for(answer)
    if not form.validate():
        return _page(answer, found, form), 422
    points = [field.data for field in form.criteria]
    judged = actions.Judged(points, form.comment.data or "", form.known.data or 0)
    result_url = url_for("assessment.result", attempt=attempt, _external=True)
    try:
        actions.mark_answer(answer, found, judged, signed_in(), clock.now(), result_url)
    except actions.MarkedElsewhere:
        flash(MARKED, "warning")
        return _page(answer, found, form), 409
    except ResponseError as error:
        abort(422, _(str(error)))
    flash(
        _("Marked.") if found.passed is not None else _("Marked. Another answer of this attempt still waits."),
        "success",
    )
    return redirect(_onward(answer))


def _wanted(attempt: str, number: int, *, to_change: bool = False) -> tuple[Answer, Attempt]:
    answer, found = queries.answer_for_marker(signed_in(), attempt, number, to_change=to_change) or abort(404)
    if not KINDS[answer.question.kind].NEEDS_MARKER:
        abort(404)
    try:
        actions.refuse_to_mark(found, signed_in())
    except actions.OwnAnswer as reason:
        raise Refused(str(OWN), 403) from reason
    except actions.StillOpen as reason:
        raise Refused(str(OPEN)) from reason
    return answer, found


def _form_for(answer: Answer) -> MarkForm:
    newest = queries.marks_on(answer.attempt_id).get(answer.number)
    return mark_form_for(essay.load(answer.question.spec).rubric, newest)


def _onward(answer: Answer) -> str:
    following = queries.waiting(signed_in(), answer.question_id, limit=1)
    if not following:
        return url_for("assessment.marking")
    return url_for("assessment.answer_to_mark", attempt=following[0].attempt, number=following[0].number)


def _page(answer: Answer, attempt: Attempt, form: MarkForm) -> str:
    spec, mark = essay.load(answer.question.spec), queries.marks_on(attempt.id).get(answer.number)
    form.show_known(mark.turn if mark else 0)
    text = str((answer.response or {}).get("text") or "")
    return render_template(
        "assessment/answer_to_mark.html", answer=answer, attempt=attempt, form=form, spec=spec, text=text,
        words=essay.count_words(text), mark=mark, is_named=request.args.get("name") == "shown",
    )  # fmt: skip
