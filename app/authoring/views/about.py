"""What a course says of itself, and what its modules promise."""

from dataclasses import replace

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import requires
from app.accounts.rules import Permission
from app.authoring.forms.about import ModuleForm, about_form, goals_of, module_form, rows_in
from app.authoring.queries import FRONT, Workbench
from app.authoring.rules import naming
from app.authoring.views import bench_of, blueprint
from app.authoring.views.saving import course_of, saved
from app.catalogue.content.parts import ModuleFolder
from app.catalogue.content.writer import write_front, write_module


@blueprint.get("/studio/<course>/about")
@requires(Permission.TEACH)
def about(course: str) -> ResponseReturnValue:
    """What boards and students are told before the course begins."""
    bench = bench_of(course)
    form = about_form(course_of(bench), bench.files[FRONT].version)
    return render_template("authoring/about.html", bench=bench, form=form)


@blueprint.post("/studio/<course>/about")
@requires(Permission.TEACH)
def save_about(course: str) -> ResponseReturnValue:
    """Save it."""
    bench = bench_of(course, to_change=True)
    was = course_of(bench)
    form = about_form(was, bench.files[FRONT].version)
    if not form.validate():
        return render_template("authoring/about.html", bench=bench, form=form), 422
    edited = replace(was, **form.values())
    text = bench.files[FRONT].text if edited == was else write_front(edited)
    if not saved(bench, FRONT, text, form, form.version):
        return render_template("authoring/about.html", bench=bench, form=form), 409
    return redirect(url_for("authoring.about", course=course))


@blueprint.get("/studio/<course>/modules/<module>")
@requires(Permission.TEACH)
def module(course: str, module: str) -> ResponseReturnValue:
    """Title, summary and objectives of a module."""
    bench = bench_of(course)
    found = bench.module(module) or abort(404)
    form = module_form(found, bench.files[found.path].version)
    return render_template("authoring/module.html", bench=bench, module=found, form=form)


@blueprint.post("/studio/<course>/modules/<module>")
@requires(Permission.TEACH)
def save_module(course: str, module: str) -> ResponseReturnValue:
    """Save it."""
    bench = bench_of(course, to_change=True)
    was = bench.module(module) or abort(404)
    form = module_form(was, bench.files[was.path].version)
    if not form.validate():
        return render_template("authoring/module.html", bench=bench, module=was, form=form), 422
    edited = _edited(bench, was, form)
    text = bench.files[was.path].text if edited == was else write_module(edited)
    if not saved(bench, was.path, text, form, form.version):
        return render_template("authoring/module.html", bench=bench, module=was, form=form), 409
    return redirect(url_for("authoring.module", course=course, module=module))


def _edited(bench: Workbench, was: ModuleFolder, form: ModuleForm) -> ModuleFolder:
    taken = {goal.id for one in bench.modules for goal in one.objectives}
    ids: list[str] = []
    for _text in rows_in(form.more.data):
        ids.append(naming.free_name(f"{was.slug}-{len(was.objectives) + len(ids) + 1}", taken.union(ids)))
    return replace(
        was, title=str(form.title.data), short=str(form.short.data), summary=str(form.summary.data),
        objectives=goals_of(form, was, ids),
    )  # fmt: skip
