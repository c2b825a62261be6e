"""The words that a course explains."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.authoring import actions
from app.authoring.forms.about import TermForm
from app.authoring.queries import Workbench
from app.authoring.rules import naming
from app.authoring.rules.seen import mark_of
from app.authoring.views import bench_of, blueprint
from app.authoring.views.saving import course_of, must_be_read
from app.catalogue.content.glossary import PATH
from app.catalogue.content.parts import Term
from app.catalogue.content.writer import write_glossary
from app.platform import clock
from app.platform.pages import clock_time


@blueprint.get("/studio/<course>/glossary")
@requires(Permission.TEACH)
def glossary(course: str) -> ResponseReturnValue:
    """The words of the course; one of them, or a new one, to edit."""
    bench = bench_of(course)
    term = _term(bench) or (abort(404) if "term" in request.args else None)
    return _page(bench, term, TermForm(None, obj=term, data={"seen": mark_of(term)}))


@blueprint.post("/studio/<course>/glossary")
@requires(Permission.TEACH)
def save_term(course: str) -> ResponseReturnValue:
    """Save a word, or take it out; not before its author has seen what somebody else made of it meanwhile."""
    bench, form = bench_of(course, to_change=True), TermForm()
    is_removal, term = request.form.get("go") == "remove", _term(bench)
    if not is_removal and not form.validate():
        return _page(bench, term, form), 422
    new = None if is_removal else _made(bench, form, term)
    if form.seen.data != mark_of(term) and mark_of(new) != mark_of(term):
        return _changed(bench, term, form)
    _write(bench, term, new)
    flash(_("Saved."), "success")
    return redirect(url_for("authoring.glossary", course=course))


def _term(bench: Workbench) -> Term | None:
    course = course_of(bench)
    must_be_read(bench, PATH, course.glossary)
    return course.terms.get(request.args.get("term", ""))


def _made(bench: Workbench, form: TermForm, term: Term | None) -> Term:
    """The word as it was typed. One that went meanwhile comes back under its own id, which lessons link to."""
    taken = course_of(bench).terms
    wanted = request.args.get("term", "") if form.seen.data else ""
    slug = naming.slugify(wanted or str(form.term.data), "word")
    id_ = term.id if term else naming.free_name(slug, taken)
    return Term(id=id_, term=str(form.term.data), text=str(form.text.data))


def _write(bench: Workbench, term: Term | None, new: Term | None) -> None:
    terms = list(course_of(bench).glossary)
    rest = [one for one in terms if term is None or one.id != term.id]
    if new:
        rest.insert(terms.index(term) if term else len(rest), new)
    if rest:
        actions.write_files(bench.draft, {PATH: write_glossary(rest)}, signed_in(), clock.now())
    elif PATH in bench.files:  # a file without a word would be a fault
        actions.remove_files(bench.draft, [PATH], clock.now())


def _changed(bench: Workbench, term: Term | None, form: TermForm) -> ResponseReturnValue:
    """Somebody else was faster: theirs is shown, and saving once more puts this in its place."""
    if term is None:
        said = _("Somebody took this word out after you had opened it. Press Save to put it back as it stands here.")
    else:
        file = bench.files[PATH]
        said = _("%(name)s changed the glossary at %(time)s; this word now reads: “%(theirs)s”. Yours is not saved "
                 "yet. Press the button again to put yours in its place; theirs stays under “Earlier texts”.",
                 name=file.changed_by.name, time=clock_time(file.changed_at),
                 theirs=f"{term.term}: {term.text}")  # fmt: skip
    form.seen.data = mark_of(term)
    form.form_errors.append(said)
    return _page(bench, term, form), 409


def _page(bench: Workbench, term: Term | None, form: TermForm) -> str:
    return render_template("authoring/glossary.html", bench=bench, term=term, form=form, path=PATH)
