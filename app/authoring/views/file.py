"""A file of a draft as it is: its text, every earlier text, what changed, and the way back."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.authoring import actions, queries
from app.authoring.forms.file import FileForm, RestoreForm
from app.authoring.forms.lesson import lines_of
from app.authoring.models import DraftFile
from app.authoring.queries import Workbench
from app.authoring.rules.comparing import compared
from app.authoring.views import bench_of, blueprint
from app.authoring.views.places import place_of
from app.platform import clock
from app.platform.numbers import small_number
from app.platform.pages import clock_time


@blueprint.get("/studio/<course>/file")
@requires(Permission.TEACH)
def file(course: str) -> ResponseReturnValue:
    """The text of a file, and its history."""
    bench, found = _file(course)
    return _page(bench, found, FileForm(None, data={"text": found.text, "version": str(found.version)}))


@blueprint.post("/studio/<course>/file")
@requires(Permission.TEACH)
def save_file(course: str) -> ResponseReturnValue:
    """Save the text, or go back to an earlier one, which is then the newest."""
    bench, found = _file(course, to_change=True)
    form: FileForm | RestoreForm
    if request.form.get("go") == "restore":
        form = RestoreForm()
        earlier = next((one for one in queries.texts_of(found) if str(one.version) == form.earlier.data), None)
        text = (earlier or abort(404)).text
    else:
        form = FileForm()
        text = f"{lines_of(form.text.data)}\n"
    if not form.validate():
        return _page(bench, found, FileForm()), 422
    try:
        actions.save_file(found, text, signed_in(), clock.now(), known=small_number(form.version.data))
    except actions.ChangedByOther:
        return _changed(bench, found, text)
    flash(_("Saved."), "success")
    return redirect(url_for("authoring.file", course=course, path=found.path))


def _file(course: str, *, to_change: bool = False) -> tuple[Workbench, DraftFile]:
    bench = bench_of(course, to_change=to_change)
    return bench, bench.files.get(request.args.get("path", queries.FRONT)) or abort(404)


def _page(bench: Workbench, found: DraftFile, form: FileForm, theirs: str = "") -> str:
    texts = queries.texts_of(found)
    chosen = next((one for one in texts if one.version == request.args.get("version", 0, int)), None)
    rows = compared(chosen.text, found.text) if chosen else compared(theirs, form.text.data or "") if theirs else []
    return render_template(
        "authoring/file.html", bench=bench, file=found, form=form, texts=texts, chosen=chosen, rows=rows,
        theirs=theirs, place=place_of(bench, found.path), line=request.args.get("line", 0, int),
    )  # fmt: skip


def _changed(bench: Workbench, found: DraftFile, text: str) -> ResponseReturnValue:
    form = FileForm(None, data={"text": text, "version": str(found.version)})
    form.form_errors.append(
        _("%(name)s changed this file at %(time)s, after you had opened it. Yours is not saved yet: look at both.",
          name=found.changed_by.name, time=clock_time(found.changed_at))
    )  # fmt: skip
    return _page(bench, found, form, found.text), 409
