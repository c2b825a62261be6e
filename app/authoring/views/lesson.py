"""The lesson editor: text on one side, the page that students will read on the other."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.authoring import actions
from app.authoring.drawing import Drawn, draw
from app.authoring.forms.lesson import LessonForm, lesson_form
from app.authoring.models import DraftFile
from app.authoring.queries import Workbench
from app.authoring.rules.comparing import compared
from app.authoring.rules.keeping import lesson_text
from app.authoring.views import bench_of, blueprint, is_script
from app.catalogue.content.parts import LessonFile, ModuleFolder
from app.platform import clock
from app.platform.numbers import small_number
from app.platform.pages import clock_time


@blueprint.get("/studio/<course>/lessons/<lesson>")
@requires(Permission.TEACH)
def lesson(course: str, lesson: str) -> ResponseReturnValue:
    """Edit a lesson."""
    bench = bench_of(course)
    module, found = bench.lesson(lesson) or abort(404)
    return _page(bench, module, found, lesson_form(module, found, bench.files[found.path].version))


@blueprint.post("/studio/<course>/lessons/<lesson>")
@requires(Permission.TEACH)
def save_lesson(course: str, lesson: str) -> ResponseReturnValue:
    """Save a lesson, or only look at it. A script saves while one types, and is told what the reader would see."""
    bench = bench_of(course, to_change=True)
    module, found = bench.lesson(lesson) or abort(404)
    form = lesson_form(module, found, bench.files[found.path].version)
    if not form.validate():
        return _refused(form) if is_script() else (_page(bench, module, found, form), 422)
    edited, file = form.lesson(found), bench.files[found.path]
    if request.form.get("go") == "preview":
        return _page(bench, module, edited, form)
    try:
        text, known = lesson_text(file.text, found, edited), small_number(form.version.data)
        actions.save_file(file, text, signed_in(), clock.now(), known=known, is_meant=not is_script())
    except actions.ChangedByOther:
        return _changed(bench, module, found, form)
    if is_script():
        return _saved(file, draw(bench, module, edited, _link(course)))
    if request.form.get("go") == "picture":
        at = request.form.get("at", None, int)
        return redirect(url_for("authoring.picture", course=course, lesson=lesson, at=at))
    flash(_("Saved."), "success")
    return redirect(url_for("authoring.lesson", course=course, lesson=lesson))


def _page(bench: Workbench, module: ModuleFolder, lesson: LessonFile, form: LessonForm, theirs: str = "") -> str:
    return render_template(
        "authoring/lesson.html", bench=bench, module=module, lesson=lesson, form=form, theirs=theirs,
        drawn=draw(bench, module, lesson, _link(bench.slug)), file=bench.files[lesson.path],
        rows=compared(theirs, form.text.data or "") if theirs else [], line=request.args.get("line", 0, int),
    )  # fmt: skip


def _link(course: str):  # type: ignore[no-untyped-def]
    """Links inside the course lead to its pages in the studio."""

    def link(target: str) -> str:
        unit, _hash, anchor = target.partition("#")
        if unit.startswith("quiz/"):
            return url_for("authoring.quiz", course=course, unit=unit.removeprefix("quiz/"))
        return url_for("authoring.lesson", course=course, lesson=unit, _anchor=anchor or None) if unit else target

    return link


def _changed(bench: Workbench, module: ModuleFolder, saved: LessonFile, form: LessonForm) -> ResponseReturnValue:
    """Somebody else was faster: show both texts. Saved once more, this one follows theirs, and both are kept."""
    file = bench.files[saved.path]
    if is_script():
        message = _(
            "%(name)s changed this lesson at %(time)s.", name=file.changed_by.name, time=clock_time(file.changed_at)
        )
        return {"message": message}, 409
    form.version.data = str(file.version)
    form.form_errors.append(
        _("%(name)s changed this lesson at %(time)s, after you had opened it. Yours is not saved yet: look at both.",
          name=file.changed_by.name, time=clock_time(file.changed_at))
    )  # fmt: skip
    return _page(bench, module, form.lesson(saved), form, saved.text), 409


def _refused(form: LessonForm) -> ResponseReturnValue:
    return {"message": " ".join(str(one) for errors in form.errors.values() for one in errors)}, 422


def _saved(file: DraftFile, drawn: Drawn) -> ResponseReturnValue:
    said = render_template("authoring/_drawn.html", drawn=drawn)
    return {"version": file.version, "saved_at": clock_time(file.changed_at), "html": said}
