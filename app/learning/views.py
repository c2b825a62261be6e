"""Course page, my courses, course home, lessons."""

from datetime import date
from functools import lru_cache

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts.access import public, requires, signed_in
from app.accounts.models import Person
from app.accounts.rules import Permission
from app.catalogue import queries as catalogue
from app.catalogue.content.placeholders import is_placeholder
from app.catalogue.content.remarks import review_due
from app.catalogue.queries import OutlineUnit
from app.learning import actions, due, queries
from app.learning.models import Enrolment
from app.learning.queries import Progress
from app.learning.rules import letters_to_jump_to
from app.platform import clock
from app.platform.errors import Refused
from app.platform.forms import EmptyForm
from app.platform.languages import said
from app.platform.pages import local
from app.platform.site import UNFILLED

blueprint = Blueprint("learning", __name__, template_folder="templates")


def unit_url(course: str, unit: OutlineUnit | None) -> str:
    """Where a unit is opened; after the last one, where the certificate is claimed."""
    if unit is None:
        return url_for("certificates.claim", course=course)
    return _unit_url(request.script_root, course, unit.kind, unit.slug)


@lru_cache(4096)  # an outline has twenty of them
def _unit_url(_script_root: str, course: str, kind: str, slug: str) -> str:
    return url_for("learning.lesson" if kind == "lesson" else "assessment.quiz", course=course, unit=slug)


@blueprint.app_template_filter()
def filled(words: str, written: str | None = None) -> str:
    """The words of a provider, marked with the language `written`; where they are missing, who has to fill them in."""
    is_missing = not words or is_placeholder(words) or words in map(_, UNFILLED)
    return _("To be filled in by the provider") if is_missing else said(words, written)


@blueprint.app_context_processor
def _links() -> dict[str, object]:
    return {"unit_url": unit_url}


def outline(progress: Progress, course: str, title: str, written: str, current: str = "") -> dict[str, object]:
    """The outline as components/outline.html draws it: modules with their units, each with the word for its state.

    `written`: the language of the course.
    """
    modules: dict[str, list[dict[str, str]]] = {}
    for unit in progress.outline:
        done = (_("read") if unit.kind == "lesson" else _("passed")) if unit.unit_id in progress.done else ""
        note = "" if unit.is_required else _("as you like")
        line = {"title": unit.title, "href": unit_url(course, unit), "done": done, "note": note}
        modules.setdefault(unit.module_short, []).append(line)
    listed = [{"title": name, "units": units} for name, units in modules.items()]
    words = _("%(read)s of %(all)s lessons read", read=progress.lessons_read, all=len(progress.lessons))
    return {"modules": listed, "current": current, "title": title, "progress": words, "written": written}


def own_enrolment(course: str) -> Enrolment | None:
    """The visitor's place in the course; None for strangers, and for people who do not take it."""
    return queries.enrolment_of(current_user.id, course) if current_user.is_authenticated else None


def today_of(person: Person) -> date:
    """Which day it is where they live."""
    return local(clock.now(), person.time_zone).date()


def readable_by(enrolment: Enrolment | None) -> set[str]:
    """The slugs of the lessons that one may open: of the revision one began with."""
    return {unit.slug for unit in catalogue.outline_of(enrolment.revision_id)} if enrolment else set()


@blueprint.get("/courses/<course>")
@public
def course_page(course: str) -> ResponseReturnValue:
    """What the course is, before anything is asked of anybody."""
    revision = catalogue.latest_revision(course) or abort(404)
    enrolment = own_enrolment(course)
    return render_template(
        "learning/course_page.html",
        revision=revision,
        enrolment=enrolment,
        modules=catalogue.modules_of(revision.id),
        outline=catalogue.outline_of(revision.id),
        form=EmptyForm(),
    )


@blueprint.get("/courses/<course>/glossary")
@public
def glossary(course: str) -> ResponseReturnValue:
    """Every word of the course and where it is used, in the revision that the reader is enrolled in or the newest."""
    enrolment = own_enrolment(course)
    own = enrolment.revision if enrolment and enrolment.revision.has_glossary else None
    revision = own or catalogue.latest_revision(course)
    if revision is None or not revision.has_glossary:
        abort(404)
    words = queries.words_of(revision, readable_by(enrolment))
    letters = letters_to_jump_to([word.letter for word in words])
    shown = {"course": course, "revision": revision, "words": words, "letters": letters, "is_enrolled": bool(enrolment)}
    return render_template("learning/glossary.html", **shown)


@blueprint.get("/courses/<course>/details")
@public
def details(course: str) -> ResponseReturnValue:
    """What a provider hands to a board: the newest revision, with ways into the lessons for those enrolled."""
    revision = catalogue.latest_revision(course) or abort(404)
    enrolment = own_enrolment(course)
    return render_template(
        "learning/details.html",
        revision=revision,
        details=revision.details or {},
        modules=catalogue.modules_of(revision.id),
        outline=catalogue.outline_of(revision.id),
        readable=readable_by(enrolment),
        review_due=review_due(date.fromisoformat(revision.front["reviewed"])),
    )


@blueprint.post("/courses/<course>/enrol")
@requires(Permission.LEARN)
def enrol(course: str) -> ResponseReturnValue:
    """Enrol, or go on where one is enrolled already."""
    revision = catalogue.latest_revision(course) or abort(404)
    try:
        actions.start(signed_in(), revision, clock.now())
    except actions.NotOpen as closed:
        raise Refused(_("This course is not open to everybody. Its page says how to come in.")) from closed
    return redirect(url_for("learning.course_home", course=course))


@blueprint.get("/courses/<course>/enrol")
@requires(Permission.LEARN)
def enrol_after_signing_in(course: str) -> ResponseReturnValue:
    """Where somebody lands who pressed *Start* before signing in: the course page, with the button again."""
    return redirect(url_for("learning.course_page", course=course))


@blueprint.get("/my")
@requires(Permission.LEARN)
def my_courses() -> ResponseReturnValue:
    """One *Continue* a course."""
    person = signed_in()
    courses, dues = queries.courses_of(person.id), due.next_due_of(person.id)
    return render_template("learning/my_courses.html", courses=courses, dues=dues, today=today_of(person))


@blueprint.get("/my/<course>")
@requires(Permission.LEARN)
def go_on(course: str) -> ResponseReturnValue:
    """Open the next thing that is not done."""
    enrolment = queries.enrolment_of(signed_in().id, course) or abort(404)
    return redirect(unit_url(course, queries.progress_of(enrolment.id, enrolment.revision_id).next))


@blueprint.get("/learn/<course>")
@requires(Permission.LEARN)
def course_home(course: str) -> ResponseReturnValue:
    """Outline and progress."""
    enrolment = queries.enrolment_of(signed_in().id, course) or abort(404)
    progress = queries.progress_of(enrolment.id, enrolment.revision_id)
    shown = outline(progress, course, enrolment.revision.title, enrolment.revision.language)
    newest = catalogue.newest_of(enrolment.course_id)
    is_newer = newest.number > enrolment.revision.number
    changes = catalogue.changes_since(newest, course, enrolment.revision.number) if is_newer else []
    return render_template(
        "learning/course_home.html", enrolment=enrolment, progress=progress, outline=shown,
        newer=newest if is_newer else None, changes=changes, due=due.due_in(enrolment.id), today=today_of(signed_in()),
    )  # fmt: skip


@blueprint.post("/learn/<course>")
@requires(Permission.LEARN)
def move_to_newest(course: str) -> ResponseReturnValue:
    """Go on with the newest revision instead of the one that one began with."""
    enrolment = queries.enrolment_of(signed_in().id, course) or abort(404)
    actions.move_to(enrolment, catalogue.newest_of(enrolment.course_id), clock.now())
    flash(_("You are on the newest revision now. What you have done stays done."), "success")
    return redirect(url_for("learning.course_home", course=course))


@blueprint.get("/learn/<course>/<unit>")
@requires(Permission.LEARN)
def lesson(course: str, unit: str) -> ResponseReturnValue:
    """A lesson to read."""
    reading = queries.reading_of(signed_in().id, course, unit) or abort(404)
    progress = queries.progress_of(reading.enrolment_id, reading.revision_id)
    here = url_for("learning.lesson", course=course, unit=unit)
    shown = outline(progress, course, reading.course_title, reading.language, here)
    today = today_of(signed_in())
    return render_template("learning/lesson.html", reading=reading, progress=progress, outline=shown, today=today)


@blueprint.post("/learn/<course>/<unit>")
@requires(Permission.LEARN)
def mark_as_read(course: str, unit: str) -> ResponseReturnValue:
    """Mark as read and continue."""
    reading = queries.reading_of(signed_in().id, course, unit) or abort(404)
    actions.complete_unit(reading.enrolment_id, reading.unit_id, clock.now())
    flash(_("“%(title)s” is marked as read.", title=reading.title), "success")
    progress = queries.progress_of(reading.enrolment_id, reading.revision_id)
    return redirect(unit_url(course, progress.onward(reading.unit_id)))


@blueprint.post("/learn/<course>/<unit>/time")
@requires(Permission.LEARN)
def note_reading(course: str, unit: str) -> ResponseReturnValue:
    """What the lesson's page tells of itself: seconds in which it was read."""
    reading = queries.reading_of(signed_in().id, course, unit) or abort(404)
    told = request.form.get("seconds", 0, int)
    actions.note_reading(reading.enrolment_id, reading.unit_id, told, clock.now())
    return "", 204
