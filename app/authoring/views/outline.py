"""The outline of a draft: modules, lessons and quizzes, and every step that changes their order."""

from collections.abc import Callable, Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.authoring import actions, queries
from app.authoring.forms.courses import ModuleTitleForm, TitleForm
from app.authoring.publishing import stops_of
from app.authoring.queries import Workbench
from app.authoring.rules.folders import Step, modules_in
from app.authoring.rules.removed import name_of
from app.authoring.views import bench_of, blueprint, gone, provider
from app.authoring.views.places import NAMES, linked
from app.platform import clock, pages
from app.platform.errors import Refused
from app.platform.forms import BaseForm


@blueprint.get("/studio/<course>")
@requires(Permission.TEACH)
def outline(course: str) -> ResponseReturnValue:
    """The whole course at a glance, and what stops publishing it."""
    return _page(bench_of(course))


@blueprint.post("/studio/<course>")
@requires(Permission.TEACH)
def change_outline(course: str) -> ResponseReturnValue:
    """One step. The button says which; `at` says of what."""
    bench = bench_of(course, to_change=True)
    step = STEPS.get(request.form.get("go", ""))
    try:
        return step(bench, request.form.get("at", "")) if step else _back(bench)
    except actions.Gone as error:
        raise gone() from error
    except actions.PathTaken as error:
        raise Refused(_("Something else stands in its place now. Rename that first; nothing was changed.")) from error


def _page(bench: Workbench, wrong: str = "", form: BaseForm | None = None) -> str:
    removed = {removal: NAMES.get(files[0].path) or name_of([(one.path, one.text) for one in files])
               for removal, files in queries.removed_from(bench.draft.id).items()}  # fmt: skip
    forms = {"module": ModuleTitleForm(None, prefix="module"),
             **{name: TitleForm(None, prefix=name) for name in ("final", "practice", "lesson")}}  # fmt: skip
    return render_template(
        "authoring/outline.html", bench=bench, stops=linked(bench, stops_of(bench, provider())), removed=removed,
        forms=forms,
        wrong=wrong, form=form, folder_of=actions.folder_of, unread=_unread(bench),
    )  # fmt: skip


def _unread(bench: Workbench) -> list[str]:
    """Folders of modules that cannot be read, so that the outline cannot show them."""
    read = {actions.folder_of(one) for one in bench.modules}
    return [name for name in modules_in(bench.files) if name not in read]


def _add_module(bench: Workbench, _at: str) -> ResponseReturnValue:
    form = ModuleTitleForm(prefix="module")
    if not form.validate():
        return _page(bench, "module", form), 422
    folder = actions.add_module(bench, str(form.title.data), str(form.objective.data), signed_in(), clock.now())
    return _back(bench, folder)


def _add_final(bench: Workbench, _at: str) -> ResponseReturnValue:
    form = TitleForm(prefix="final")
    if not form.validate():
        return _page(bench, "final", form), 422
    intro = _("Questions on the whole course.")
    return _back(bench, actions.add_final(bench, str(form.title.data), intro, signed_in(), clock.now()))


def _add_practice(bench: Workbench, _at: str) -> ResponseReturnValue:
    form = TitleForm(prefix="practice")
    if not form.validate():
        return _page(bench, "practice", form), 422
    intro = _("Questions on the whole course, as often as you like. Nothing depends on it.")
    return _back(bench, actions.add_practice(bench, str(form.title.data), intro, signed_in(), clock.now()))


def _add_lesson(bench: Workbench, at: str) -> ResponseReturnValue:
    form = TitleForm(prefix="lesson")
    if not form.validate():
        return _page(bench, f"lesson {at}", form), 422
    now = clock.now()
    slug = actions.add_lesson(bench, at, str(form.title.data), signed_in(), now, pages.local(now).date())
    return redirect(url_for("authoring.lesson", course=bench.slug, lesson=slug))


def _add_quiz(bench: Workbench, at: str) -> ResponseReturnValue:
    title = _("Quiz: %(title)s", title=next((m.title for m in bench.modules if actions.folder_of(m) == at), ""))
    slug = actions.add_quiz(bench, at, title[:200], _("Questions on this module."), signed_in(), clock.now())
    return redirect(url_for("authoring.quiz", course=bench.slug, unit=slug))


def _rename(bench: Workbench, at: str) -> ResponseReturnValue:
    form = TitleForm(prefix="rename")
    if not form.validate():
        return _page(bench, f"rename {at}", form), 422
    actions.rename(bench, at, str(form.title.data), signed_in(), clock.now())
    return _back(bench, at)


def _move(step: Step) -> Callable[[Workbench, str], ResponseReturnValue]:
    def move(bench: Workbench, at: str) -> ResponseReturnValue:
        actions.move(bench, at, step)
        return _back(bench)

    return move


def _order(bench: Workbench, _at: str) -> ResponseReturnValue:
    """Dragged: the new order of modules, or of the lessons of one, is sent whole."""
    actions.reorder(bench, request.form.getlist("order"))
    return _back(bench)


def _duplicate(bench: Workbench, at: str) -> ResponseReturnValue:
    titles = {lesson.path: lesson.title for module in bench.modules for lesson in module.lessons}
    titles |= {actions.folder_of(module): module.title for module in bench.modules}
    title = _("%(title)s (copy)", title=titles.get(at, "")[:190])
    if at in modules_in(bench.files):
        folder = actions.duplicate_module(bench, at, title, signed_in(), clock.now())
        flash(
            _("This is the copy. Its questions still read like the others: change them before you publish."), "success"
        )
        return _back(bench, folder)
    actions.duplicate_lesson(bench, at, title, signed_in(), clock.now())
    flash(_("The copy stands at the end of the module."), "success")
    return _back(bench, at)


def _remove(bench: Workbench, at: str) -> ResponseReturnValue:
    actions.remove(bench, at, clock.now())
    flash(_("It was taken out. Under “Taken out” below you can put it back."), "success")
    return _back(bench, "taken-out")


def _put_back(bench: Workbench, at: str) -> ResponseReturnValue:
    actions.put_back(bench, at)
    flash(_("It is back in the course."), "success")
    return _back(bench)


def _back(bench: Workbench, at: str = "") -> ResponseReturnValue:
    return redirect(url_for("authoring.outline", course=bench.slug, _anchor=at or None))


STEPS: Mapping[str, Callable[[Workbench, str], ResponseReturnValue]] = {
    "add-module": _add_module,
    "add-final": _add_final,
    "add-practice": _add_practice,
    "add-lesson": _add_lesson,
    "add-quiz": _add_quiz,
    "rename": _rename,
    "up": _move(Step.UP),
    "down": _move(Step.DOWN),
    "order": _order,
    "duplicate": _duplicate,
    "remove": _remove,
    "put-back": _put_back,
}
