"""The quiz builder: the questions of a quiz, and its rules."""

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.assessment.grading import KINDS
from app.authoring import actions
from app.authoring.asking import hints_on
from app.authoring.forms.quiz import QuizForm, quiz_form
from app.authoring.queries import Workbench
from app.authoring.views import bench_of, blueprint, gone
from app.catalogue.content.parts import ModuleFolder, QuizFile
from app.catalogue.content.writer import write_quiz
from app.platform import clock
from app.platform.numbers import small_number


def quiz_of(bench: Workbench, unit: str) -> tuple[ModuleFolder, QuizFile]:
    """The quiz at this address, with its module. Answers 404 where there is none."""
    module = bench.module(unit)
    if module is None or module.quiz is None:
        abort(404)
    return module, module.quiz


@blueprint.get("/studio/<course>/quiz/<unit>")
@requires(Permission.TEACH)
def quiz(course: str, unit: str) -> ResponseReturnValue:
    """Every question of the quiz, and how it is asked."""
    bench = bench_of(course)
    module, found = quiz_of(bench, unit)
    return _page(bench, module, found)


@blueprint.post("/studio/<course>/quiz/<unit>")
@requires(Permission.TEACH)
def save_quiz(course: str, unit: str) -> ResponseReturnValue:
    """Save the rules."""
    bench = bench_of(course, to_change=True)
    module, was = quiz_of(bench, unit)
    form, file = quiz_form(was, bench.files[was.path].version, _zone()), bench.files[was.path]
    if not form.validate():
        return _page(bench, module, was, form), 422
    edited = form.quiz(was, _zone())
    text, known = file.text if edited == was else write_quiz(edited), small_number(form.version.data)
    try:
        actions.save_file(file, text, signed_in(), clock.now(), known=known)
    except actions.ChangedByOther:
        form.version.data = str(file.version)
        form.form_errors.append(_("%(name)s changed these rules after you had opened them. Yours are not saved yet. "
                                  "Press Save to put them in place; theirs stay in the history.",
                                  name=file.changed_by.name))  # fmt: skip
        return _page(bench, module, was, form), 409
    flash(_("Saved."), "success")
    return redirect(url_for("authoring.quiz", course=course, unit=unit))


def _zone() -> str:
    return str(current_app.extensions["settings"].time_zone)


def _page(bench: Workbench, module: ModuleFolder, found: QuizFile, form: QuizForm | None = None) -> str:
    bank = [question for _topic, question in bench.course.bank_of(module)] if bench.course else []
    form = form or quiz_form(found, bench.files[found.path].version, _zone())
    return render_template(
        "authoring/quiz.html", bench=bench, module=module, quiz=found, bank=bank, kinds=KINDS, form=form,
        advice={one.id: len(hints_on(one)) for one in bank if one.is_asked},
        homes={question.id: one.slug for one in bench.modules for question in one.questions},
    )  # fmt: skip


@blueprint.post("/studio/<course>/quiz/<unit>/questions")
@requires(Permission.TEACH)
def change_questions(course: str, unit: str) -> ResponseReturnValue:
    """Duplicate a question, or take it out."""
    bench = bench_of(course, to_change=True)
    module, _quiz = quiz_of(bench, unit)
    question = next((one for one in module.questions if one.id == request.form.get("at")), None)
    if question is None:
        raise gone()
    if request.form.get("go") == "duplicate":
        key = actions.duplicate_question(bench, module, question, signed_in(), clock.now())
        flash(_("This is the copy. Change it, so that it asks for something else."), "success")
        return redirect(url_for("authoring.question", course=course, unit=unit, question=key))
    actions.remove_question(bench, module, question, signed_in(), clock.now())
    flash(_("The question was taken out. In the outline, under “Taken out”, you can put it back."), "success")
    return redirect(url_for("authoring.quiz", course=course, unit=unit))
