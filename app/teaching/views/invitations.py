"""Invitations: the list, links, addresses with a preview, sending again, withdrawing."""

import csv
from datetime import datetime, timedelta

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.platform import clock
from app.platform.security import limiter
from app.teaching import actions, queries
from app.teaching.access import taught
from app.teaching.actions import Inviting
from app.teaching.forms.ways import LARGEST_TABLE, ConfirmForm, InviteForm, LinkForm
from app.teaching.inviting import decoded, preview_of
from app.teaching.models import Invitation
from app.teaching.queries import TaughtCourse
from app.teaching.queries.ways import PAGE
from app.teaching.rules import Row, TooMany, in_table, in_text
from app.teaching.views import blueprint, page_asked, pages_of

INVITATIONS = "/studio/<course>/invitations"
ONE = f"{INVITATIONS}/<int(max=2147483647):invitation>"
SENDINGS = "30 per minute; 120 per hour"
MADE_LINK = "made_link"  # in the session of who made it, from the making to the page that shows it once


@blueprint.get(INVITATIONS)
@requires(Permission.TEACH)
def invitations(course: str) -> ResponseReturnValue:
    """Every invitation with its state, and the forms for more."""
    found = taught(course)
    cohorts = queries.names_of_cohorts(found.id)
    return _page(found, InviteForm(cohorts, None), LinkForm(cohorts, None, prefix="link"))


@blueprint.post(INVITATIONS)
@requires(Permission.TEACH)
def preview_invitations(course: str) -> ResponseReturnValue:
    """What would become of each row; nothing is sent yet."""
    found = taught(course)
    cohorts = queries.names_of_cohorts(found.id)
    form = InviteForm(cohorts)
    rows = _rows(form) if form.validate_on_submit() else []
    if form.errors:
        return _page(found, form, LinkForm(cohorts, None, prefix="link")), 422
    preview = preview_of(found.id, rows, clock.now())
    confirm = ConfirmForm(
        cohorts, None, data={"rows": preview.kept, "cohort": form.cohort.data, "days": form.days.data}
    )  # fmt: skip
    return render_template("teaching/preview.html", course=found, preview=preview, form=confirm)


def _rows(form: InviteForm) -> list[Row]:
    """The rows of the file or of the text; none, and why in the form."""
    try:
        if form.table.data:
            return _in_file(form)
        rows = in_text(str(form.addresses.data or ""))
    except TooMany:
        form.addresses.errors = [_("There are more than 500 addresses. Invite them in several parts.")]
        return []
    if not rows:
        form.addresses.errors = [_("Paste at least one e-mail address, or choose a file.")]
    return rows


def _in_file(form: InviteForm) -> list[Row]:
    content = form.table.data.read(LARGEST_TABLE + 1)
    if len(content) > LARGEST_TABLE:
        form.table.errors = [_("The file is larger than 256 KB. A list of 500 addresses is much smaller.")]
        return []
    try:
        rows = in_table(decoded(content))
    except (csv.Error, UnicodeError):
        form.table.errors = [_("This file cannot be read as a table. Save it as CSV (UTF-8) and send it again.")]
        return []
    if not rows:
        form.table.errors = [_("There is no row with an address in this file.")]
    return rows


@blueprint.post(f"{INVITATIONS}/send")
@requires(Permission.TEACH)
@limiter.limit(SENDINGS)
def send_invitations(course: str) -> ResponseReturnValue:
    """Invite those whom the preview named; who came in or was invited meanwhile is left out."""
    found = taught(course)
    form = ConfirmForm(queries.names_of_cohorts(found.id))
    if not form.validate_on_submit():
        flash(_("Nothing was sent: the list could not be read. Please paste the addresses again."), "error")
        return redirect(url_for("teaching.invitations", course=course))
    count = actions.invite(_inviting(found, form), form.emails)
    flash(ngettext("%(num)s invitation is on its way.", "%(num)s invitations are on their way.", count), "success")
    return redirect(url_for("teaching.invitations", course=course))


@blueprint.post(f"{INVITATIONS}/link")
@requires(Permission.TEACH)
def make_link(course: str) -> ResponseReturnValue:
    """Make a link, and show it once."""
    found = taught(course)
    cohorts = queries.names_of_cohorts(found.id)
    form = LinkForm(cohorts, prefix="link")
    if not form.validate_on_submit():
        return _page(found, InviteForm(cohorts, None), form), 422
    session[MADE_LINK] = actions.make_link(_inviting(found, form))
    return redirect(url_for("teaching.invitations", course=course, _anchor="made"))


@blueprint.post(ONE)
@requires(Permission.TEACH)
@limiter.limit(SENDINGS)
def change_invitation(course: str, invitation: int) -> ResponseReturnValue:
    """Send it again, or withdraw it. The button says which."""
    found = taught(course)
    row = queries.invitation_in(found.id, invitation) or abort(404)
    step = {"again": _send_again, "withdraw": _withdraw}.get(request.form.get("go", "")) or abort(422)
    step(found, row)
    return redirect(url_for("teaching.invitations", course=course, page=request.args.get("page", None, int)))


def _send_again(course: TaughtCourse, row: Invitation) -> None:
    if row.email is None or row.uses or row.ended_at:
        flash(_("This invitation is not waiting any more; nothing was sent."), "error")
        return
    now = clock.now()
    life = max(row.expires_at - (row.sent_at or row.made_at), timedelta(days=1))  # as long as it had before
    try:
        actions.send_again(row, Inviting(course, row.cohort_id, signed_in(), now, now + life))
        flash(_("Sent again to %(email)s. The link in the letter before works no more.", email=row.email), "success")
    except actions.SentJustNow:
        flash(_("A letter to %(email)s left less than five minutes ago.", email=row.email), "info")


def _withdraw(_course: TaughtCourse, row: Invitation) -> None:
    actions.withdraw(row, signed_in(), clock.now())
    flash(_("Ended: its link leads nowhere any more. Who came in by it stays."), "success")


def _inviting(course: TaughtCourse, form: ConfirmForm | LinkForm) -> Inviting:
    now: datetime = clock.now()
    return Inviting(course, form.cohort.cohort_id, signed_in(), now, now + timedelta(days=int(form.days.data or 0)))


def _page(course: TaughtCourse, form: InviteForm, link_form: LinkForm) -> str:
    page, token = page_asked(), session.pop(MADE_LINK, "")
    rows, total = queries.invitations_of(course.id, page=page)
    return render_template(
        "teaching/invitations.html", course=course, form=form if form.errors else link_form, invite_form=form,
        link_form=link_form, rows=rows, total=total, page=page, pages=pages_of(total, PAGE), now=clock.now(),
        made=url_for("teaching.redeem", token=token, _external=True) if token else "",
    )  # fmt: skip
