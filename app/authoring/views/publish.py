"""Publishing: what stops it, what changes, and the button."""

from collections import Counter
from hashlib import sha256

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.authoring import publishing
from app.authoring.forms.courses import PublishForm
from app.authoring.queries import Workbench
from app.authoring.views import bench_of, blueprint, provider
from app.authoring.views.places import linked
from app.catalogue.content.problems import ContentProblems
from app.platform import clock, pages


@blueprint.get("/studio/<course>/publish")
@requires(Permission.TEACH)
def publish(course: str) -> ResponseReturnValue:
    """Look before publishing."""
    return _page(bench_of(course), PublishForm(None))


@blueprint.post("/studio/<course>/publish")
@requires(Permission.TEACH)
def publish_draft(course: str) -> ResponseReturnValue:
    """Publish what was looked at, as the next revision."""
    bench, now = bench_of(course, to_change=True), clock.now()
    form = PublishForm()
    if not form.validate():
        return _page(bench, form), 422
    try:
        if form.seen.data != fingerprint(bench):
            raise publishing.PublishedMeanwhile
        done = publishing.publish(
            bench, str(form.summary.data), signed_in(), now, today=pages.local(now).date(), provider=provider()
        )
    except ContentProblems:
        return _page(bench, form), 409
    except publishing.NothingChanged:
        flash(_("Nothing has changed since the last revision, so there is nothing to publish."), "warning")
        return _page(bench, form), 409
    except publishing.PublishedMeanwhile:
        flash(_("The draft has changed since you looked. Nothing is published yet: look again."), "warning")
        return _page(bench, form), 409
    flash(_("Published as revision %(number)s. New students see it from now on.", number=done.revision), "success")
    return redirect(url_for("authoring.outline", course=course))


def fingerprint(bench: Workbench) -> str:
    """The same for the same files: what is published is what was looked at."""
    parts = [f"{path}\0{file.text}" for path, file in sorted(bench.files.items())]
    return sha256("\0".join([str(bench.draft.based_on_id), *parts]).encode()).hexdigest()


def _page(bench: Workbench, form: PublishForm) -> str:
    form.seen.data = fingerprint(bench)
    changes = publishing.differences_of(bench)
    return render_template(
        "authoring/publish.html", bench=bench, form=form, changes=changes,
        stops=linked(bench, publishing.stops_of(bench, provider())), is_behind=publishing.is_behind(bench),
        counts=Counter((one.what, one.change) for one in changes),
    )  # fmt: skip
