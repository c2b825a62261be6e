"""The sources of a course: what its lessons and questions cite."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.authoring import actions
from app.authoring.forms.source import SourceForm
from app.authoring.queries import SOURCES, Workbench
from app.authoring.rules import naming
from app.authoring.views import bench_of, blueprint
from app.catalogue.content.page import short_name
from app.catalogue.content.parts import SourceFile
from app.catalogue.content.writer import write_source
from app.platform import clock


@blueprint.get("/studio/<course>/sources")
@requires(Permission.TEACH)
def sources(course: str) -> ResponseReturnValue:
    """Every source, and a form for one more."""
    bench = bench_of(course)
    return _list(bench, SourceForm(None))


@blueprint.post("/studio/<course>/sources")
@requires(Permission.TEACH)
def add_source(course: str) -> ResponseReturnValue:
    """Add a source; what it is called in texts is made of its author and year, or of its title."""
    bench, form = bench_of(course, to_change=True), SourceForm()
    if not form.validate():
        return _list(bench, form), 422
    found = form.source("")
    wanted = naming.slugify(short_name(found).replace(" et al.", ""), "source")
    slug = naming.free_name(wanted, {path.removeprefix(SOURCES).removesuffix(".toml") for path in bench.files})
    _write(bench, form.source(slug))
    flash(_("Added. Cite it in a lesson as [@%(name)s].", name=slug), "success")
    return redirect(url_for("authoring.sources", course=course))


@blueprint.get("/studio/<course>/sources/<source>")
@requires(Permission.TEACH)
def source(course: str, source: str) -> ResponseReturnValue:
    """Edit a source."""
    bench = bench_of(course)
    found = bench.sources.get(source) or abort(404)
    return render_template("authoring/source.html", bench=bench, source=found, form=SourceForm(None, obj=found))


@blueprint.post("/studio/<course>/sources/<source>")
@requires(Permission.TEACH)
def save_source(course: str, source: str) -> ResponseReturnValue:
    """Save it under the same name."""
    bench, form = bench_of(course, to_change=True), SourceForm()
    found = bench.sources.get(source) or abort(404)
    if not form.validate():
        return render_template("authoring/source.html", bench=bench, source=found, form=form), 422
    _write(bench, form.source(source))
    flash(_("Saved."), "success")
    return redirect(url_for("authoring.sources", course=course))


def _list(bench: Workbench, form: SourceForm) -> str:
    return render_template("authoring/sources.html", bench=bench, form=form, short_name=short_name)


def _write(bench: Workbench, edited: SourceFile) -> None:
    text = write_source(edited)
    actions.write_files(bench.draft, {f"{SOURCES}{edited.slug}.toml": text}, signed_in(), clock.now())
