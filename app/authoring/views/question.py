"""The question editor, for every kind the engine has."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.assessment.grading import KINDS
from app.authoring import actions, queries
from app.authoring.asking import begun_question, question_form
from app.authoring.boards import board_of
from app.authoring.forms.question import QuestionForm
from app.authoring.importer import pictures_of
from app.authoring.queries import Workbench
from app.authoring.rules.boxes import worded, wordless
from app.authoring.rules.hints import hints
from app.authoring.rules.keeping import NotWritable
from app.authoring.rules.rows import IN_ROWS, MOST, Row
from app.authoring.views import bench_of, blueprint, is_script
from app.authoring.views.quiz import quiz_of
from app.catalogue.content.parts import ModuleFolder, QuestionFile
from app.platform import clock
from app.platform.numbers import small_number
from app.platform.pages import clock_time

SPARE, MORE = 4, 4  # empty rows of a new question, and how many more a button gives


@blueprint.get("/studio/<course>/quiz/<unit>/add")
@requires(Permission.TEACH)
def new_question(course: str, unit: str) -> ResponseReturnValue:
    """Write a new question, of the kind that was chosen."""
    bench = bench_of(course)
    module, _quiz = quiz_of(bench, unit)
    begun = begun_question(bench, module, _kind(), request.args.get("picture", ""))
    return _page(bench, module, begun, question_form(bench, module, begun, 0), is_new=True)


@blueprint.post("/studio/<course>/quiz/<unit>/add")
@requires(Permission.TEACH)
def add_question(course: str, unit: str) -> ResponseReturnValue:
    """Add it to the quiz, and go on with the next one of its kind if that was asked for."""
    bench = bench_of(course, to_change=True)
    module, _quiz = quiz_of(bench, unit)
    begun = begun_question(bench, module, _kind(), request.args.get("picture", ""))
    form = question_form(bench, module, begun, 0, _sent())
    if is_script():
        return _advice(form)
    if request.form.get("go") == "more" or not form.validate():
        return _page(bench, module, begun, form, is_new=True), 200 if request.form.get("go") == "more" else 422
    try:
        (key,) = actions.add_questions(bench, module, [form.question(begun)], signed_in(), clock.now())
    except NotWritable:
        return _page(bench, module, begun, _muddled(form), is_new=True), 422
    flash(_("The question was added."), "success")
    if request.form.get("go") == "next":
        return redirect(url_for("authoring.new_question", course=course, unit=unit, kind=begun.kind))
    return redirect(url_for("authoring.question", course=course, unit=unit, question=key))


@blueprint.get("/studio/<course>/quiz/<unit>/questions/<question>")
@requires(Permission.TEACH)
def question(course: str, unit: str, question: str) -> ResponseReturnValue:
    """Edit a question."""
    bench, module, found = question_at(course, unit, question)
    return _page(bench, module, found, question_form(bench, module, found, bench.files[found.path].version))


@blueprint.post("/studio/<course>/quiz/<unit>/questions/<question>")
@requires(Permission.TEACH)
def save_question(course: str, unit: str, question: str) -> ResponseReturnValue:
    """Save it."""
    bench, module, found = question_at(course, unit, question, to_change=True)
    form = question_form(bench, module, found, bench.files[found.path].version, _sent())
    if is_script():
        return _advice(form)
    if request.form.get("go") == "more" or not form.validate():
        return _page(bench, module, found, form), 200 if request.form.get("go") == "more" else 422
    try:
        actions.save_question(
            bench, module, found, form.question(found), signed_in(), clock.now(),
            known=small_number(form.version.data), is_meant=True,
        )  # fmt: skip
    except NotWritable:
        return _page(bench, module, found, _muddled(form)), 422
    except actions.ChangedByOther as changed:
        return _changed(bench, module, found, form, changed)
    flash(_("Saved."), "success")
    if request.form.get("go") == "next":
        return redirect(url_for("authoring.new_question", course=course, unit=unit, kind=found.kind))
    return redirect(url_for("authoring.question", course=course, unit=unit, question=question))


def _advice(form: QuestionForm) -> ResponseReturnValue:
    """What a script asks for while one types: advice on the words so far. Nothing is saved."""
    found = hints(form.stem.data or "", form.rows or [], form.why.data or "")
    return {"html": render_template("authoring/_hints.html", hints=found)}


def _sent() -> MultiDict[str, str]:
    """The form as it was sent, with the words for pictures in their places."""
    sent = MultiDict(request.form.items(multi=True))
    names = wordless(sent.get("stem", ""))
    if names:
        sent["stem"] = worded(sent["stem"], [sent.get(f"words-{at}", "") for at in range(1, len(names) + 1)])
    return sent


def _kind() -> str:
    kind = request.args.get("kind", next(iter(KINDS)))
    return kind if kind in KINDS else abort(404)


def question_at(
    course: str, unit: str, key: str, *, to_change: bool = False
) -> tuple[Workbench, ModuleFolder, QuestionFile]:
    """The question at this address, with draft and module. Answers 404 where there is none."""
    bench = bench_of(course, to_change=to_change)
    module, found = bench.question(key) or abort(404)
    return (bench, module, found) if module.slug == unit else abort(404)


def _page(
    bench: Workbench, module: ModuleFolder, found: QuestionFile, form: QuestionForm, *, is_new: bool = False,
    theirs: QuestionFile | None = None,
) -> str:  # fmt: skip
    rows = form.rows
    if rows is not None:
        more = MORE if request.form.get("go") == "more" else max(0, SPARE - len(rows))
        rows = [*rows, *[Row("")] * more][:MOST]
    return render_template(
        "authoring/question.html", bench=bench, module=module, question=found, form=form, rows=rows, is_new=is_new,
        marks=IN_ROWS.get(found.kind), kind=KINDS[found.kind], folder=f"kinds/{found.kind.replace('-', '_')}",
        theirs=theirs, hints=hints(form.stem.data or "", form.rows or [], form.why.data or ""),
        wordless=wordless(form.stem.data or ""), scene=pictures_of(found, module, []).scene,
        board=board_of(module, str(form["picture"].data or "")) if "picture" in form else None,
        answered=0 if is_new else queries.answered_count(bench.draft.key, found.id),
    )  # fmt: skip


def _muddled(form: QuestionForm) -> QuestionForm:
    form.stem.errors = [
        *form.stem.errors,
        _("The question cannot end in a list, since its answers begin with one. End it with a sentence."),
    ]
    return form


def _changed(
    bench: Workbench, module: ModuleFolder, saved: QuestionFile, form: QuestionForm, changed: actions.ChangedByOther
) -> ResponseReturnValue:
    """Somebody else was faster: show theirs beside what was typed. Saved once more, both are kept in the history."""
    form.version.data = str(changed.file.version)
    form.form_errors.append(
        _("%(name)s changed this question at %(time)s, after you had opened it. Yours is not saved yet: look at both.",
          name=changed.file.changed_by.name, time=clock_time(changed.file.changed_at))
    )  # fmt: skip
    return _page(bench, module, saved, form, theirs=saved), 409
