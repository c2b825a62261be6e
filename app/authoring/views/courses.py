"""Beginning: a new course, or a draft of one that is published."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.authoring import actions, queries
from app.authoring.forms.courses import NewCourseForm
from app.authoring.rules import beginnings, naming
from app.authoring.views import blueprint
from app.catalogue import queries as catalogue
from app.catalogue.content.checks import RESERVED_COURSES
from app.catalogue.rules import Right
from app.platform import clock, ids, pages
from app.platform.errors import Refused

TOKEN = 6  # letters: two courses of one title are told apart by their address already


@blueprint.get("/studio/new")
@requires(Permission.TEACH)
def new_course() -> ResponseReturnValue:
    """Ask for the least that a course begins with."""
    return render_template("authoring/new_course.html", form=NewCourseForm())


@blueprint.post("/studio/new")
@requires(Permission.TEACH)
def create_course() -> ResponseReturnValue:
    """Begin the draft of a new course."""
    form = NewCourseForm()
    if not form.validate_on_submit():
        return render_template("authoring/new_course.html", form=form), 422
    now, person, title = clock.now(), signed_in(), str(form.title.data)
    slug = naming.free_name(naming.slugify(title, "course"), queries.slugs_taken().union(RESERVED_COURSES))
    key = naming.new_id("c", title, ids.public_id(TOKEN))
    front = beginnings.new_course(
        key, slug, title, str(form.objective.data), person.name, today=pages.local(now).date()
    )  # fmt: skip
    actions.begin_draft(key, slug, {queries.FRONT: front}, person, now)
    flash(_("The course is begun. Nobody but you sees it before you publish it."), "success")
    return redirect(url_for("authoring.outline", course=slug))


@blueprint.post("/studio/<course>/draft")
@requires(Permission.TEACH)
def begin_draft(course: str) -> ResponseReturnValue:
    """Open a published course in the studio: its newest revision becomes a draft."""
    person = signed_in()
    if not catalogue.may_do_at(person, Right.EDIT, course):
        abort(404)
    revision = catalogue.latest_revision(course) or abort(404)
    files = {path.removeprefix(f"{course}/"): text for path, text in catalogue.files_of(course).items()}
    try:
        actions.begin_draft(revision.course.key, course, files, person, clock.now(), based_on=revision)
    except actions.AddressTaken as taken:
        raise Refused(_("This course is open in the studio already.")) from taken
    return redirect(url_for("authoring.outline", course=course))
