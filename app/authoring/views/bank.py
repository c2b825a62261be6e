"""A question bank into a quiz of a draft: sent, looked at, and then added whole or thrown away."""

from collections.abc import Mapping
from pathlib import PurePath

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.assessment.grading import KINDS
from app.authoring import actions, queries
from app.authoring.banking import LARGEST, MOST_QUESTIONS, Look, first_options, look_at, read_options
from app.authoring.forms.bank import TOO_LARGE, BankForm, SendBankForm, bank_form
from app.authoring.models import BankUpload
from app.authoring.queries import Workbench
from app.authoring.views import bench_of, blueprint
from app.authoring.views.quiz import quiz_of
from app.catalogue.content.parts import ModuleFolder
from app.platform import clock, errors
from app.platform.errors import Refused
from app.platform.transactions import write_from_here

AROUND = 64 * 1024  # bytes of a request beside the file in it
LONGEST_NAME = 200


@blueprint.url_value_preprocessor
def make_room(endpoint: str | None, values: dict[str, object] | None) -> None:
    """Let a bank be larger than other requests; this runs before anything reads the request."""
    if endpoint == "authoring.send_bank":
        request.max_content_length = LARGEST + AROUND


@blueprint.get("/studio/<course>/quiz/<unit>/import")
@requires(Permission.TEACH)
def import_bank(course: str, unit: str) -> ResponseReturnValue:
    """Ask for the file."""
    bench = bench_of(course)
    return _asking(bench, _home(bench, unit), SendBankForm())


@blueprint.post("/studio/<course>/quiz/<unit>/import")
@requires(Permission.TEACH)
def send_bank(course: str, unit: str) -> ResponseReturnValue:
    """Keep the file, and show what is in it."""
    bench, form = bench_of(course, to_change=True), SendBankForm()
    module, data = _home(bench, unit), b""
    if form.validate():
        data = form.file.data.read()
        form.file.errors = [] if data else [_("The file is empty.")]
    if form.errors:
        return _asking(bench, module, form), 422
    name = PurePath(form.file.data.filename or "").name[-LONGEST_NAME:].replace("\0", "")
    kept = actions.Sent(name, data, first_options(bench, module, data, name).as_json())
    upload = actions.keep_bank(bench, module, kept, signed_in(), clock.now())
    return redirect(url_for("authoring.look_at_bank", course=course, unit=unit, upload=upload.public_id))


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """A file so large is not even read."""
    place = request.view_args or {}
    may = current_user.is_authenticated and current_user.may(Permission.TEACH)
    bench = queries.workbench(signed_in(), str(place.get("course"))) if may else None
    module = bench.module(str(place.get("unit"))) if bench else None
    if request.endpoint != "authoring.send_bank" or bench is None or module is None or module.quiz is None:
        return errors.http_error(error)
    form = SendBankForm(formdata=None)
    form.file.errors = [str(TOO_LARGE)]
    return _asking(bench, module, form), 413


@blueprint.get("/studio/<course>/quiz/<unit>/import/<upload>")
@requires(Permission.TEACH)
def look_at_bank(course: str, unit: str, upload: str) -> ResponseReturnValue:
    """What would become of each question. Nothing is changed yet."""
    bench = bench_of(course)
    module = _home(bench, unit)
    sent = _upload(bench, module, upload)
    look = look_at(bench, module, sent, read_options(sent.options))
    return _looking(bench, module, sent, look, _form(bench, module, sent, look))


@blueprint.post("/studio/<course>/quiz/<unit>/import/<upload>")
@requires(Permission.TEACH)
def add_bank(course: str, unit: str, upload: str) -> ResponseReturnValue:
    """Add what was looked at, look again with other choices, or throw the file away."""
    bench = bench_of(course)  # and not to change it yet: nobody else's save shall wait until a bank is read
    module, go = _home(bench, unit), request.form.get("go")
    sent, seen = _upload(bench, module, upload), bench.versions
    if go == "forget":
        actions.forget_bank(sent)
        flash(_("The file was thrown away. Nothing was added."), "success")
        return redirect(url_for("authoring.quiz", course=course, unit=unit))
    look, form = _chosen(bench, module, sent)
    if form.errors:
        return _looking(bench, module, sent, look, form), 422
    if go != "add":
        return redirect(url_for("authoring.look_at_bank", course=course, unit=unit, upload=upload))
    if form.seen.data != look.digest:
        return _look_again(bench, module, upload)
    if not _may_add(look, form):
        return _looking(bench, module, sent, look, form), 409
    return _add(bench, upload, unit, look, seen)


def _add(bench: Workbench, upload: str, unit: str, look: Look, seen: Mapping[str, int]) -> ResponseReturnValue:
    """Add it, now that nobody else writes, unless somebody did while the bank was read."""
    write_from_here()
    bench = bench_of(bench.slug, to_change=True)
    module = _home(bench, unit)
    sent = _upload(bench, module, upload)
    if bench.versions != seen:
        return _look_again(bench, module, upload)
    count = actions.add_bank(bench, module, sent, look.filed.files, signed_in(), clock.now())
    flash(ngettext("%(num)s question was added.", "%(num)s questions were added.", count), "success")
    return redirect(url_for("authoring.quiz", course=bench.slug, unit=unit))


def _look_again(bench: Workbench, module: ModuleFolder, upload: str) -> ResponseReturnValue:
    flash(_("What would be added has changed since you looked. Nothing was added yet: look at it, and press the "
            "button once more."), "warning")  # fmt: skip
    return redirect(url_for("authoring.look_at_bank", course=bench.slug, unit=module.slug, upload=upload))


def _home(bench: Workbench, unit: str) -> ModuleFolder:
    """The module that questions are added to; a quiz over the whole course has none of its own."""
    module, _quiz = quiz_of(bench, unit)
    return abort(404) if module.asks_over_all else module


def _upload(bench: Workbench, module: ModuleFolder, public_id: str) -> BankUpload:
    found = queries.upload_of(signed_in(), bench.draft, module.slug, public_id)
    if found is None:
        message = _("This file is not here any more: its questions were added, another file was sent, or a day has "
                    "passed. Nothing was changed now. Send the file once more if you still need it.")  # fmt: skip
        raise Refused(message, 404)
    return found


def _chosen(bench: Workbench, module: ModuleFolder, sent: BankUpload) -> tuple[Look, BankForm]:
    """What was chosen, kept with the file, and the bank looked at so."""
    look = look_at(bench, module, sent, read_options(sent.options))
    form = _form(bench, module, sent, look, request.form)
    if not form.validate():
        return look, form
    options = form.options(look.categories)
    if options.as_json() == sent.options:
        return look, form
    sent.options = options.as_json()
    return look_at(bench, module, sent, options), form


def _form(
    bench: Workbench, module: ModuleFolder, sent: BankUpload, look: Look, typed: MultiDict[str, str] | None = None
) -> BankForm:
    goals = {goal.id: goal.text for goal in module.objectives}
    titles = {slug: source.title for slug, source in bench.sources.items()}
    return bank_form(read_options(sent.options), look.categories, goals, titles, typed)


def _may_add(look: Look, form: BankForm) -> bool:
    """Whether there is anything that can be added; if not, the form says why."""
    if look.report.has_doubt:
        form.encoding.errors = [_("Choose how the letters of the file are written; it is not UTF-8.")]
    elif not look.can_be_added:
        form.form_errors.append(_("There is nothing here that can be added. Nothing was changed."))
    return not form.errors


def _asking(bench: Workbench, module: ModuleFolder, form: SendBankForm) -> str:
    waiting = queries.uploads_of(signed_in(), bench.draft, module.slug)
    return render_template("authoring/bank.html", bench=bench, module=module, form=form, waiting=waiting)


def _looking(bench: Workbench, module: ModuleFolder, sent: BankUpload, look: Look, form: BankForm) -> str:
    form.seen.data = look.digest
    return render_template(
        "authoring/bank_look.html", bench=bench, module=module, upload=sent, look=look, form=form, kinds=KINDS,
        most=MOST_QUESTIONS,
    )  # fmt: skip
