"""What a course says of itself, what its modules promise, and the words it explains."""

from dataclasses import replace

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.authoring import actions
from app.authoring.forms.about import AboutForm, ModuleForm, TermForm, about_form, goals_of, module_form, rows_in
from app.authoring.queries import FRONT, Workbench
from app.authoring.rules import naming
from app.authoring.views import bench_of, blueprint, known_version
from app.catalogue.content.glossary import PATH as GLOSSARY
from app.catalogue.content.parts import CourseFolder, ModuleFolder, Term
from app.catalogue.content.writer import write_front, write_glossary, write_module
from app.platform import clock
from app.platform.forms import BaseForm
from app.platform.pages import clock_time


def _course(bench: Workbench) -> CourseFolder:
    return bench.course or abort(redirect(url_for("authoring.file", course=bench.slug, path=FRONT)))


def _save(bench: Workbench, path: str, text: str, form: AboutForm | ModuleForm) -> bool:
    """Save a file, unless somebody else was faster: the form then says so, and the next time puts it in place."""
    file = bench.files[path]
    try:
        actions.save_file(file, text, signed_in(), clock.now(), known=known_version(form.version.data))
    except actions.ChangedByOther:
        form.version.data = str(file.version)
        said = _("%(name)s changed this at %(time)s, after you had opened it. Yours is not saved yet. Theirs is under "
                 "“Earlier texts”; press Save to put yours in its place.",
                 name=file.changed_by.name, time=clock_time(file.changed_at))  # fmt: skip
        form.form_errors.append(said)
        return False
    flash(_("Saved."), "success")
    return True


@blueprint.get("/studio/<course>/about")
@requires(Permission.TEACH)
def about(course: str) -> ResponseReturnValue:
    """What boards and students are told before the course begins."""
    bench = bench_of(course)
    form = about_form(_course(bench), bench.files[FRONT].version)
    return render_template("authoring/about.html", bench=bench, form=form)


@blueprint.post("/studio/<course>/about")
@requires(Permission.TEACH)
def save_about(course: str) -> ResponseReturnValue:
    """Save it."""
    bench = bench_of(course, to_change=True)
    was = _course(bench)
    form = about_form(was, bench.files[FRONT].version)
    if not form.validate():
        return render_template("authoring/about.html", bench=bench, form=form), 422
    edited = replace(was, **form.values())
    if not _save(bench, FRONT, bench.files[FRONT].text if edited == was else write_front(edited), form):
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
    if not _save(bench, was.path, bench.files[was.path].text if edited == was else write_module(edited), form):
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


@blueprint.get("/studio/<course>/glossary")
@requires(Permission.TEACH)
def glossary(course: str) -> ResponseReturnValue:
    """The words of the course; one of them, or a new one, to edit."""
    bench = bench_of(course)
    term = _term(_course(bench))
    return _words(bench, term, TermForm(None, obj=term))


@blueprint.post("/studio/<course>/glossary")
@requires(Permission.TEACH)
def save_term(course: str) -> ResponseReturnValue:
    """Save a word, or take it out."""
    bench = bench_of(course, to_change=True)
    terms, term, form = _course(bench).glossary, _term(_course(bench)), TermForm()
    if request.form.get("go") != "remove" and not form.validate():
        return _words(bench, term, form), 422
    rest = [one for one in terms if term is None or one.id != term.id]
    if request.form.get("go") != "remove":
        id_ = (
            term.id
            if term
            else naming.free_name(naming.slugify(str(form.term.data), "word"), {one.id for one in terms})
        )
        new = Term(id=id_, term=str(form.term.data), text=str(form.text.data))
        rest.insert(terms.index(term) if term else len(rest), new)
    _write_words(bench, rest)
    flash(_("Saved."), "success")
    return redirect(url_for("authoring.glossary", course=course))


def _write_words(bench: Workbench, terms: list[Term]) -> None:
    if terms:
        actions.write_files(bench.draft, {GLOSSARY: write_glossary(terms)}, signed_in(), clock.now())
    elif GLOSSARY in bench.files:  # a file without a word would be a fault
        actions.remove_files(bench.draft, [GLOSSARY], clock.now())


def _term(course: CourseFolder) -> Term | None:
    return course.terms.get(request.args.get("term", ""))


def _words(bench: Workbench, term: Term | None, form: BaseForm) -> str:
    return render_template("authoring/glossary.html", bench=bench, term=term, form=form)
