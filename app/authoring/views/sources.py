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
from app.authoring.views.saving import saved
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
    text = write_source(form.source(slug))
    actions.write_files(bench.draft, {_path(slug): text}, signed_in(), clock.now())
    flash(_("Added. Cite it in a lesson as [@%(name)s].", name=slug), "success")
    return redirect(url_for("authoring.sources", course=course))


@blueprint.get("/studio/<course>/sources/<source>")
@requires(Permission.TEACH)
def source(course: str, source: str) -> ResponseReturnValue:
    """Edit a source."""
    bench = bench_of(course)
    found = bench.sources.get(source) or abort(404)
    version = str(bench.files[_path(source)].version)
    return _page(bench, found, SourceForm(None, obj=found, data={"version": version}))


@blueprint.post("/studio/<course>/sources/<source>")
@requires(Permission.TEACH)
def save_source(course: str, source: str) -> ResponseReturnValue:
    """Save it under the same name."""
    bench, form = bench_of(course, to_change=True), SourceForm()
    found = bench.sources.get(source) or abort(404)
    if not form.validate():
        return _page(bench, found, form), 422
    edited, path = form.source(source), _path(source)
    text = bench.files[path].text if edited == found else write_source(edited)
    if not saved(bench, path, text, form, form.version):
        return _page(bench, found, form, theirs=found), 409
    return redirect(url_for("authoring.sources", course=course))


def _list(bench: Workbench, form: SourceForm) -> str:
    return render_template("authoring/sources.html", bench=bench, form=form, short_name=short_name)


def _page(bench: Workbench, source: SourceFile, form: SourceForm, theirs: SourceFile | None = None) -> str:
    path = _path(source.slug)
    return render_template("authoring/source.html", bench=bench, source=source, form=form, theirs=theirs, path=path)


def _path(slug: str) -> str:
    return f"{SOURCES}{slug}.toml"
