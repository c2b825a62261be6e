"""A picture for a lesson, or above a question."""

from dataclasses import replace

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.authoring import actions
from app.authoring.forms.lesson import lines_of
from app.authoring.forms.picture import PictureForm, ScenePictureForm
from app.authoring.pictures import PictureRefused, as_plate
from app.authoring.queries import Workbench
from app.authoring.rules import naming
from app.authoring.rules.boxes import figure_box, with_box, with_picture
from app.authoring.rules.keeping import edited_question_text, lesson_text
from app.authoring.views import bench_of, blueprint
from app.authoring.views.question import question_at
from app.catalogue.content.parts import ModuleFolder, QuestionFile
from app.platform import clock


@blueprint.get("/studio/<course>/lessons/<lesson>/picture")
@requires(Permission.TEACH)
def picture(course: str, lesson: str) -> ResponseReturnValue:
    """Ask what it shows, and for the file."""
    bench = bench_of(course)
    module, found = bench.lesson(lesson) or abort(404)
    return render_template("authoring/picture.html", bench=bench, module=module, lesson=found, form=PictureForm())


@blueprint.post("/studio/<course>/lessons/<lesson>/picture")
@requires(Permission.TEACH)
def add_picture(course: str, lesson: str) -> ResponseReturnValue:
    """Put the picture into the module, and its box into the lesson."""
    bench, form = bench_of(course, to_change=True), PictureForm()
    module, found = bench.lesson(lesson) or abort(404)
    try:
        plate = as_plate(form.picture.data.read(), str(form.title.data)) if form.validate() else ""
    except PictureRefused as refused:
        form.picture.errors = [*form.picture.errors, str(refused)]
    if form.errors:
        page = render_template("authoring/picture.html", bench=bench, module=module, lesson=found, form=form)
        return page, 422
    slug = naming.free_name(naming.slugify(str(form.title.data), "picture"), {one.slug for one in module.figures})
    box = figure_box(
        f"figures/{slug}.svg", str(form.title.data), str(form.caption.data), lines_of(form.description.data)
    )
    edited = replace(found, text=with_box(found.text, box, request.args.get("at", None, int)))
    folder = found.path.rpartition("/")[0]
    texts = {
        f"{folder}/figures/{slug}.svg": plate,
        found.path: lesson_text(bench.files[found.path].text, found, edited),
    }
    actions.write_files(bench.draft, texts, signed_in(), clock.now())
    flash(_("The picture stands in the lesson."), "success")
    return redirect(url_for("authoring.lesson", course=course, lesson=lesson))


@blueprint.get("/studio/<course>/quiz/<unit>/questions/<question>/picture")
@requires(Permission.TEACH)
def scene_picture(course: str, unit: str, question: str) -> ResponseReturnValue:
    """Ask what it shows, and for the file."""
    bench, module, found = question_at(course, unit, question)
    return _scene_page(bench, module, found, ScenePictureForm())


@blueprint.post("/studio/<course>/quiz/<unit>/questions/<question>/picture")
@requires(Permission.TEACH)
def add_scene_picture(course: str, unit: str, question: str) -> ResponseReturnValue:
    """Put the picture into the module, and above the question."""
    bench, module, found = question_at(course, unit, question, to_change=True)
    form = ScenePictureForm()
    words = str(form.words.data)
    try:
        plate = as_plate(form.picture.data.read(), words) if form.validate() else ""
    except PictureRefused as refused:
        form.picture.errors = [*form.picture.errors, str(refused)]
    if form.errors:
        return _scene_page(bench, module, found, form), 422
    slug = naming.free_name(naming.slugify(words, "picture"), {one.slug for one in module.figures})
    edited = replace(found, stem=with_picture(found.stem, f"figures/{slug}.svg", words))
    texts = {
        f"{actions.folder_of(module)}/figures/{slug}.svg": plate,
        found.path: edited_question_text(bench.files[found.path].text, found, edited),
    }
    actions.write_files(bench.draft, texts, signed_in(), clock.now())
    flash(_("The picture stands above the question."), "success")
    return redirect(url_for("authoring.question", course=course, unit=unit, question=question))


def _scene_page(bench: Workbench, module: ModuleFolder, found: QuestionFile, form: ScenePictureForm) -> str:
    return render_template("authoring/scene_picture.html", bench=bench, module=module, question=found, form=form)
