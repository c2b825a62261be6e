"""What people are asked about a course before they get its certificate."""

from collections.abc import Callable, Mapping

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.authoring import actions, queries
from app.authoring.forms.evaluation import KINDS, SHORT, AskForm, IntroForm, ask_form
from app.authoring.queries import Workbench
from app.authoring.rules import naming
from app.authoring.rules.evaluations import ids_ever, moved_question, with_question, without_question
from app.authoring.rules.folders import Step
from app.authoring.rules.seen import mark_of
from app.authoring.views import bench_of, blueprint, gone
from app.authoring.views.saving import course_of, must_be_read
from app.catalogue.content.evaluation import MOST_QUESTIONS, PATH, USUAL
from app.catalogue.content.parts import EvaluationFile, EvaluationQuestion
from app.catalogue.content.writer import write_evaluation
from app.platform import clock
from app.platform.forms import BaseForm
from app.platform.languages import DEFAULT, LANGUAGES, spoken


def _file(bench: Workbench) -> EvaluationFile:
    """The questions of the course; the usual ones where it has none of its own."""
    found = course_of(bench).evaluation
    must_be_read(bench, PATH, found)
    return found or USUAL


def _write(bench: Workbench, edited: EvaluationFile) -> None:
    if edited != _file(bench):
        actions.write_files(bench.draft, {PATH: write_evaluation(edited)}, signed_in(), clock.now())


def _question(bench: Workbench, id_: str) -> EvaluationQuestion | None:
    return next((one for one in _file(bench).questions if one.id == id_), None)


@blueprint.get("/studio/<course>/evaluation")
@requires(Permission.TEACH)
def evaluation(course: str) -> ResponseReturnValue:
    """Every question in order, what stands before them, and a form for one more."""
    return _page(bench_of(course))


@blueprint.post("/studio/<course>/evaluation")
@requires(Permission.TEACH)
def change_evaluation(course: str) -> ResponseReturnValue:
    """One step. The button says which; `at` says of which question."""
    bench = bench_of(course, to_change=True)
    step = STEPS.get(request.form.get("go", ""))
    return step(bench, request.form.get("at", "")) if step else _back(bench)


def _page(bench: Workbench, intro: IntroForm | None = None, ask: AskForm | None = None) -> str:
    file, ours = _file(bench), spoken(course_of(bench).language)
    said = {"required": file.required, "intro": file.intro, "seen": _mark(file)}
    return render_template(
        "authoring/evaluation.html", bench=bench, file=file, short=SHORT, is_own=PATH in bench.files,
        intro=intro or IntroForm(None, prefix="intro", data=said), ask=ask or AskForm(None, prefix="ask"),
        wrong=intro if intro and intro.errors else ask, asked_in=LANGUAGES[ours] if ours != DEFAULT else "",
    )  # fmt: skip


def _mark(file: EvaluationFile) -> str:
    return mark_of((file.required, file.intro))


def _back(bench: Workbench, at: str = "") -> ResponseReturnValue:
    return redirect(url_for("authoring.evaluation", course=bench.slug, _anchor=at or None))


def _save_intro(bench: Workbench, _at: str) -> ResponseReturnValue:
    form, file = IntroForm(prefix="intro"), _file(bench)
    if not form.validate():
        return _page(bench, intro=form), 422
    if form.seen.data != _mark(file) and form.words != file.intro:
        form.seen.data = _mark(file)
        _say_changed(form, file.intro)
        return _page(bench, intro=form), 409
    _write(bench, EvaluationFile(required=bool(form.required.data), intro=form.words, questions=file.questions))
    flash(_("Saved."), "success")
    return _back(bench)


def _say_changed(form: BaseForm, theirs: str) -> None:
    """Name what somebody else has put there meanwhile; saved once more, the form follows it."""
    said = _("Somebody changed this after you had opened it, to: “%(theirs)s”. Yours is not saved yet. Press Save to "
             "put it in place of theirs; theirs stays under “Earlier texts”.", theirs=theirs)  # fmt: skip
    form.form_errors.append(said)


def _add(bench: Workbench, _at: str) -> ResponseReturnValue:
    form, file = AskForm(prefix="ask"), _file(bench)
    if len(file.questions) >= MOST_QUESTIONS:
        form.form_errors.append(_("There are %(most)s questions already. Take one out first.", most=MOST_QUESTIONS))
    if form.form_errors or not form.validate():
        return _page(bench, ask=form), 422
    earlier = [one.text for one in queries.texts_of(bench.files[PATH])] if PATH in bench.files else []
    id_ = naming.free_name(naming.slugify(str(form.text.data), "question"), ids_ever(earlier))
    _write(bench, with_question(file, form.question(id_)))
    flash(_("The question was added."), "success")
    return _back(bench, id_)


def _move(step: Step) -> Callable[[Workbench, str], ResponseReturnValue]:
    def move(bench: Workbench, at: str) -> ResponseReturnValue:
        _write(bench, moved_question(_file(bench), at, step))
        return _back(bench, at)

    return move


def _remove(bench: Workbench, at: str) -> ResponseReturnValue:
    file = _file(bench)
    if _question(bench, at) is None:
        raise gone()
    if len(file.questions) == 1:
        flash(_("A form needs one question. To ask nobody, take the tick away from “Ask everybody”."), "warning")
        return _back(bench)
    _write(bench, without_question(file, at))
    flash(_("The question was taken out. What people answered is kept. “Earlier texts” has it still."), "success")
    return _back(bench)


def _usual(bench: Workbench, _at: str) -> ResponseReturnValue:
    actions.remove_files(bench.draft, [PATH], clock.now())
    flash(_("The usual questions are asked again. In the outline, “Taken out” has yours to put back."), "success")
    return _back(bench)


STEPS: Mapping[str, Callable[[Workbench, str], ResponseReturnValue]] = {
    "save": _save_intro,
    "add": _add,
    "up": _move(Step.UP),
    "down": _move(Step.DOWN),
    "remove": _remove,
    "usual": _usual,
}


@blueprint.get("/studio/<course>/evaluation/<question>")
@requires(Permission.TEACH)
def evaluation_question(course: str, question: str) -> ResponseReturnValue:
    """Edit a question about the course."""
    bench = bench_of(course)
    found = _question(bench, question) or abort(404)
    return _one(bench, found, ask_form(found, mark_of(found)))


@blueprint.post("/studio/<course>/evaluation/<question>")
@requires(Permission.TEACH)
def save_evaluation_question(course: str, question: str) -> ResponseReturnValue:
    """Save it under the same id, so that its answers stay together."""
    bench = bench_of(course, to_change=True)
    found = _question(bench, question)
    if found is None:
        raise gone()
    form = ask_form(found, "")
    if not form.validate():
        return _one(bench, found, form), 422
    edited = form.question(question)
    if form.seen.data != mark_of(found) and edited != found:
        form.seen.data = mark_of(found)
        _say_changed(form, "; ".join([found.text, *found.options]))
        return _one(bench, found, form), 409
    _write(bench, with_question(_file(bench), edited))
    flash(_("Saved."), "success")
    return _back(bench, question)


def _one(bench: Workbench, found: EvaluationQuestion, form: AskForm) -> str:
    return render_template("authoring/evaluation_question.html", bench=bench, question=found, form=form, kinds=KINDS)
