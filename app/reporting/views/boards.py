"""Telling boards who completed what: preview, batches, what became of each row.

A batch goes through all courses, under the school's own number: it is the administrators' work.
"""

from flask import Response, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.catalogue.content.boards import Boards, load_boards
from app.catalogue.content.problems import ContentProblems
from app.platform import clock
from app.platform.forms import EmptyForm
from app.platform.pages import local
from app.reporting import actions, exports, queries
from app.reporting.forms.boards import OUTCOMES, OutcomeForm
from app.reporting.models import ReportLine
from app.reporting.rules import Due, due_on, obstacles
from app.reporting.views import blueprint
from app.reporting.workbook import roster_xls

BATCH = "/studio/reports/<int(max=2147483647):batch>"


@blueprint.get("/studio/reports")
@requires(Permission.ADMINISTER)
def reports() -> ResponseReturnValue:
    """What would be told now, what is kept back and why, and the batches before."""
    boards, fault = _boards()
    waiting = [(due, obstacles(due, boards.broker), due_on(due)) for due in queries.unreported()]
    return render_template(
        "reporting/reports.html", ready=[one for one in waiting if not one[1]],
        kept_back=[one for one in waiting if one[1]], batches=queries.batches(), fault=fault,
        today=local(clock.now()).date(), form=EmptyForm(),
    )  # fmt: skip


@blueprint.post("/studio/reports")
@requires(Permission.ADMINISTER)
def make_batch() -> ResponseReturnValue:
    """Write the batch of everything that is ready."""
    broker = _boards()[0].broker
    ready: list[Due] = [due for due in queries.unreported() if not obstacles(due, broker)]
    batch = actions.make_batch(ready, broker, signed_in(), clock.now())
    if batch is None:
        flash(_("There is nothing to report: everything that is ready was reported already."), "info")
        return redirect(url_for("reporting.reports"))
    return redirect(url_for("reporting.batch", batch=batch.id))


@blueprint.get(BATCH)
@requires(Permission.ADMINISTER)
def batch(batch: int) -> ResponseReturnValue:
    """Its rows, and what became of them."""
    found = queries.batch_with(batch) or abort(404)
    lines = queries.lines_of_batch(batch)
    forms = {line.id: OutcomeForm(formdata=None, obj=line) for line, *_rest in lines}
    return render_template("reporting/batch.html", batch=found, lines=lines, forms=forms, outcomes=OUTCOMES)


@blueprint.get(f"{BATCH}/roster.xls")
@requires(Permission.ADMINISTER)
def batch_xls(batch: int) -> ResponseReturnValue:
    """The file that CE Broker takes, the same whenever it is asked for."""
    _found = queries.batch_with(batch) or abort(404)
    data = roster_xls(line.cells for line, *_rest in queries.lines_of_batch(batch))
    headers = {"Content-Disposition": f'attachment; filename="ce-broker-{batch}.xls"'}
    return Response(data, mimetype="application/vnd.ms-excel", headers=headers)


@blueprint.post(f"{BATCH}/<int(max=2147483647):line>")
@requires(Permission.ADMINISTER)
def decide(batch: int, line: int) -> ResponseReturnValue:
    """Note what became of a row."""
    found: ReportLine = queries.line_of_batch(batch, line) or abort(404)
    form = OutcomeForm()
    if not form.validate_on_submit():
        abort(422)
    note = str(form.note.data or "")
    if actions.decide(found, form.outcome.data, note, signed_in(), clock.now()):
        flash(_("Noted."), "success")
    else:
        flash(_("This certificate was reported again since; note the outcome there."), "error")
    return redirect(url_for("reporting.batch", batch=batch))


@blueprint.get("/studio/<course>/certificates.csv")
@requires(Permission.TEACH)
def certificates_csv(course: str) -> ResponseReturnValue:
    """Every certificate of a course, a line for each licence: for boards without a file of their own."""
    found = queries.certificates_of_course(course)
    headers = {"Content-Disposition": f'attachment; filename="certificates-{course}.csv"'}
    return Response(exports.certificates_csv(found), content_type="text/csv; charset=utf-8", headers=headers)


def _boards() -> tuple[Boards, str]:
    """What the school wrote about boards, and what is wrong with it ("" for nothing)."""
    try:
        return load_boards(current_app.extensions["settings"].data), ""
    except (ContentProblems, OSError) as error:
        return Boards(), str(error)
