"""The address of a lesson or a module: what becomes of the old one, and the step itself."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.authoring import actions
from app.authoring.forms.courses import AddressForm
from app.authoring.queries import Workbench
from app.authoring.rules import naming
from app.authoring.views import bench_of, blueprint
from app.authoring.views.places import place_of
from app.catalogue.content.parts import LessonFile, ModuleFolder
from app.platform import clock

Part = LessonFile | ModuleFolder


@blueprint.get("/studio/<course>/lessons/<lesson>/address")
@requires(Permission.TEACH)
def lesson_address(course: str, lesson: str) -> ResponseReturnValue:
    """Where students find a lesson."""
    bench = bench_of(course)
    return _page(bench, _lesson(bench, lesson))


@blueprint.post("/studio/<course>/lessons/<lesson>/address")
@requires(Permission.TEACH)
def change_lesson_address(course: str, lesson: str) -> ResponseReturnValue:
    """Let them find it elsewhere."""
    bench = bench_of(course, to_change=True)
    return _change(bench, _lesson(bench, lesson))


@blueprint.get("/studio/<course>/modules/<module>/address")
@requires(Permission.TEACH)
def module_address(course: str, module: str) -> ResponseReturnValue:
    """Where students find the quiz and the certificate of a module."""
    bench = bench_of(course)
    return _page(bench, bench.module(module) or abort(404))


@blueprint.post("/studio/<course>/modules/<module>/address")
@requires(Permission.TEACH)
def change_module_address(course: str, module: str) -> ResponseReturnValue:
    """Let them find it elsewhere."""
    bench = bench_of(course, to_change=True)
    return _change(bench, bench.module(module) or abort(404))


def _lesson(bench: Workbench, slug: str) -> LessonFile:
    _module, found = bench.lesson(slug) or abort(404)
    return found


def _change(bench: Workbench, part: Part) -> ResponseReturnValue:
    form = AddressForm()
    if not form.validate():
        return _page(bench, part, form), 422
    try:
        followed = actions.change_address(bench, part, str(form.address.data), signed_in(), clock.now())
    except actions.SlugTaken:
        free = naming.free_name(str(form.address.data), actions.addresses_in(bench))
        form.address.errors = [_("Something else has this address. “%(free)s” is free.", free=free)]
        return _page(bench, part, form), 422
    told = [_("It has its new address.")]
    if followed:
        told.append(
            ngettext("Links were changed in %(num)s file.", "Links were changed in %(num)s files.", len(followed))
        )
    flash(" ".join(told), "success")
    return redirect(url_for("authoring.outline", course=bench.slug))


def _page(bench: Workbench, part: Part, form: AddressForm | None = None) -> str:
    is_module = isinstance(part, ModuleFolder)
    if is_module:
        used = [url_for("assessment.quiz", course=bench.slug, unit=part.slug),
                url_for("certificates.claim", course=bench.slug, module=part.slug)]  # fmt: skip
    else:
        used = [url_for("learning.lesson", course=bench.slug, unit=part.slug)]
    places = [place_of(bench, path) for path in actions.linked_from(bench, part)]
    form = form or AddressForm(None, data={"address": part.slug})
    return render_template(
        "authoring/address.html", bench=bench, part=part, form=form, used=used, places=places, is_module=is_module,
        proposed=naming.slugify(part.title),
    )  # fmt: skip
