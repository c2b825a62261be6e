"""Saving a file of a draft from a form: whoever was faster is named, and nothing is lost."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from wtforms import Field

from app.accounts.access import signed_in
from app.authoring import actions
from app.authoring.queries import FRONT, Workbench
from app.catalogue.content.parts import CourseFolder
from app.platform import clock
from app.platform.forms import BaseForm
from app.platform.numbers import small_number
from app.platform.pages import clock_time


def course_of(bench: Workbench) -> CourseFolder:
    """The course. Leads to the file itself where its front matter cannot be read."""
    return bench.course or abort(redirect(url_for("authoring.file", course=bench.slug, path=FRONT)))


def must_be_read(bench: Workbench, path: str, part: object) -> None:
    """Lead to the file itself where it is there and cannot be read: a form would put something else in its place."""
    if path in bench.files and not part:
        abort(redirect(url_for("authoring.file", course=bench.slug, path=path)))


def version_of(bench: Workbench, path: str) -> int:
    """The version of a file; 0 for one that is not there yet."""
    return bench.files[path].version if path in bench.files else 0


def saved(bench: Workbench, path: str, text: str, form: BaseForm, version: Field) -> bool:
    """Save a file, unless somebody else was faster: the form then says so, and the next time puts it in place."""
    file = bench.files.get(path)
    try:
        if file:
            actions.save_file(file, text, signed_in(), clock.now(), known=small_number(version.data))
        else:
            actions.write_files(bench.draft, {path: text}, signed_in(), clock.now())
    except actions.ChangedByOther as changed:
        version.data = str(changed.file.version)
        said = _("%(name)s changed this at %(time)s, after you had opened it. Yours is not saved yet. Theirs is under "
                 "“Earlier texts”; press Save to put yours in its place.",
                 name=changed.file.changed_by.name, time=clock_time(changed.file.changed_at))  # fmt: skip
        form.form_errors.append(said)
        return False
    flash(_("Saved."), "success")
    return True
