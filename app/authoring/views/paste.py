"""Many questions at once, as plain text, with a look before anything is added."""

from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.authoring import actions
from app.authoring.asking import begun_question, passage_choices
from app.authoring.forms.paste import PasteForm
from app.authoring.queries import Workbench
from app.authoring.rules.pasted import Pasted, read_pasted
from app.authoring.rules.rows import body_of
from app.authoring.views import bench_of, blueprint
from app.authoring.views.quiz import quiz_of
from app.catalogue.content.parts import ModuleFolder, QuestionFile
from app.platform import clock


@blueprint.get("/studio/<course>/quiz/<unit>/paste")
@requires(Permission.TEACH)
def paste(course: str, unit: str) -> ResponseReturnValue:
    """A field for the text."""
    bench = bench_of(course)
    module, _quiz = quiz_of(bench, unit)
    return _page(bench, module, _form(bench, module, PasteForm(None)))


@blueprint.post("/studio/<course>/quiz/<unit>/paste")
@requires(Permission.TEACH)
def paste_questions(course: str, unit: str) -> ResponseReturnValue:
    """Show what was read; then add what can be added, and give the rest back."""
    bench = bench_of(course, to_change=True)
    module, _quiz = quiz_of(bench, unit)
    form = _form(bench, module, PasteForm())
    if not form.validate():
        return _page(bench, module, form), 422
    found = read_pasted(str(form.text.data))
    good, rest = [one for one in found if not one.faults], [one for one in found if one.faults]
    if request.form.get("go") != "add" or not good:
        return _page(bench, module, form, found)
    actions.add_questions(
        bench, module, [_question(bench, module, one, form) for one in good], signed_in(), clock.now()
    )
    flash(ngettext("%(num)s question was added.", "%(num)s questions were added.", len(good)), "success")
    if not rest:
        return redirect(url_for("authoring.quiz", course=course, unit=unit))
    form.text.data = "\n\n".join(one.text for one in rest)
    return _page(bench, module, form, rest)


def _form(bench: Workbench, module: ModuleFolder, form: PasteForm) -> PasteForm:
    form.passage.choices = passage_choices(bench, module, "")
    return form


def _page(bench: Workbench, module: ModuleFolder, form: PasteForm, found: list[Pasted] | None = None) -> str:
    return render_template("authoring/paste.html", bench=bench, module=module, form=form, found=found)


def _question(bench: Workbench, module: ModuleFolder, pasted: Pasted, form: PasteForm) -> QuestionFile:
    begun = begun_question(bench, module, pasted.kind)
    passage, use = str(form.passage.data or ""), str(form.use.data)
    return replace(begun, stem=pasted.stem, body=body_of(pasted.rows), why=pasted.why, passage=passage, use=use)
