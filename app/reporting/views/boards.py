"""Telling boards who completed what: preview, batches, what became of each row.

A batch goes through all courses, under the school's own number: it is the administrators' work.
"""

from datetime import date
from typing import NamedTuple

from flask import (
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.catalogue.content.boards import Boards, Broker, load_boards
from app.catalogue.content.problems import ContentProblems
from app.certificates.models import ReportLine
from app.certificates.rules import Due, due_on, obstacles
from app.platform import clock
from app.platform.forms import EmptyForm
from app.platform.pages import local
from app.reporting import actions, exports, queries
from app.reporting.forms.boards import OUTCOMES, OutcomeForm
from app.reporting.views import blueprint
from app.reporting.workbook import roster_xls


class Listed(NamedTuple):
    """A page of rows that wait: each with what keeps it back, and the last day for its report.

    `pages`, `total`: 0 for what is kept back. That may be as many as there are certificates, so nobody counts it.
    """

    rows: list[tuple[Due, list[str], date | None]]
    page: int
    is_last: bool
    pages: int = 0
    total: int = 0


FARTHEST_PAGE = 1_000_000  # a number that no database refuses
BATCH = "/studio/reports/<int(max=2147483647):batch>"


@blueprint.get("/studio/reports")
@requires(Permission.ADMINISTER)
def reports() -> ResponseReturnValue:
    """What would be told now, what is kept back and why, and the batches before; long lists by page."""
    boards, fault = _boards()
    return render_template(
        "reporting/reports.html", ready=_ready(boards.broker), kept_back=_kept_back(boards.broker),
        most=queries.MOST, batches=queries.batches(), fault=fault, today=local(clock.now()).date(), form=EmptyForm(),
    )  # fmt: skip


def _ready(broker: Broker) -> Listed:
    total = queries.ready_count(broker)
    page, start = _page_of("page", total)
    dues = queries.unreported(broker, is_ready=True, offset=start)
    return Listed([(due, [], due_on(due)) for due in dues], page, page == _pages(total), _pages(total), total)


def _kept_back(broker: Broker) -> Listed:
    """A page, the first where there are fewer."""
    page = min(max(1, request.args.get("kept", 1, int)), FARTHEST_PAGE)
    dues = _kept_on(broker, page)
    if not dues and page > 1:
        page, dues = 1, _kept_on(broker, 1)
    rows = [(due, obstacles(due, broker), due_on(due)) for due in dues[: queries.ROWS]]
    return Listed(rows, page, len(dues) <= queries.ROWS)


def _kept_on(broker: Broker, page: int) -> list[Due]:
    """With the first row of the next one."""
    return queries.unreported(broker, is_ready=False, limit=queries.ROWS + 1, offset=(page - 1) * queries.ROWS)


def _page_of(argument: str, total: int) -> tuple[int, int]:
    """The page that was asked for, the last one where there are fewer, and the place of its first row."""
    page = min(max(1, request.args.get(argument, 1, int)), _pages(total))
    return page, (page - 1) * queries.ROWS


def _pages(total: int) -> int:
    return max(1, -(-total // queries.ROWS))


@blueprint.post("/studio/reports")
@requires(Permission.ADMINISTER)
def make_batch() -> ResponseReturnValue:
    """Write the batch of everything that is ready, as much as one file takes."""
    broker = _boards()[0].broker
    ready = queries.unreported(broker, is_ready=True, limit=queries.MOST)
    batch = actions.make_batch(ready, broker, signed_in(), clock.now())
    if batch is None:
        flash(_("There is nothing to report: everything that is ready was reported already."), "info")
        return redirect(url_for("reporting.reports"))
    return redirect(url_for("reporting.batch", batch=batch.id))


@blueprint.get(BATCH)
@requires(Permission.ADMINISTER)
def batch(batch: int) -> ResponseReturnValue:
    """Its rows, and what became of them; by page."""
    found, total = queries.batch_with(batch) or abort(404), queries.line_count_of(batch)
    page, start = _page_of("page", total)
    lines = queries.lines_of_batch(batch, limit=queries.ROWS, offset=start)
    forms = {line.id: OutcomeForm(formdata=None, obj=line) for line, *_rest in lines}
    return render_template(
        "reporting/batch.html", batch=found, lines=lines, forms=forms, outcomes=OUTCOMES, page=page,
        pages=_pages(total), total=total,
    )  # fmt: skip


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
    return redirect(url_for("reporting.batch", batch=batch, page=request.args.get("page", type=int)))


@blueprint.get("/studio/<course>/certificates.csv")
@requires(Permission.TEACH)
def certificates_csv(course: str) -> ResponseReturnValue:
    """Every certificate of a course, a line for each licence: for boards without a file of their own."""
    parts = stream_with_context(exports.certificates_csv(queries.certificates_of_course(course)))
    headers = {"Content-Disposition": f'attachment; filename="certificates-{course}.csv"'}
    return Response(parts, content_type="text/csv; charset=utf-8", headers=headers)


def _boards() -> tuple[Boards, str]:
    """What the school wrote about boards, and what is wrong with it ("" for nothing)."""
    try:
        return load_boards(current_app.extensions["settings"].data), ""
    except (ContentProblems, OSError) as error:
        return Boards(), str(error)
