"""A picture for a lesson."""

from dataclasses import replace

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.authoring import actions
from app.authoring.forms.lesson import lines_of
from app.authoring.forms.picture import PictureForm
from app.authoring.pictures import PictureRefused, as_plate
from app.authoring.rules import naming
from app.authoring.rules.boxes import figure_box, with_box
from app.authoring.rules.keeping import lesson_text
from app.authoring.views import bench_of, blueprint
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
